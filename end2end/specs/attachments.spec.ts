import { mkdir, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import * as media from '../services/lib/media/index.mjs';

/** Files that are held over places of the page one after another, as if dragged there from a folder, and let go. */
async function drop(page: Page, files: string[], places: Locator[], over: (place: number) => Promise<void> = async () => undefined): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  let at = { x: 0, y: 0 };
  for (const [index, place] of places.entries()) {
    const box = await place.boundingBox();
    if (!box) throw new Error('there is nothing to drop on');
    at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (index === 0) await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data });
    await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data });
    await over(index);
  }
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
  await session.detach();
}

test('files are dropped anywhere on the conversation, and nowhere else', async ({ signedIn, page, peer, member }, info) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, rooms, timeline } = signedIn;
  const picture = media.picture(7, 320, 200);
  const [view, notes] = ['view.png', 'notes.txt'].map((name) => info.outputPath(name));
  await writeFile(view, picture.bytes);
  await writeFile(notes, 'a few words');

  // Beside the conversation, where the browser by itself would leave the page for the file.
  await drop(page, [view, notes], [timeline.log(), rooms.list()], async (place) => {
    await expect(composer.dropHint()).toHaveCount(place === 0 ? 1 : 0);
  });
  await drop(page, [view, notes], [timeline.log(), composer.field()], () => expect(composer.dropHint()).toBeVisible());
  await expect(composer.dropHint()).toHaveCount(0);
  await expect(composer.attachments().getByRole('listitem')).toHaveCount(2);
  await expect(composer.attachment('view.png')).toBeVisible();
  await expect(composer.attachment('notes.txt')).toBeVisible();
  await expect(composer.field()).toBeFocused();
  await page.keyboard.press('Enter');
  const [image, text] = [await peer.waitFor({ room, msgtype: 'm.image' }), await peer.waitFor({ room, msgtype: 'm.file' })];
  expect((await peer.download({ room, eventId: image.eventId })).equals(picture.bytes)).toBe(true);
  expect((await peer.download({ room, eventId: text.eventId })).toString()).toBe('a few words');
});

test('a folder that is dropped with a file is left out', async ({ signedIn, page, peer, member }, info) => {
  await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  const [folder, notes] = [info.outputPath('folder'), info.outputPath('notes.txt')];
  await mkdir(folder);
  await writeFile(notes, 'a few words');
  await drop(page, [folder, notes], [timeline.log()]);
  await expect(composer.attachment('notes.txt')).toBeVisible();
  await expect(composer.attachments().getByRole('listitem')).toHaveCount(1);
});

test('a picture is pasted, words beside it win', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  /** Puts a picture onto the clipboard, and words beside it if there are any. */
  const copy = (words: string) => page.evaluate(async ([bytes, text]) => {
    const items: Record<string, Blob> = { 'image/png': new Blob([new Uint8Array(bytes)], { type: 'image/png' }) };
    if (text) items['text/plain'] = new Blob([text], { type: 'text/plain' });
    await navigator.clipboard.write([new ClipboardItem(items)]);
  }, [[...media.picture(8, 320, 200).bytes], words] as [number[], string]);

  // Office programs put a picture of the words beside the words.
  await copy('from a spreadsheet');
  await composer.field().focus();
  await page.keyboard.press('Control+V');
  await expect(composer.field()).toHaveValue('from a spreadsheet');
  await expect(composer.attachments()).toHaveCount(0);
  await composer.field().fill('');

  await copy('');
  await page.keyboard.press('Control+V');
  await expect(composer.attachments().getByRole('listitem')).toHaveCount(1);
  await expect(composer.field()).toHaveValue('');
  await page.keyboard.press('Enter');
  const event = await peer.waitFor({ room, msgtype: 'm.image' });
  expect(event.content.info).toMatchObject({ mimetype: 'image/png', w: 320, h: 200 });
});

for (const kind of ['a plain', 'an encrypted']) {
  test(`an upload shows that it is under way, and can be cancelled, in ${kind} room`, async ({ app, context, peer, member, newProxy }) => {
    const proxy = await newProxy();
    const isUpload = (r: { method: string; path: string }) => r.method === 'POST' && r.path.includes('/upload');
    proxy.setMode('hang', { only: isUpload });
    await serveConfig(context, configFor(proxy.url));
    await app.signIn(member.name);
    const room = await sharedRoom({ signedIn: app, peer, member }, { encrypted: kind === 'an encrypted' });
    await app.composer.attach([{ name: 'view.png', mimeType: 'image/png', buffer: media.picture(9, 320, 200).bytes }]);
    await app.composer.sendButton().click();
    await expect.poll(() => proxy.requests.filter(isUpload).length).toBeGreaterThan(0);
    await expect(app.timeline.message(/view\.png/)).toBeVisible();
    await expect(app.timeline.uploading()).toBeVisible();
    await app.timeline.cancelUpload().click();
    await expect(app.timeline.message(/view\.png/)).toHaveCount(0);

    // It holds up nothing, and does not come back.
    proxy.setMode('pass');
    await app.composer.send('without the picture');
    await peer.waitFor({ room, body: 'without the picture' });
    const sent = (await peer.messages({ room })).filter((e: any) => e.sender === member.userId && e.type === 'm.room.message');
    expect(sent.map((e: any) => e.content.body)).toEqual(['without the picture']);
  });
}

