import type { Page } from '@playwright/test';

/** The box of emoji. */
export class EmojiPage {
  constructor(readonly page: Page) {}

  readonly box = () => this.page.getByRole('dialog', { name: 'Emoji' });
  readonly searchField = () => this.box().getByRole('searchbox', { name: 'Search emoji' });
  readonly one = (name: string) => this.box().getByRole('group', { name: 'Emoji' }).getByRole('button', { name, exact: true });
  readonly group = (name: string) => this.box().getByRole('toolbar', { name: 'Groups' }).getByRole('button', { name });
  readonly tone = (name: string) => this.box().getByRole('toolbar', { name: 'Skin tone' }).getByRole('button', { name, exact: true });
}
