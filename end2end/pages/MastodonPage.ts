import type { Page } from '@playwright/test';

/** The stand-in for Mastodon: form, Authorize and Deny. */
export class MastodonPage {
  constructor(readonly page: Page) {}

  readonly userName = () => this.page.getByLabel('User name');
  readonly authorizeButton = () => this.page.getByRole('button', { name: 'Authorize' });

  /** Signs in with a name; any will do. */
  async signIn(name: string): Promise<void> {
    await this.userName().fill(name);
    await this.page.getByLabel('Password').fill('demo');
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async authorize(): Promise<void> {
    await this.authorizeButton().click();
  }

  /** Leaves the account that is signed in there, and signs in with another name. */
  async signInAsAnother(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Use another account' }).click();
    await this.signIn(name);
  }

  async deny(): Promise<void> {
    await this.page.getByRole('button', { name: 'Deny' }).click();
  }
}
