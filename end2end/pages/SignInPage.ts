import type { Page } from '@playwright/test';

/** The welcome page. */
export class SignInPage {
  constructor(readonly page: Page) {}

  /** The way in through the provider: a link, or a button while it is not ready. */
  readonly continueWith = (provider = 'Mastodon') => this.page
    .getByRole('link', { name: `Continue with ${provider}` })
    .or(this.page.getByRole('button', { name: `Continue with ${provider}` }));
  readonly alert = () => this.page.getByRole('alert');
  readonly heading = () => this.page.getByRole('heading', { level: 1 });
  readonly tryAgain = () => this.page.getByRole('button', { name: /try again/i });
  readonly changeHomeserver = () => this.page.getByRole('button', { name: 'Change' });
  /** The line at the foot that says which homeserver it is. */
  readonly homeserver = (name: string) => this.page.getByText(`Homeserver: ${name}`, { exact: true });
  readonly serverForm = () => this.page.getByRole('form', { name: 'Choose another homeserver' });
  readonly notAServer = () => this.serverForm().getByText('That is not the name of a server.');
  readonly passwordForm = () => this.page.getByRole('form', { name: /password/i });

  /** What Element has left of a session, to go on with. */
  readonly former = () => this.page.getByRole('region', { name: 'You were signed in here with Element' });
  readonly continueAs = (user: string) => this.former().getByRole('button', { name: `Continue as ${user}`, exact: true });

  /** Chooses another homeserver by its name or address. */
  async chooseServer(typed: string): Promise<void> {
    await this.changeHomeserver().click();
    await this.serverForm().getByRole('textbox', { name: 'Homeserver' }).fill(typed);
    await this.serverForm().getByRole('button', { name: 'Use this server' }).click();
  }
}
