import { App } from '../pages/App.ts';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { givePower, sharedRoom } from '../fixtures/rooms.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';

const TURN_ON = 'Turn on encryption';
const HISTORY = 'Whoever is invited can read what was said here before.';

/** The dialog that asks, from the room's menu. */
async function question(app: App) {
  await app.openRoomMenu();
  await app.menuItem(TURN_ON).click();
  return app.dialog('Turn on encryption?');
}

/** What the header says of the room's encryption. */
const sign = (app: App, name: string) => app.main().getByRole('img', { name, exact: true });

test('encryption is turned on from the menu, by who may, after what that means is said', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  await expect(sign(signedIn, 'Messages here are not encrypted')).toBeVisible();
  await signedIn.openRoomMenu();
  await expect(signedIn.menuItem('Leave room')).toBeVisible();
  await expect(signedIn.menuItem(TURN_ON)).toHaveCount(0);
  await page.keyboard.press('Escape');

  await givePower(peer, room, member.userId, 100);
  await expect(async () => {
    await signedIn.openRoomMenu();
    const offered = await signedIn.menuItem(TURN_ON).isVisible();
    await page.keyboard.press('Escape');
    expect(offered).toBe(true);
  }).toPass();
  const asked = await question(signedIn);
  await expect(asked).toContainText('It cannot be turned off again.');
  await expect(asked.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);
  await shots(page, 'room-encrypt');
  await asked.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(asked).toHaveCount(0);
  await expect(sign(signedIn, 'Messages here are not encrypted')).toBeVisible();

  // Whoever may no longer is told so, and nothing is lost.
  await question(signedIn);
  await givePower(peer, room, member.userId, 0);
  await asked.getByRole('button', { name: TURN_ON }).click();
  await expect(asked.getByRole('alert')).toContainText('Encryption was not turned on.');
  await givePower(peer, room, member.userId, 100);
  await asked.getByRole('button', { name: TURN_ON }).click();
  await expect(asked).toHaveCount(0);
  await signedIn.composer.send('for you alone');
  expect((await peer.waitFor({ room, body: 'for you alone' }) as { encrypted: boolean }).encrypted).toBe(true);
  await expect(sign(signedIn, 'Messages here are end-to-end encrypted')).toBeVisible();
  await signedIn.openRoomMenu();
  await expect(signedIn.menuItem('Leave room')).toBeVisible();
  await expect(signedIn.menuItem(TURN_ON)).toHaveCount(0);
});

test('in a room that anyone may join it is said how little that helps', async ({ signedIn, page, peer, member }) => {
  await page.setViewportSize(PHONE);
  await signedIn.expectRooms();
  const users = { [member.userId]: 100 };
  await sharedRoom({ signedIn, peer, member }, { isPublic: true, options: { power_level_content_override: { users } } });
  const asked = await question(signedIn);
  await expect(asked.getByRole('alert')).toContainText('Anyone can join this room');
  await expectAccessible(page);
  await shots(page, 'room-encrypt-public');
});

test('it is said that who is invited reads what was said before, and they do', async ({ signedIn, page, peer, newPeer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  await givePower(peer, room, member.userId, 50);
  await peer.send(room, 'the beans are in the shed');
  await expect(signedIn.timeline.message(/beans are in/)).toBeVisible();
  await signedIn.composer.send('and the rake');
  const casey = await newPeer('Casey');
  await signedIn.composer.field().fill(`/invite ${casey.userId} `);
  await expect(page.getByRole('status').filter({ hasText: HISTORY })).toBeVisible();
  await shots(page, 'room-invite-history');
  await signedIn.composer.field().press('Enter');
  await casey.acceptInvite({ room });
  await casey.messages({ room });
  await casey.waitFor({ room, body: 'the beans are in the shed' });
  await casey.waitFor({ room, body: 'and the rake' });
});

test('a message whose key somebody else has shared says who it was', async ({ signedIn, page, peer, newPeer, member }) => {
  const casey = await newPeer('Casey');
  const room = await peer.createRoom({ name: 'Before', encrypted: true, invite: [casey.userId] });
  await casey.acceptInvite({ room });
  await peer.waitForMember({ room, user: casey.userId });
  await casey.send(room, 'from before you came');
  await peer.waitFor({ room, body: 'from before you came' });
  await peer.invite(room, member.userId);
  await signedIn.accept('Before');
  await signedIn.openRoom(room);
  const message = signedIn.timeline.message(/from before you came/);
  await expect(message).toBeVisible();
  await expect(message.getByRole('img', { name: /^Robin has shared the key of this message with you\./ })).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'message-shared-key');
});
