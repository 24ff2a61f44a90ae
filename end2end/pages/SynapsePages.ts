import { expect, type Page } from '@playwright/test';

/** Synapse's own pages on the way back from the provider. */
export class SynapsePages {
  constructor(readonly page: Page) {}

  /** The page where a newcomer chooses the local part of the handle. */
  async pickUserName(name: string): Promise<void> {
    await expect(this.page).toHaveURL(/\/_synapse\/client\/pick_username/);
    await this.page.locator('input[name="username"]').fill(name);
    // The page asks the server whether the name is free, and does not submit before it knows.
    await expect(this.page.getByRole('status')).toHaveText('');
    await this.page.getByRole('button', { name: /continue/i }).click();
  }

  /** The page on which one confirms that it is oneself; it leads to the provider. */
  async reauthorize(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: /confirm it.s you/i })).toBeVisible();
    await this.page.getByRole('link', { name: /continue with/i }).click();
  }

  /** "Continue to your account". */
  async confirm(): Promise<void> {
    await this.page.getByRole('link', { name: /continue/i }).click();
  }
}
