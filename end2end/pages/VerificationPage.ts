import { expect, type Page } from '@playwright/test';

/** Verifying a device or a person: the request in the corner, and the dialog. */
export class VerificationPage {
  constructor(readonly page: Page) {}

  /** Requests of others. */
  readonly requests = () => this.page.getByRole('status').filter({ has: this.page.getByRole('button', { name: 'Accept' }) });
  readonly dialog = () => this.page.getByRole('dialog', { name: /[Vv]erify/ });
  readonly button = (name: string) => this.dialog().getByRole('button', { name, exact: true });
  readonly emoji = () => this.dialog().getByRole('list', { name: 'Emoji to compare' }).getByRole('listitem');
  readonly code = () => this.dialog().getByRole('img', { name: 'QR code to verify with' });

  async accept(): Promise<void> {
    await this.requests().getByRole('button', { name: 'Accept' }).click();
  }

  /** Opens a person's page. */
  async person(userId: string): Promise<void> {
    await this.page.evaluate((user) => { location.hash = `#/user/${user}`; }, userId);
  }

  /** Asks the person whose page is open. */
  async ask(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Verify' }).click();
  }

  /** The names of the seven, as they stand. */
  async names(): Promise<string[]> {
    await expect(this.emoji()).toHaveCount(7);
    return this.emoji().allInnerTexts();
  }
}
