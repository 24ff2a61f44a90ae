import type { Locator, Page } from '@playwright/test';

/** The polls in the conversation, and the dialog in which one is written. */
export class PollPage {
  constructor(readonly page: Page) {}

  readonly form = () => this.page.getByRole('dialog', { name: /^(New poll|Edit poll)$/ });
  readonly question = () => this.form().getByRole('textbox', { name: 'Question' });
  readonly options = () => this.form().getByRole('textbox', { name: /^Option / });
  readonly create = () => this.form().getByRole('button', { name: 'Create poll' });
  readonly save = () => this.form().getByRole('button', { name: 'Save' });

  option(number: number): Locator {
    return this.form().getByRole('textbox', { name: `Option ${number}`, exact: true });
  }

  /** A poll by its question, in the room or in a thread. */
  poll(question: string | RegExp): Locator {
    return this.page.getByRole('article', { name: question });
  }

  /** What one may choose in a poll of which one may choose one, or several. */
  choice(question: string | RegExp, text: string | RegExp): Locator {
    const poll = this.poll(question);
    return poll.getByRole('radio', { name: text }).or(poll.getByRole('checkbox', { name: text }));
  }

  /** An answer of a poll in which one cannot vote. */
  result(question: string | RegExp, text: string | RegExp): Locator {
    return this.poll(question).getByRole('listitem').filter({ hasText: text });
  }
}
