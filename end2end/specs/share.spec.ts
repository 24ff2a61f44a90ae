import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('a room and a message are shared by link and QR code', async ({ signedIn, page, context, peer, member }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const room = await sharedRoom({ signedIn, peer, member });
  await signedIn.openRoomMenu();
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
  await page.keyboard.press('Escape');

  await signedIn.goTo(`#/user/${peer.userId}`);
  await signedIn.main().getByRole('button', { name: 'Share' }).click();
  const person = signedIn.dialog('Share Robin');
  await expect(person.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(person.getByRole('textbox', { name: 'Link' })).toHaveValue(`https://matrix.to/#/${peer.userId}`);
});

test('what another app shares goes into rooms, or is written on', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const share = async (query: string) => {
    const url = new URL(page.url());
    await page.goto(`${url.origin}${url.pathname}?${query}`);
    await expect(signedIn.dialog('Share into which room?')).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    await signedIn.dialog().getByRole('checkbox', { name: 'Shared' }).check();
  };
  await share(`share-text=${encodeURIComponent('/me & **more** https://example.org/x')}&share-url=${encodeURIComponent('https://example.org/x')}`);
  await expectAccessible(page);
  await shots(page, 'share-into');
  await signedIn.dialog().getByRole('button', { name: 'Send to the room' }).click();
  const got = await peer.waitFor({ room, contains: '**more**' });
  expect(got.content).toMatchObject({ msgtype: 'm.text', body: '/me & **more** https://example.org/x' });
  await expect(signedIn.timeline.log()).toBeVisible();
  await share('share-title=A%20title');
  await signedIn.dialog().getByRole('button', { name: 'Write on in the room' }).click();
  await expect(signedIn.composer.field()).toHaveValue('A title');
  // What the browser brings that opens links of Matrix.
  await signedIn.goTo(`#/open?uri=${encodeURIComponent(`matrix:u/${peer.userId.slice(1)}`)}`);
  await expect(signedIn.main().getByRole('heading', { name: 'Robin' }).first()).toBeVisible();
});
