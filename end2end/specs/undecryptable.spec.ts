import { App } from '../pages/App.ts';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { giveKeysOnly } from '../services/lib/keys.mjs';

test('on a new device a message leads to where one confirms that it is oneself', async ({ signedIn, member, peer, newContext }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  await peer.send(room, 'the beans are in the shed');
  await expect(signedIn.timeline.message(/beans are in/)).toBeVisible();
  await signedIn.settings.open('Encryption');
  const offered = signedIn.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true });
  await offered.getByRole('button', { name: 'Set up a recovery key' }).click();
  const key = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));

  const second = new App(await (await newContext()).newPage());
  await second.page.setViewportSize(PHONE);
  await second.signIn(member.name);
  await second.openRoom(room);
  const message = second.timeline.message(/Sent before you signed in on this device\. Its key may come/);
  await expect(message).toBeVisible();
  await expectAccessible(second.page);
  await shots(second.page, 'undecryptable-unconfirmed');
  await message.getByRole('button', { name: 'Confirm it is you' }).click();
  await second.keys.enter(second.keys.confirm(), key, 'Confirm');
  await expect(second.keys.confirm()).toHaveCount(0, { timeout: 20_000 });
  await second.openRoom(room);
  await expect(second.timeline.message(/beans are in/)).toBeVisible();
});

test('what no key storage brings leads to the keys in the settings', async ({ app, page, peer, member }) => {
  const room = await peer.createRoom({ name: 'Earlier', encrypted: true, invite: [member.userId] });
  await member.account.join(room);
  await peer.waitForMember({ room, user: member.userId });
  await peer.send(room, 'from before this device');
  await app.signIn(member.name);
  await app.openRoom(room);
  const message = app.timeline.message(/Sent before you signed in on this device/);
  await expect(message).toBeVisible();
  await shots(page, 'undecryptable-before');
  await message.getByRole('button', { name: 'Look at my keys' }).click();
  await expect(app.settings.dialog().getByRole('tabpanel', { name: 'Encryption' })).toBeVisible();
});

test('what its sender keeps from this device, and what was said before one came, is told in words', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  giveKeysOnly(peer, { verified: true });
  await peer.send(room, 'for those I have verified');
  await expect(signedIn.timeline.message(/The sender gives keys only to devices that are verified\./)).toBeVisible();

  const other = await peer.createRoom({ name: 'Among ourselves', encrypted: true });
  await peer.send(other, 'before you came');
  // Nobody shares what was said.
  await peer.setState(other, 'm.room.member', member.userId, { membership: 'invite' });
  await signedIn.accept('Among ourselves');
  await signedIn.openRoom(other);
  await expect(signedIn.timeline.message(/Sent before you were in this room\./)).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'undecryptable-earlier');
});
