import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('a message is taken back, waits as a draft, and is sent later', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, rooms, settings, timeline } = signedIn;
  await peer.createRoom({ name: 'Elsewhere', invite: [member.userId] });
  await settings.open('Messages');
  await settings.option('Undo sending', '20 seconds').check();
  await settings.close();

  await composer.send('bread and jam');
  const held = page.getByRole('group', { name: 'Message that can be taken back' });
  await expect(held).toContainText('Goes out in 20 seconds');
  await expect(held).toContainText('bread and jam');
  await expectAccessible(page);
  await shots(page, 'undo-send');
  await held.getByRole('button', { name: 'Undo' }).click();
  await expect(composer.field()).toBeFocused();
  await composer.field().press('Enter');
  await expect(held).toBeVisible();
  await composer.field().press('Escape');
  await expect(held).toHaveCount(0);
  await expect(timeline.message(/bread/)).toHaveCount(0);

  await expect(rooms.row('Shared')).not.toContainText('Draft:');
  await signedIn.accept('Elsewhere');
  await expect(rooms.row('Shared')).toContainText('Draft: bread and jam');
  await page.reload();
  await expect(rooms.row('Shared')).toContainText('Draft: bread and jam');
  await rooms.open('Shared');
  await expect(rooms.row('Shared')).not.toContainText('Draft:');

  await page.getByRole('button', { name: 'Send later' }).click();
  await expect(page.getByRole('menu', { name: 'Send later' })).toContainText('Your homeserver sends it');
  await shots(page, 'send-later-menu');
  await signedIn.menuItem('Choose day and time…').click();
  const dialog = signedIn.dialog('Send later');
  await dialog.getByLabel('Time', { exact: true }).fill('09:30');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await page.getByRole('button', { name: '1 scheduled' }).click();
  const list = signedIn.dialog('Scheduled messages').getByRole('listitem');
  await expect(list).toContainText('bread and jam');
  await expect(list).toContainText('by your homeserver');
  await shots(page, 'send-later-list');
  await list.getByRole('button', { name: 'Edit' }).click();
  const edit = signedIn.dialog('Edit the scheduled message');
  await edit.getByLabel('Message', { exact: true }).fill('bread and honey');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(list).toContainText('bread and honey');
  await list.getByRole('button', { name: 'Send now' }).click();
  await expect(signedIn.dialog('Scheduled messages')).toHaveCount(0);
  await peer.waitFor({ room, body: 'bread and honey' });
  await expect(timeline.message(/bread and honey/)).toBeVisible();
});

test('a message is saved for later, reminded of, and found again', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { timeline } = signedIn;
  await peer.send(room, 'The recipe is in the blue book');
  await timeline.message(/blue book/).click({ button: 'right' });
  await signedIn.menuItem('Save for later').click();
  const dialog = signedIn.dialog('Save for later');
  await dialog.getByLabel('Note (optional)').fill('for Sunday');
  await dialog.getByRole('radio', { name: 'In an hour' }).check();
  await expectAccessible(page);
  await shots(page, 'save-for-later');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole('link', { name: 'Saved messages' }).click();
  const saved = page.getByRole('region', { name: 'Saved messages' });
  const row = saved.getByRole('link', { name: /blue book/ });
  await expect(row).toContainText('for Sunday');
  await expect(row).toContainText('Shared');
  await saved.getByRole('button', { name: 'Due', exact: true }).click();
  await expect(saved).toContainText('There is none of these.');
  await saved.getByRole('button', { name: 'All', exact: true }).click();
  await expectAccessible(page);
  await shots(page, 'saved-messages');
  await row.click();
  await expect(timeline.message(/blue book/)).toBeVisible();
  await page.getByRole('link', { name: 'Saved messages' }).click();
  await saved.getByRole('button', { name: 'Remove from the saved messages' }).click();
  await expect(saved).toContainText('Nothing is saved.');
});
