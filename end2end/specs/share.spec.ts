import type { Page } from '@playwright/test';
import { App } from '../pages/App.ts';
import * as media from '../services/lib/media/index.mjs';
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

/** Shares as the browser does it, once there is a service worker that answers. */
async function post(page: Page, words: string, files: { name: string; type: string; bytes: string }[]): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.evaluate(([text, all]) => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: './share', enctype: 'multipart/form-data', hidden: true });
    const add = (attributes: Record<string, unknown>) => form.append(Object.assign(document.createElement('input'), attributes));
    add({ name: 'share-text', value: text });
    const data = new DataTransfer();
    for (const { name, type, bytes } of all) data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }));
    add({ type: 'file', name: 'share-files', multiple: true, files: data.files });
    document.body.append(form);
    form.submit();
  }, [words, files] as const);
}

const note = { name: 'note.txt', type: 'text/plain', bytes: Buffer.from('a note').toString('base64') };

test('what another app shares goes into rooms, or is written on', async ({ signedIn, page, peer, member, newContext }) => {
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

  // Files come through the service worker.
  const picture = media.picture(3, 320, 200);
  const files = [note, { name: 'view.png', type: 'image/png', bytes: picture.bytes.toString('base64') }];
  await post(page, 'two things', files);
  const listed = signedIn.dialog('Share into which room?').getByRole('list', { name: 'Files' });
  await expect(listed).toContainText('view.png');
  await expect(listed).toContainText('note.txt');
  const address = page.url();
  await expectAccessible(page);
  await shots(page, 'share-into-files');
  // It is there still when the page is loaded anew.
  await page.reload();
  await expect(listed).toContainText('view.png');
  await signedIn.dialog().getByRole('checkbox', { name: 'Shared' }).check();
  await signedIn.dialog().getByRole('button', { name: 'Send to the room' }).click();
  await peer.waitFor({ room, body: 'note.txt' });
  await peer.waitFor({ room, body: 'view.png' });
  await peer.waitFor({ room, body: 'two things' });
  await signedIn.goTo(new URL(address).hash);
  await expect(signedIn.dialog()).toContainText('The files are no longer here');
  await signedIn.dialog().getByRole('button', { name: 'Do not share' }).click();

  await post(page, 'to read', [note]);
  await signedIn.dialog().getByRole('checkbox', { name: 'Shared' }).check();
  await signedIn.dialog().getByRole('button', { name: 'Write on in the room' }).click();
  await expect(signedIn.composer.attachment('note.txt')).toBeVisible();
  await expect(signedIn.composer.field()).toHaveValue(/to read$/);

  // Without a service worker it comes to the web server, which keeps nothing.
  const answer = await page.request.post(new URL('./share', page.url()).href, { multipart: { 'share-text': 'lost' }, maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([303, './#/share?lost']);
  await signedIn.goTo('#/share?lost');
  await expect(signedIn.dialog()).toContainText('What you shared did not arrive');
  await signedIn.dialog().getByRole('button', { name: 'Do not share' }).click();

  // Somebody who is signed out signs in first.
  const other = new App(await (await newContext()).newPage());
  await other.open();
  await post(other.page, 'for later', [note]);
  await other.page.waitForURL(/share\?/);
  await other.signInHere(member.name);
  await expect(other.dialog('Share into which room?')).toContainText('for later');
  await expect(other.dialog().getByRole('list', { name: 'Files' })).toContainText('note.txt');
  // Who signs out leaves nothing of it.
  await other.page.reload();
  await expect(other.dialog().getByRole('list', { name: 'Files' })).toContainText('note.txt');
  await other.goTo('#/');
  const kept = () => other.page.evaluate(() => caches.has('protium-shared')).catch(() => undefined);
  expect(await kept()).toBe(true);
  await other.logOut();
  await expect(other.signInPage.continueWith()).toBeVisible();
  await expect.poll(kept).toBe(false);
});
