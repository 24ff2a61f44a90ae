import { expect, randomName, test } from '../fixtures/test.ts';
import { homeserver, world } from '../fixtures/world.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { ManyRooms } from '../services/lib/many-rooms.mjs';
import { App } from '../pages/App.ts';
import { seedAccount } from '../services/lib/seed/bench.mjs';

/** More than the first two steps of sync hold, and several times what is on the screen. */
const MANY = 90;

test.describe('few rooms', () => {
  test('the newest message brings a room to the top, with preview and count', async ({ signedIn, peer, member }) => {
    const rooms: Record<string, string> = {};
    for (const name of ['Apples', 'Bananas', 'Cherries']) {
      rooms[name] = await peer.createRoom({ name, invite: [member.userId] });
      await signedIn.accept(name);
      await peer.waitForMember({ room: rooms[name], user: member.userId });
    }
    await signedIn.openRoom(rooms.Cherries);
    await peer.send(rooms.Apples, 'an apple a day');
    await expect(signedIn.rooms.rooms().first()).toHaveAccessibleName(/^Apples, 1 unread/);
    await expect(signedIn.rooms.row(/^Apples/)).toContainText('an apple a day');
    await peer.send(rooms.Bananas, `look here, ${member.name}`, { 'm.mentions': { user_ids: [member.userId] } });
    await expect(signedIn.rooms.room(/^Bananas.*1 mention/)).toBeVisible();
    await signedIn.rooms.open(/^Bananas/);
    await expect(signedIn.timeline.message(/look here/)).toBeVisible();
    await expect(signedIn.rooms.rooms().first()).toHaveAccessibleName(/^Bananas$/);
    await expect(signedIn.rooms.room(/^Bananas/)).toHaveAttribute('aria-current', 'page');
  });

  test('filters and the filter field', async ({ signedIn, page, peer, member }) => {
    const quiet = await peer.createRoom({ name: 'Quiet corner', invite: [member.userId] });
    await signedIn.accept('Quiet corner');
    await peer.waitForMember({ room: quiet, user: member.userId });
    const loud = await peer.createRoom({ name: 'Loud corner', invite: [member.userId] });
    await signedIn.accept('Loud corner');
    await peer.waitForMember({ room: loud, user: member.userId });
    await peer.createDm({ user: member.userId });
    await signedIn.openRoom(quiet);
    await peer.send(loud, 'hear, hear');

    await signedIn.rooms.filter('Unread').click();
    await expect(signedIn.rooms.filter('Unread')).toHaveAttribute('aria-pressed', 'true');
    await expect(signedIn.rooms.room(/^Loud corner/)).toBeVisible();
    await expect(signedIn.rooms.room(/^Quiet corner/)).toHaveCount(0);
    await signedIn.rooms.filter('All').click();
    await expect(signedIn.rooms.room(/^Quiet corner/)).toBeVisible();
    await signedIn.rooms.accept(/^Robin/);
    await signedIn.rooms.filter('People').click();
    await expect(signedIn.rooms.rooms()).toHaveCount(1);
    await signedIn.rooms.filter('Rooms').click();
    await expect(signedIn.rooms.rooms()).toHaveCount(2);
    await signedIn.rooms.filter('All').click();

    await signedIn.rooms.filterField().fill('quiet');
    await expect(signedIn.rooms.rooms()).toHaveCount(1);
    await signedIn.rooms.filterField().fill('zebra');
    await expect(signedIn.rooms.rooms()).toHaveCount(0);
    await expect(page.getByText(/zebra/).first()).toBeVisible();
    await signedIn.rooms.filterField().fill('');
    await expect(signedIn.rooms.rooms()).toHaveCount(3);
  });

  test('spaces narrow the list', async ({ signedIn, page, peer, member }) => {
    const space = await peer.createRoom({ name: 'Gardeners', invite: [member.userId], options: { creation_content: { type: 'm.space' } } });
    const inside = await peer.createRoom({ name: 'Inside', invite: [member.userId] });
    const outside = await peer.createRoom({ name: 'Outside', invite: [member.userId] });
    await peer.setState(space, 'm.space.child', inside, { via: ['vmst.io'] });
    for (const room of [space, inside, outside]) await member.account.join(room);
    const spaces = page.getByRole('navigation', { name: 'Spaces' });
    await expect(signedIn.rooms.room('Outside')).toBeVisible();
    await spaces.getByRole('link', { name: /Gardeners/ }).click();
    await expect(signedIn.rooms.room('Inside')).toBeVisible();
    await expect(signedIn.rooms.room('Outside')).toHaveCount(0);
    await spaces.getByRole('link', { name: /All rooms/ }).click();
    await expect(signedIn.rooms.room('Outside')).toBeVisible();
  });
});

test(`${MANY} real rooms cost what is on the screen`, async ({ app, page }) => {
  test.setTimeout(600_000);
  const name = randomName('many');
  await seedAccount(homeserver, { name, rooms: MANY, messages: MANY });
  await app.signIn(name);
  await expect(app.rooms.rooms().first()).toHaveAccessibleName(/^Room \d{4}/);
  await expect(app.rooms.list().getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(MANY), { timeout: 30_000 });
  expect(await app.rooms.rooms().count()).toBeLessThan(60);

  await app.rooms.rooms().first().focus();
  // The focus stays on its room, which goes to its place in the order when its newest message is known.
  await expect(async () => {
    await page.keyboard.press('End');
    await expect(app.rooms.list().locator(':focus')).toBeVisible({ timeout: 2_000 });
    await expect(app.rooms.list().getByRole('listitem').filter({ has: page.locator(':focus') })).toHaveAttribute('aria-posinset', String(MANY), { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  expect(await app.rooms.rooms().count()).toBeLessThan(60);

  await app.rooms.filterField().fill('room 0063');
  await expect(app.rooms.rooms()).toHaveCount(1);
  await app.rooms.open(/^Room 0063/);
  await expect(app.timeline.log()).toHaveAccessibleName('Timeline of Room 0063');
});

test('4,000 rooms: the page stays small, before and after a reload', async ({ newContext, newMember }) => {
  test.setTimeout(180_000);
  const count = 4_000;
  const server = await new ManyRooms(world.homeserver, { rooms: count, serverName: world.serverName }).listen();
  const context = await newContext();
  await serveConfig(context, configFor(server.url));
  const app = new App(await context.newPage());
  await app.signIn((await newMember()).name);
  await expect(app.rooms.list().getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(count), { timeout: 120_000 });
  await app.page.reload();
  await expect(app.rooms.room('Room 00000')).toBeVisible();
  expect(await app.rooms.rooms().count()).toBeLessThan(60);
  // The first rows of the last life stand until the stores are open, and the focus outlives them.
  await app.rooms.rooms().first().focus();
  await expect(app.rooms.list().getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(count), { timeout: 60_000 });
  await expect(app.rooms.list().locator(':focus')).toHaveCount(1);
  await app.page.keyboard.press('End');
  await expect(app.rooms.list().getByRole('listitem').filter({ has: app.page.locator(':focus') })).toHaveAttribute('aria-posinset', String(count), { timeout: 30_000 });
  await context.close();
  await server.close();
});
