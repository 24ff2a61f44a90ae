import type { Locator, Page } from '@playwright/test';

/** Where packs of emoji and stickers are made, and where stickers are chosen. */
export class PacksPage {
  constructor(readonly page: Page) {}

  /** The field with the name of a picture. */
  shortcode(name: string): Locator {
    return this.page.getByRole('textbox', { name: `Name of ${name}`, exact: true });
  }

  /** A picture in a pack that one can change. */
  picture(name: string): Locator {
    return this.page.getByRole('list', { name: 'Pictures' }).getByRole('listitem').filter({ has: this.shortcode(name) });
  }

  /** Adds pictures to the pack on the screen. */
  async add(files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Add pictures' }).click();
    await (await chooser).setFiles(files);
  }

  /** A pack in the box of emoji or stickers. */
  tab(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Packs' }).getByRole('button', { name, exact: true });
  }

  /** The box of stickers. */
  readonly stickers = () => this.page.getByRole('dialog', { name: 'Stickers', exact: true });
  readonly sticker = (name: string) => this.stickers().getByRole('button', { name, exact: true });
}
