import { expect, type Locator, type Page } from '@playwright/test';

/** What is asked and said about the account's keys: the page in the middle, the note above the rooms, the dialogs. */
export class KeysPage {
  constructor(readonly tab: Page) {}

  readonly offer = () => this.tab.getByRole('main').getByRole('region', { name: 'Keep your messages readable' });
  readonly confirm = () => this.tab.getByRole('main').getByRole('region', { name: 'Confirm it is you' });
  /** Either of them. */
  readonly page = () => this.offer().or(this.confirm());
  readonly dialog = (name: string) => this.tab.getByRole('dialog', { name });
  /** The part with the key; the settings have one of the same name. */
  readonly key = (inside: Locator = this.tab.locator('body')) => inside.getByRole('region', { name: 'Recovery key' }).filter({ has: this.tab.locator('.key') });

  /** Sends away what is asked, in the page or the note, once it is asked. */
  async later(): Promise<void> {
    const later = this.tab.getByRole('button', { name: 'Later', exact: true }).filter({ visible: true }).first();
    const came = await later.waitFor({ timeout: 15_000 }).then(() => true, () => false);
    if (!came) return;
    await later.click();
    await expect(this.tab.getByRole('button', { name: 'Later', exact: true })).toHaveCount(0);
  }

  /** The recovery key that is shown. */
  async shown(inside?: Locator): Promise<string> {
    const text = await this.key(inside).locator('.key').innerText();
    return text.trim().split(/\s+/).join(' ');
  }

  /** Makes a recovery key and says that it is saved; where the steps stand, in the page or a dialog. */
  async make(inside: Locator, name = 'Create a recovery key'): Promise<string> {
    await inside.getByRole('button', { name, exact: true }).click();
    await expect(this.key(inside)).toBeVisible({ timeout: 20_000 });
    const key = await this.shown(inside);
    await inside.getByRole('checkbox', { name: 'I have saved my recovery key' }).check();
    await inside.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(this.key()).toHaveCount(0);
    return key;
  }

  /** Types a recovery key or passphrase. */
  async enter(inside: Locator, key: string, go: string): Promise<void> {
    await inside.getByLabel('Recovery key or passphrase', { exact: true }).fill(key);
    await inside.getByRole('button', { name: go, exact: true }).click();
  }
}
