import { expect, type Locator, type Page } from '@playwright/test';

type Tab = 'Appearance' | 'Messages' | 'Media' | 'Privacy' | 'Encryption' | 'Emoji and stickers' | 'Devices';

/** The dialog of what is set in this browser. */
export class SettingsPage {
  constructor(readonly page: Page) {}

  readonly dialog = () => this.page.getByRole('dialog', { name: 'Settings' });
  readonly tab = (name: Tab) => this.dialog().getByRole('tab', { name, exact: true });

  /** One of a few, by what it is about and what it is called. */
  option(about: string, name: string): Locator {
    return this.dialog().getByRole('radiogroup', { name: about, exact: true }).getByRole('radio', { name, exact: true });
  }

  /** Something that is on or off. */
  switch(name: string): Locator {
    return this.dialog().getByRole('switch', { name, exact: true });
  }

  /** Opens the dialog by the account's menu. */
  async open(tab: Tab = 'Appearance'): Promise<void> {
    await this.page.getByRole('button', { name: /^Account/ }).click();
    await this.page.getByRole('menuitem', { name: 'Settings', exact: true }).click();
    await this.tab(tab).click();
    await expect(this.dialog().getByRole('tabpanel', { name: tab })).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog()).toHaveCount(0);
  }

  /** Opens the dialog, chooses one of a few, and closes it. */
  async choose(about: string, name: string): Promise<void> {
    await this.open();
    await this.option(about, name).check();
    await this.close();
  }

  /** Opens the dialog, switches something, and closes it. */
  async turn(tab: Tab, name: string, on: boolean): Promise<void> {
    await this.open(tab);
    await this.switch(name).setChecked(on);
    await this.close();
  }
}
