import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import * as media from '../services/lib/media/index.mjs';

test('signing in by keyboard', async ({ app, page, member }) => {
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  for (let i = 0; i < 10 && !await app.signInPage.continueWith().evaluate((e) => e === document.activeElement); i += 1) await page.keyboard.press('Tab');
  await expect(app.signInPage.continueWith()).toBeFocused();
  await page.keyboard.press('Enter');
  await app.mastodon.signIn(member.name);
  await app.mastodon.authorize();
  await app.synapse.confirm();
  await app.expectRooms();
});

test('the room list: arrows, Home, End, type-ahead, Enter', async ({ signedIn, page, peer, member }) => {
  for (const name of ['Delta', 'Charlie', 'Bravo', 'Alpha']) {
    const room = await peer.createRoom({ name, invite: [member.userId] });
    await member.account.join(room);
    await expect(signedIn.rooms.room(name)).toBeVisible();
  }
  // The newest comes to the top when sync says how new it is.
  await expect(signedIn.rooms.list().locator('[aria-posinset="1"]').getByRole('link')).toHaveAccessibleName(/^Alpha/);
  const focused = () => signedIn.rooms.list().locator('a:focus');
  await signedIn.rooms.filterField().focus();
  for (let i = 0; i < 12 && await focused().count() === 0; i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await expect(focused()).toHaveAccessibleName(/^Alpha/);
  await page.keyboard.press('ArrowDown');
  await expect(focused()).toHaveAccessibleName(/^Bravo/);
  await page.keyboard.press('End');
  await expect(focused()).toHaveAccessibleName(/^Delta/);
  await page.keyboard.press('ArrowUp');
  await expect(focused()).toHaveAccessibleName(/^Charlie/);
  await page.keyboard.type('br');
  await expect(focused()).toHaveAccessibleName(/^Bravo/);
  await page.keyboard.press('Enter');
  await expect(signedIn.timeline.log()).toHaveAccessibleName('Timeline of Bravo');
  // Only one stop for Tab in the list.
  expect(await signedIn.rooms.list().locator('a[tabindex="0"]').count()).toBe(1);
});

test('a conversation: from the composer to the messages and back, the viewer, the menu', async ({ signedIn, page, peer, member }) => {
  const room = await peer.createRoom({ name: 'Keys', invite: [member.userId] });
  await signedIn.accept('Keys');
  await peer.waitForMember({ room, user: member.userId });
  await peer.send(room, 'first');
  await peer.sendFile({ room, ...media.picture(6, 200, 120) });
  await peer.send(room, 'last');
  await signedIn.openRoom(room);
  await expect(signedIn.timeline.message(/last/)).toBeVisible();
  await signedIn.composer.field().focus();
  for (let i = 0; i < 15 && await signedIn.timeline.log().locator('article:focus').count() === 0; i += 1) await page.keyboard.press('Shift+Tab');
  await expect(signedIn.timeline.message(/last/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(signedIn.timeline.log().locator('article:focus')).toHaveAccessibleName(/landscape-6\.png/);
  await page.keyboard.press('ArrowUp');
  await expect(signedIn.timeline.message(/first/)).toBeFocused();

  const picture = signedIn.timeline.log().getByRole('button', { name: 'Open landscape-6.png' });
  await picture.focus();
  await page.keyboard.press('Enter');
  await expect(signedIn.timeline.viewer()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(signedIn.timeline.viewer()).toHaveCount(0);
  await expect(picture).toBeFocused();

  await signedIn.account().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(signedIn.account()).toBeFocused();
});

test('the versions of a message are read by keyboard, and the focus comes back', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const eventId = await peer.send(room, 'a slpi');
  await expect(signedIn.timeline.message(/slpi/)).toBeVisible();
  await peer.edit(room, eventId, 'a slip, mended');
  await signedIn.timeline.edited(/mended/).focus();
  await page.keyboard.press('Enter');
  await expect(signedIn.timeline.versions().getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(signedIn.timeline.versions()).toHaveCount(0);
  await expect(signedIn.timeline.edited(/mended/)).toBeFocused();
});

test('invitations are answered by keyboard', async ({ signedIn, page, peer, member }) => {
  await peer.createRoom({ name: 'Come along', invite: [member.userId] });
  const accept = signedIn.rooms.row('Come along').getByRole('button', { name: 'Accept' });
  await expect(accept).toBeVisible();
  await signedIn.rooms.room('Come along').focus();
  for (let i = 0; i < 6 && !await accept.evaluate((e) => e === document.activeElement); i += 1) await page.keyboard.press(i < 3 ? 'Tab' : 'ArrowRight');
  await expect(accept).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signedIn.rooms.row('Come along').getByRole('button', { name: 'Accept' })).toHaveCount(0);
});

test('who opens an invitation stands before it, with the focus', async ({ signedIn, page, peer, member }) => {
  await peer.createRoom({ name: 'Come closer', invite: [member.userId] });
  await signedIn.rooms.room('Come closer').focus();
  await page.keyboard.press('Enter');
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { name: 'Come closer', level: 3 })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(main.getByRole('button', { name: 'Accept' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signedIn.composer.field()).toBeFocused();
});
