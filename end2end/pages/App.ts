import { expect, type Page } from '@playwright/test';
import { mastodonSession, world } from '../fixtures/world.ts';
import { ComposerPage } from './ComposerPage.ts';
import { DevicesPage } from './DevicesPage.ts';
import { EmojiPage } from './EmojiPage.ts';
import { KeysPage } from './KeysPage.ts';
import { MastodonPage } from './MastodonPage.ts';
import { PacksPage } from './PacksPage.ts';
import { PollPage } from './PollPage.ts';
import { RoomListPage } from './RoomListPage.ts';
import { SettingsPage } from './SettingsPage.ts';
import { SignInPage } from './SignInPage.ts';
import { SynapsePages } from './SynapsePages.ts';
import { ThreadPage } from './ThreadPage.ts';
import { TimelinePage } from './TimelinePage.ts';
import { ViewerPage } from './ViewerPage.ts';

/** One tab with the app in it. */
export class App {
  readonly signInPage: SignInPage;
  readonly mastodon: MastodonPage;
  readonly synapse: SynapsePages;
  readonly rooms: RoomListPage;
  readonly timeline: TimelinePage;
  readonly thread: ThreadPage;
  readonly composer: ComposerPage;
  readonly emoji: EmojiPage;
  readonly keys: KeysPage;
  readonly packs: PacksPage;
  readonly polls: PollPage;
  readonly settings: SettingsPage;
  readonly devices: DevicesPage;
  readonly viewer: ViewerPage;

  constructor(readonly page: Page, readonly base = world.app) {
    this.signInPage = new SignInPage(page);
    this.mastodon = new MastodonPage(page);
    this.synapse = new SynapsePages(page);
    this.rooms = new RoomListPage(page);
    this.timeline = new TimelinePage(page);
    this.thread = new ThreadPage(page);
    this.composer = new ComposerPage(page);
    this.emoji = new EmojiPage(page);
    this.keys = new KeysPage(page);
    this.packs = new PacksPage(page);
    this.polls = new PollPage(page);
    this.settings = new SettingsPage(page);
    this.devices = new DevicesPage(page);
    this.viewer = new ViewerPage(page);
  }

  readonly account = () => this.page.getByRole('button', { name: /^Account/ });
  readonly dialog = (name?: string | RegExp) => this.page.getByRole('dialog', { name });
  readonly menuItem = (name: string) => this.page.getByRole('menuitem', { name, exact: true });
  /** An item of a menu that can be on and off. */
  readonly menuChoice = (name: string) => this.page.getByRole('menuitemcheckbox', { name, exact: true });
  readonly connection = () => this.page.locator('.ConnectionBar');
  readonly main = () => this.page.getByRole('main');

  async open(path = '/'): Promise<void> {
    await this.page.goto(`${this.base}${path}`);
  }

  /** Goes to a place inside the app without loading it anew. */
  async goTo(hash: string): Promise<void> {
    await this.page.evaluate((to) => { location.hash = to; }, hash);
  }

  async openRoom(roomId: string): Promise<void> {
    await this.goTo(`#/room/${roomId}`);
    await expect(this.timeline.log()).toBeVisible();
  }

  /** Opens the menu of the room that is open. */
  async openRoomMenu(): Promise<void> {
    await this.page.getByRole('button', { name: 'Room menu' }).click();
  }

  /** Accepts an invitation, which opens the room. */
  async accept(name: string): Promise<void> {
    await this.rooms.accept(name);
    await expect(this.rooms.row(name).getByRole('button', { name: 'Accept' })).toHaveCount(0);
    await expect(this.timeline.log()).toHaveAccessibleName(`Timeline of ${name}`);
  }

  /**
   * From the welcome page through the provider and back, as somebody whose user exists already, and who has signed in
   * at the provider and allowed this before. What the pages of the provider ask otherwise is in sso.spec.ts. What is
   * asked about keys is put off: that is in encryption.spec.ts.
   */
  async signIn(name: string, path = '/'): Promise<void> {
    await this.open(path);
    await this.signInHere(name);
    await this.expectRooms();
    await this.keys.later();
  }

  /** The way there from the page that stands already. */
  async signInHere(name: string): Promise<void> {
    await this.page.context().addCookies([await mastodonSession(name)]);
    await this.signInPage.continueWith().click();
    await this.synapse.confirm();
  }

  /** Waits until the room list stands, filled or empty. On a phone the first run stands before it. */
  async expectRooms(): Promise<void> {
    const filter = this.page.getByRole('searchbox', { name: 'Filter rooms' });
    const firstRun = this.page.getByRole('region', { name: /^You are in/ });
    const page = this.keys.page();
    await expect(filter.or(firstRun).or(page).first()).toBeVisible({ timeout: 30_000 });
    if (!await filter.isVisible() && await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
    // What is asked of the keys may come when the list stands already.
    await expect(async () => {
      if (!await filter.isVisible() && await page.isVisible()) await this.keys.later();
      await expect(filter).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
  }

  /** Logs out through the account menu. */
  async logOut(): Promise<void> {
    await this.account().click();
    await this.page.getByRole('menuitem', { name: /log out/i }).click();
    await this.dialog().getByRole('button', { name: /log out/i }).click();
  }
}
