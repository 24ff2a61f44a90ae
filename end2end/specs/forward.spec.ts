import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('a message is sent on to several rooms, by keyboard', async ({ signedIn, page, peer, member }) => {
  const from = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const rooms: string[] = [];
  for (const name of ['Garden', 'Kitchen', 'Attic']) {
    const room = await peer.createRoom({ name, invite: [member.userId] });
    await member.account.request('POST', `/_matrix/client/v3/join/${encodeURIComponent(room)}`, {});
    rooms.push(room);
  }
  await signedIn.openRoom(from);
  const { timeline } = signedIn;
  await peer.send(from, 'Apples are ripe');
  await timeline.message(/Apples/).click({ button: 'right' });
  await signedIn.menuItem('Forward').click();
  const dialog = signedIn.dialog('Forward this message');
  await expect(dialog).toContainText('Apples are ripe');
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await expect(dialog.getByRole('checkbox', { name: 'Attic' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Forward', exact: true })).toBeDisabled();
  await expectAccessible(page);
  await page.keyboard.type('gard');
  await expect(dialog.getByRole('checkbox')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await dialog.getByRole('searchbox').fill('');
  await dialog.getByRole('checkbox', { name: 'Kitchen' }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Garden' })).toBeChecked();
  await shots(page, 'forward');
  await dialog.getByRole('button', { name: 'Forward to 2 rooms' }).click();
  await expect(page.getByText('Forwarded', { exact: true })).toBeVisible();
  for (const room of rooms.slice(0, 2)) {
    const got = await peer.waitFor({ room, contains: 'Apples are ripe' });
    expect(got.content['m.relates_to']).toBeUndefined();
  }
  expect(JSON.stringify(await peer.messages({ room: rooms[2] }))).not.toContain('Apples');
});
