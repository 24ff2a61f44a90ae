import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('a room and a message are shared by link and QR code', async ({ signedIn, page, context, peer, member }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const room = await sharedRoom({ signedIn, peer, member });
  await page.getByRole('button', { name: 'Room menu' }).click();
  await signedIn.menuItem('Share').click();
  const dialog = signedIn.dialog('Share Shared');
  await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(decodeURIComponent(link)).toContain(room);
  await expectAccessible(page);
  await shots(page, 'share');
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const event = await peer.send(room, 'worth sharing');
  await signedIn.timeline.message(/worth sharing/).click({ button: 'right' });
  await signedIn.menuItem('Share').click();
  const shared = signedIn.dialog('Share this message').getByRole('textbox', { name: 'Link' });
  await expect.poll(async () => decodeURIComponent(await shared.inputValue())).toContain(`/${event}`);
});
