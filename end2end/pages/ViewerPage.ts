import type { Page } from '@playwright/test';

/** Pictures, large. */
export class ViewerPage {
  constructor(readonly page: Page) {}

  readonly dialog = () => this.page.getByRole('dialog');
  readonly picture = (name: string) => this.dialog().getByRole('img', { name });
  readonly heading = () => this.dialog().getByRole('heading');
}
