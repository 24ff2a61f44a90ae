import type { Locator, Page } from '@playwright/test';

const beginning = (name: string | RegExp) => (
  typeof name === 'string' ? new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(,|$)`) : name
);

/** The list of rooms. Whether it is made of links or of options is known only here. */
export class RoomListPage {
  constructor(readonly page: Page) {}

  readonly list = () => this.page.getByRole('navigation', { name: 'Rooms', exact: true });
  readonly rooms = () => this.list().getByRole('link');
  readonly filterField = () => this.page.getByRole('searchbox', { name: 'Filter rooms' });
  readonly filter = (name: 'All' | 'Unread' | 'People' | 'Rooms') => this.page
    .getByRole('toolbar', { name: 'Filters' }).getByRole('button', { name, exact: true });

  /** A room by its name, which begins the link's name; unread counts come after it. */
  room(name: string | RegExp): Locator {
    return this.list().getByRole('link', { name: beginning(name) });
  }

  /** The item of a room: link, preview, and the buttons of an invitation. */
  row(name: string | RegExp): Locator {
    return this.list().getByRole('listitem').filter({ has: this.page.getByRole('link', { name: beginning(name) }) });
  }

  async open(name: string | RegExp): Promise<void> {
    await this.room(name).click();
  }

  async accept(name: string | RegExp): Promise<void> {
    await this.row(name).getByRole('button', { name: 'Accept' }).click();
  }

  async decline(name: string | RegExp): Promise<void> {
    await this.row(name).getByRole('button', { name: 'Decline' }).click();
  }
}
