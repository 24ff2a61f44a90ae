import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';

test('one goes to the messages of a day, from the line above them, the menu and by command', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  await peer.send(room, 'the first word');
  for (let count = 0; count < 70; count += 1) await peer.send(room, `filler ${count}`);
  await expect(timeline.message(/filler 69/)).toBeInViewport();

  await signedIn.openRoomMenu();
  await signedIn.menuItem('Jump to date').click();
  const dialog = signedIn.dialog('Jump to date');
  await expect(dialog.getByLabel('Day')).toHaveValue(today);
  await shots(page, 'jump-to-date');
  await dialog.getByRole('button', { name: 'The beginning' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(timeline.message(/the first word/)).toBeInViewport();

  await timeline.jumpToNewest().click();
  await expect(timeline.message(/filler 69/)).toBeInViewport();
  // The day begins with the room.
  await composer.send(`/jumptodate ${today}`);
  await expect(timeline.message(/the first word/)).toBeInViewport();
  await expect(composer.field()).toHaveValue('');
  await composer.send('/jumptodate yesterday');
  await expect(page.getByRole('alert')).toContainText('/jumptodate 2026-01-31');
  await expect(composer.field()).toHaveValue('/jumptodate yesterday');

  await timeline.log().getByRole('button', { name: 'Jump to date' }).first().click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('Day').fill(today);
  await dialog.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(timeline.message(/the first word/)).toBeInViewport();
});
