import { expect, type Locator, type Page } from '@playwright/test';

/** The messages of the open room. */
export class TimelinePage {
  constructor(readonly page: Page) {}

  readonly log = () => this.page.getByRole('log', { name: /^Timeline/ });
  readonly messages = () => this.log().getByRole('article');
  readonly jumpToNewest = () => this.page.getByRole('button', { name: /^Jump to newest/ });
  readonly jumpToUnread = () => this.page.getByRole('button', { name: 'Jump to first unread' });
  readonly hideJumpToUnread = () => this.page.getByRole('button', { name: 'Hide this button' });
  /** The line above what is new. */
  readonly newMessages = () => this.log().getByRole('separator', { name: 'New messages' });
  readonly separators = () => this.log().getByRole('separator');
  /** Messages whose key is still to come. */
  readonly waitingForKey = () => this.messages().filter({ hasText: 'its key has not come' });
  /** The button that unfolds long code, or folds it again. */
  readonly fold = () => this.log().getByRole('button', { name: /^Show (all \d+ lines|fewer)$/ });
  readonly copyCode = () => this.log().getByRole('button', { name: 'Copy code' });
  readonly copied = () => this.log().getByRole('button', { name: 'Copied' });
  readonly edited = (text: string | RegExp) => this.message(text).getByRole('button', { name: '(edited)' });
  readonly versions = () => this.page.getByRole('dialog', { name: 'Versions of this message' });
  readonly uploading = () => this.log().getByRole('progressbar', { name: 'Uploading' });
  readonly cancelUpload = () => this.log().getByRole('button', { name: 'Cancel upload' });
  /** The banner about what was not sent. */
  readonly unsent = () => this.page.getByRole('group', { name: /not sent/ });
  readonly sendAllAgain = () => this.unsent().getByRole('button', { name: 'Send all again' });
  readonly deleteAll = () => this.unsent().getByRole('button', { name: 'Delete all' });
  readonly deleteAllQuestion = () => this.page.getByRole('dialog', { name: /^Delete .* not sent\?$/ });
  readonly announcer = () => this.page.locator('[role=status]');
  readonly viewer = () => this.page.getByRole('dialog');

  /** A message by its text: the article's name is sender, time and body. */
  message(text: string | RegExp): Locator {
    return this.log().getByRole('article', { name: text });
  }

  /** A button of a message's toolbar, which stands there while the pointer or the focus is on the message. */
  action(text: string | RegExp, name: string): Locator {
    return this.message(text).getByRole('toolbar', { name: 'Message actions' }).getByRole('button', { name, exact: true });
  }

  /** The mark that says whether a message is selected. */
  choice(text: string | RegExp): Locator {
    return this.message(text).getByRole('checkbox');
  }

  /** What is below the conversation while messages are selected. */
  selectionBar() {
    const bar = this.page.getByRole('toolbar', { name: 'Selected messages' });
    return {
      selected: () => this.page.getByRole('status').filter({ hasText: /messages? selected$/ }),
      button: (name: string) => bar.getByRole('button', { name, exact: true }),
    };
  }

  /** The code in a message, by what stands in it. */
  code(text: string | RegExp): Locator {
    return this.log().getByRole('code').filter({ hasText: text });
  }

  /** A block of code with all that is around it, by what stands in it. */
  codeBlock(text: string | RegExp): Locator {
    return this.log().locator('.CodeBlock').filter({ has: this.page.getByRole('code').filter({ hasText: text }) });
  }

  /** Drags something away by the mouse until the browser takes it; gives what the browser is told: type, name, address. */
  async dragOut(what: Locator): Promise<string> {
    await this.page.evaluate(() => {
      addEventListener('dragstart', (event) => {
        const said = event.defaultPrevented ? '' : event.dataTransfer?.getData('DownloadURL');
        document.documentElement.dataset.dragged = said ?? '';
      });
    });
    const dragged = () => this.page.evaluate(() => document.documentElement.dataset.dragged ?? '');
    const { x, y, width, height } = await what.boundingBox() ?? { x: 0, y: 0, width: 0, height: 0 };
    await expect(async () => {
      await this.page.mouse.move(x + width / 2, y + height / 2);
      await this.page.mouse.down();
      await this.page.mouse.move(x + width / 2 + 20, y + height / 2, { steps: 4 });
      await this.page.mouse.move(4, 4);
      await this.page.mouse.up();
      expect(await dragged()).not.toBe('');
    }).toPass({ timeout: 10_000 });
    return dragged();
  }

  /** The banner with what is pinned. */
  readonly pinned = () => this.page.getByRole('region', { name: 'Pinned messages' });

  /** A reaction under a message. */
  reaction(text: string | RegExp, key: string): Locator {
    return this.message(text).getByRole('group', { name: 'Reactions' }).getByRole('button', { name: new RegExp(key) });
  }

  /** Waits until the newest message is on the screen. */
  async expectAtEnd(): Promise<void> {
    await expect.poll(() => this.log().evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight))
      .toBeLessThan(8);
  }

  /** Where a message stands in the window, in CSS pixels from the top. */
  async top(text: string | RegExp): Promise<number> {
    const box = await this.message(text).boundingBox();
    if (!box) throw new Error(`no box for ${text}`);
    return box.y;
  }

  /** Scrolls by the mouse wheel, as a reader would; negative is up. */
  async wheel(by: number): Promise<void> {
    await this.log().hover();
    await this.page.mouse.wheel(0, by);
  }
}
