import type { Locator, Page } from '@playwright/test';

/** Where messages are written. */
export class ComposerPage {
  constructor(readonly page: Page) {}

  readonly field = () => this.page.getByRole('textbox', { name: /^Message (?!the thread)/ });
  readonly sendButton = () => this.page.getByRole('button', { name: 'Send', exact: true });
  readonly emojiButton = () => this.page.getByRole('button', { name: 'Insert an emoji' });
  readonly attachButton = () => this.page.getByRole('button', { name: 'Attach', exact: true });
  readonly attachments = () => this.page.getByRole('list', { name: 'Attachments' });
  /** Opens what is offered for sending later. */
  readonly laterButton = () => this.page.getByRole('button', { name: 'Send later' });
  readonly attachment = (name: string) => this.attachments().getByRole('listitem').filter({ hasText: name });
  /** What is written below a file that waits. */
  readonly caption = (name: string) => this.attachments().getByRole('textbox', { name: `Caption for ${name}` });
  /** Whether what the camera noted goes with the files that wait. */
  readonly keepNotes = () => this.page.getByRole('checkbox', { name: 'Keep what the camera noted (place, time)' });
  /** There while nothing is written and no file waits. */
  readonly recordButton = () => this.page.getByRole('button', { name: 'Record a voice message' });
  /** What stands in the field's place while something is recorded. */
  readonly recording = () => this.page.getByRole('group', { name: 'Recording a voice message' });
  /** A voice message that waits to be sent. */
  readonly voice = () => this.attachments().getByRole('listitem', { name: 'Voice message' });
  /** What the message being written answers or edits. */
  readonly about = () => this.page.getByRole('group', { name: /^(Replying|Editing)/ });
  readonly dropAbout = () => this.about().getByRole('button');
  /** What the conversation says while files are held over it. */
  readonly dropHint = () => this.page.getByText('Drop files to attach them');

  /** Shows the format bar, or hides it. */
  readonly formatButton = () => this.page.getByRole('button', { name: /^(Show|Hide) formatting$/ });
  /** Chooses the field that shows the format; it is in the format bar. */
  readonly richButton = () => this.button('Rich text');

  /** A button of the format bar. */
  button(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name, exact: true });
  }

  /** What is offered for the word before the caret. */
  readonly suggestions = () => this.page.getByRole('listbox', { name: 'Suggestions' });

  suggestion(name: RegExp): Locator {
    return this.suggestions().getByRole('option', { name });
  }

  /** Writes a message and sends it with Enter. */
  async send(text: string): Promise<void> {
    await this.field().fill(text);
    await this.field().press('Enter');
  }

  /** Chooses files through the button: those of a path, or made of what is given. */
  async attach(files: { name: string; mimeType: string; buffer: Buffer }[] | string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.attachButton().click();
    await this.page.getByRole('menuitem', { name: 'Files' }).click();
    await (await chooser).setFiles(files);
  }
}