test('how far an upload has come is shown', async ({ app, context, peer, member, newProxy }, info) => {
  const proxy = await newProxy();
  const isUpload = (r: { method: string; path: string }) => r.method === 'POST' && r.path.includes('/upload') && r.path.includes('/media/');
  // What the network takes in goes out; the rest waits for a reader that does not come.
  proxy.setMode('hang', { only: isUpload });
  await serveConfig(context, configFor(proxy.url));
  await app.signIn(member.name);
  await sharedRoom({ signedIn: app, peer, member }, { encrypted: true });
  const large = info.outputPath('large.bin');
  await writeFile(large, Buffer.alloc(24_000_000, 7));
  await app.composer.attach(large);
  await app.composer.sendButton().click();
  const bar = app.timeline.uploading();
  await expect(bar).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => Number(await bar.getAttribute('value')), { timeout: 30_000 }).toBeGreaterThan(0);
  expect(Number(await bar.getAttribute('value'))).toBeLessThan(1);
  await expect(app.timeline.message(/large\.bin/)).toContainText('of 24 MB');
  await app.timeline.cancelUpload().click();
  await expect(app.timeline.message(/large\.bin/)).toHaveCount(0);
});

/** A photograph that says where it was taken. */
function withPlace(photo: Buffer): Buffer {
  const note = Buffer.from('Exif\0\0II*\0 52 North, 13 East', 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  return Buffer.concat([photo.subarray(0, 2), head, note, photo.subarray(2)]);
}

test('a photograph goes with its words and without its place; several go together, in order, with captions', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { composer, timeline, viewer } = signedIn;
  const photo = media.photo(3, 320, 240).bytes;
  await composer.attach([{ name: 'beach.jpg', mimeType: 'image/jpeg', buffer: withPlace(photo) }]);
  await expect(composer.keepNotes()).not.toBeChecked();
  await composer.send('the **sea**');
  const alone = await peer.waitFor({ room, msgtype: 'm.image' });
  expect(alone.content).toMatchObject({ body: 'the **sea**', filename: 'beach.jpg', formatted_body: 'the <strong>sea</strong>' });
  expect((await peer.download({ room, eventId: alone.eventId })).equals(photo)).toBe(true);
  await expect(timeline.message(/beach\.jpg/)).toContainText('the sea');
  await expect(composer.attachments()).toHaveCount(0);

  await composer.attach([
    { name: 'one.jpg', mimeType: 'image/jpeg', buffer: withPlace(photo) },
    { name: 'two.png', mimeType: 'image/png', buffer: media.picture(4, 320, 200).bytes },
  ]);
  await composer.caption('one.jpg').fill('the first');
  const later = page.getByRole('button', { name: 'Move one.jpg later' });
  await later.focus();
  await page.keyboard.press('Enter');
  await expect(composer.attachments().getByRole('listitem').first()).toContainText('two.png');
  // At the end there is only the way back.
  await expect(page.getByRole('button', { name: 'Move one.jpg earlier' })).toBeFocused();
  await expect(later).toBeDisabled();
  await page.getByRole('radiogroup', { name: 'How to send' }).getByRole('radio', { name: 'Together' }).check();
  await composer.keepNotes().check();
  await composer.send('both of them');
  const { content } = await peer.waitFor({ room, msgtype: 'dm.filament.gallery' });
  expect(content.body).toBe('both of them');
  expect(content.itemtypes.map((item: any) => [item.filename ?? item.body, item.body])).toEqual([['two.png', 'two.png'], ['one.jpg', 'the first']]);
  expect(content.itemtypes[1].info.size).toBe(withPlace(photo).length);
  const sent = (await peer.messages({ room })).filter((e: any) => e.sender === member.userId && e.type === 'm.room.message');
  expect(sent).toHaveLength(2);

  const gallery = timeline.log().getByRole('group', { name: 'Several files' });
  await expect(gallery.getByRole('listitem')).toHaveCount(2);
  await gallery.getByRole('button', { name: 'Open two.png' }).click();
  await expect(viewer.heading()).toHaveText('two.png');
  await page.keyboard.press('ArrowRight');
  await expect(viewer.heading()).toHaveText('one.jpg');
  await expect(viewer.picture('the first')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer.dialog()).toHaveCount(0);
});
