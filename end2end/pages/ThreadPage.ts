import type { Locator, Page } from '@playwright/test';

/** What stands beside the conversation: a thread, or the list of all threads of the room. */
export class ThreadPage {
  constructor(readonly page: Page) {}

  readonly panel = () => this.page.getByRole('region', { name: 'Thread', exact: true });
  readonly log = () => this.panel().getByRole('log', { name: 'Messages of the thread' });
  readonly field = () => this.panel().getByRole('textbox', { name: 'Message the thread' });
  readonly close = () => this.panel().getByRole('button', { name: 'Close' });
  readonly back = () => this.page.getByRole('complementary').getByRole('button', { name: 'Back' });

  /** The button in the room's header; its name says whether something is unread. */
  readonly button = () => this.page.getByRole('banner').or(this.page.getByRole('main')).getByRole('button', { name: /^Threads/ });
  readonly list = () => this.page.getByRole('region', { name: 'Threads', exact: true });

  message(text: string | RegExp): Locator {
    return this.log().getByRole('article', { name: text });
  }

  /** What stands under the message that began a thread. */
  summary(name: RegExp): Locator {
    return this.page.getByRole('main').getByRole('log').getByRole('button', { name });
  }

  row(text: RegExp): Locator {
    return this.list().getByRole('link', { name: text });
  }

  async send(text: string): Promise<void> {
    await this.field().fill(text);
    await this.field().press('Enter');
  }
}
