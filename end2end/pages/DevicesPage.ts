import type { Locator, Page } from '@playwright/test';

/** The devices in the settings, what is asked before they are signed out, and the question about new ones. */
export class DevicesPage {
  constructor(readonly page: Page) {}

  readonly panel = () => this.page.getByRole('tabpanel', { name: 'Devices' });
  readonly here = () => this.panel().getByRole('region', { name: 'This device' });
  readonly others = () => this.panel().getByRole('region', { name: 'Other devices' });
  /** The card of a device, by its name. */
  readonly card = (name: string | RegExp): Locator => this.panel().getByRole('listitem', { name });
  readonly question = () => this.page.getByRole('dialog', { name: /^Sign out / });
  readonly resetQuestion = () => this.page.getByRole('dialog', { name: 'Reset your identity?' });
  readonly newSignIn = () => this.page.getByRole('region', { name: 'New sign-in' });

  /** Gives a device another name. */
  async rename(name: string, to: string): Promise<void> {
    await this.card(name).getByRole('button', { name: `Rename ${name}` }).click();
    await this.panel().getByRole('textbox', { name: 'Name of the device' }).fill(to);
    await this.page.keyboard.press('Enter');
  }

  /** Presses what opens the homeserver's page in a window of its own; gives that window. */
  async popup(press: Locator): Promise<Page> {
    const [popup] = await Promise.all([this.page.waitForEvent('popup'), press.click()]);
    await popup.waitForLoadState();
    return popup;
  }
}
