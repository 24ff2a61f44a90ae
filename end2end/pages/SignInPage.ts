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
  readonly passwordForm = () => this.page.getByRole('form', { name: /password/i });
}
