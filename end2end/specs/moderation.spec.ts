import { expect, test } from '../fixtures/test.ts';
import { givePower, sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('a message is reported, and its author hidden at once', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { timeline } = signedIn;
  await peer.send(room, 'something rude');
  await timeline.message(/rude/).click({ button: 'right' });
  await signedIn.menuItem('Report').click();
  const dialog = signedIn.dialog('Report this message');
  await expectAccessible(page);
  await shots(page, 'report');
  await dialog.getByRole('textbox').fill('It is rude');
  await dialog.getByRole('checkbox', { name: 'Also hide all that Robin says' }).check();
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByText('Reported. Thank you.')).toBeVisible();
  await expect(timeline.message(/rude/)).toHaveCount(0);
});

test('a room says how long it keeps messages, and it and a person are reported', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  await peer.setState(room, 'm.room.retention', '', { max_lifetime: 30 * 24 * 60 * 60 * 1000 });
  await expect(signedIn.main().getByRole('img', { name: 'Messages in this room are to be deleted after 30 days' })).toBeVisible();
  await signedIn.openRoomMenu();
  await signedIn.menuItem('Report room').click();
  await signedIn.dialog('Report this room').getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByText('Reported. Thank you.')).toBeVisible();
  await signedIn.goTo(`#/user/${peer.userId}`);
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  const dialog = signedIn.dialog('Report this person');
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(dialog).toHaveCount(0);
});

test('what somebody said lately is deleted', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  await givePower(peer, room, member.userId, 100);
  for (const text of ['buy this', 'buy that', 'buy it all']) await peer.send(room, text);
  const menu = async () => {
    await timeline.message(/buy it all/).click({ button: 'right' });
    await signedIn.menuItem('Delete what they said lately').click({ timeout: 2000 });
  };
  // What one may do is known a moment later.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await menu();
  }).toPass({ timeout: 20_000 });
  const dialog = signedIn.dialog('Delete what Robin has said lately?');
  await expect(dialog).toContainText('3 messages are deleted for everybody');
  await expectAccessible(page);
  await shots(page, 'delete-recent');
  await dialog.getByRole('textbox').fill('advertising');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('3 messages were deleted')).toBeVisible();
  await expect(timeline.message(/buy/)).toHaveCount(0);

  // From the person's page it is asked in which room.
  const other = await peer.createRoom({ name: 'Other', invite: [member.userId] });
  await signedIn.accept('Other');
  await givePower(peer, other, member.userId, 100);
  await peer.send(other, 'sell this');
  await expect(timeline.message(/sell this/)).toBeVisible();
  const choice = signedIn.dialog('In which room?');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await signedIn.goTo('#/home');
    await signedIn.goTo(`#/user/${peer.userId}`);
    await page.getByRole('button', { name: 'Delete what they said lately' }).click({ timeout: 2000 });
    await expect(choice).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await expect(choice.getByRole('radio')).toHaveCount(2);
  await expect(choice.getByRole('button', { name: 'Go on' })).toBeDisabled();
  await expectAccessible(page);
  await shots(page, 'delete-recent-room');
  await choice.getByRole('radio', { name: 'Other' }).check();
  await choice.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog).toContainText('One message is deleted for everybody');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('One message was deleted')).toBeVisible();
  await signedIn.openRoom(other);
  await expect(timeline.message(/sell this/)).toHaveCount(0);
});
