import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';
import { expect, test } from '../fixtures/test.ts';
import * as media from '../services/lib/media/index.mjs';

/** A PDF of these lines, a page each, that would run a script and ask for an address if anybody let it. */
function pdf(lines: string[]): Buffer {
  const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
  const pages = lines.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\("here"\\);) >> >>',
    `<< /Type /Pages /Kids [${pages}] /Count ${lines.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...lines.flatMap((line, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 560] /Contents ${5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(`BT /F1 32 Tf 40 480 Td (${line}) Tj ET 0.9 0.2 0.2 rg 40 40 120 60 re f`),
    ]),
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = text.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

test('what is not shown by itself is not asked for, until one wants to see it', async ({ app, context, page, peer, member, newProxy }) => {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  await app.signIn(member.name);
  const room = await sharedRoom({ signedIn: app, peer, member });
  const asked = () => proxy.requests.filter(({ path }: { path: string }) => /\/media\/(download|thumbnail)\//.test(path));
  await app.settings.open('Media');
  await app.settings.option('Show pictures and videos', 'Nowhere').check();
  await expect(app.settings.option('Show pictures and videos', 'Nowhere')).toBeChecked();
  await app.settings.switch('Show the pictures of invitations').setChecked(false);
  await expectAccessible(page);
  await shots(page, 'settings-media');
  await app.settings.close();
  const avatar = media.avatar(6);
  const url = await peer.account.upload(avatar.bytes, avatar.mime, avatar.name);
  await peer.createRoom({ name: 'Strangers', invite: [member.userId], initialState: [{ type: 'm.room.avatar', state_key: '', content: { url } }] });
  await expect(page.getByRole('link', { name: /Strangers/ })).toBeVisible();

  await peer.sendFile({ room, ...media.picture(1) });
  await peer.sendFile({ room, ...media.film() });
  const { timeline } = app;
  const message = timeline.message(/landscape-1/);
  const show = message.getByRole('button', { name: 'Show landscape-1.png' });
  await expect(show).toBeVisible();
  await expect(timeline.log().getByRole('button', { name: /^Show sun/ })).toBeVisible();
  await expect(timeline.log().getByRole('img', { name: 'landscape-1.png' })).toHaveCount(0);
  await expectAccessible(page);
  await shots(page, 'media-hidden');
  expect(asked()).toEqual([]);

  await show.click();
  const picture = timeline.log().getByRole('img', { name: 'landscape-1.png' });
  await expect(picture).toBeVisible();
  expect(asked().length).toBeGreaterThan(0);
  await page.reload();
  await expect(picture).toBeVisible();
  await timeline.message(/landscape-1/).click({ button: 'right', position: { x: 60, y: 8 } });
  await app.menuItem('Hide on this device').click();
  await expect(show).toBeVisible();
  await expect(picture).toHaveCount(0);

  // The room may differ.
  await app.openRoomMenu();
  await expect(app.menuChoice('Pictures and videos')).not.toBeChecked();
  await app.menuChoice('Pictures and videos').click();
  await peer.sendFile({ room, ...media.picture(4) });
  await expect(timeline.log().getByRole('img', { name: 'landscape-4.png' })).toBeVisible();
  await expect(show, 'what was hidden stays so').toBeVisible();
});

test('a PDF and a text are read in the app, and dragged out of it', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const harvest = pdf(['Apple harvest', 'Pear harvest', 'Plum harvest']);
  await peer.sendFile({ room, name: 'harvest.pdf', mime: 'application/pdf', bytes: harvest });
  await peer.sendFile({ room, name: 'main.rs', mime: 'text/plain', bytes: Buffer.from('// <b>no markup</b>\nfn main() {}\n') });
  const { timeline, viewer } = signedIn;
  await timeline.log().getByRole('button', { name: 'Open harvest.pdf' }).click();
  await expect(viewer.heading()).toHaveText('harvest.pdf');
  await expect(viewer.dialog().getByText('Page 1 of 3')).toBeVisible();
  await expect(viewer.dialog().getByRole('group', { name: 'Page 1' })).toContainText('Apple harvest');
  await expectAccessible(page);
  await shots(page, 'pdf');
  const pages = viewer.dialog().getByRole('region', { name: 'harvest.pdf' });
  await pages.focus();
  await page.keyboard.press('End');
  await expect(viewer.dialog().getByText('Page 3 of 3')).toBeVisible();
  await expect(viewer.dialog().getByRole('group', { name: 'Page 3' })).toContainText('Plum harvest');
  const width = async () => (await viewer.dialog().getByRole('group', { name: 'Page 3' }).boundingBox())?.width ?? 0;
  const before = await width();
  await viewer.dialog().getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(width).toBeGreaterThan(before * 1.2);
  await page.keyboard.press('Escape');
  await expect(timeline.viewer()).toHaveCount(0);

  await timeline.log().getByRole('button', { name: 'Open main.rs' }).click();
  await expect(viewer.dialog().getByRole('code')).toHaveText('// <b>no markup</b>\nfn main() {}\n');
  await expect(viewer.dialog().getByRole('code').locator('.keyword').first()).toHaveText('fn');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(timeline.viewer()).toHaveCount(0);

  // What is dragged out of the browser is what was sent.
  const picture = media.picture(1);
  await peer.sendFile({ room, ...picture });
  const shown = timeline.log().getByRole('img', { name: picture.name });
  await expect(shown).toBeVisible();
  for (const [what, said, sent] of [
    [timeline.log().getByText('harvest.pdf', { exact: true }), /^application\/pdf:harvest\.pdf:blob:/, harvest],
    [shown, /^image\/png:landscape-1\.png:blob:/, picture.bytes],
  ] as const) {
    await what.scrollIntoViewIfNeeded();
    const dragged = await timeline.dragOut(what);
    expect(dragged).toMatch(said);
    const taken = page.waitForEvent('download');
    await page.evaluate((href) => Object.assign(document.createElement('a'), { href, download: 'it' }).click(), /blob:.*/.exec(dragged)?.[0] ?? '');
    expect(await readFile(await (await taken).path())).toEqual(sent);
  }
});

test('a film plays and is sought before all of it is here, and a download says how far it is', async ({ app, context, page, peer, member, newProxy }) => {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  await app.signIn(member.name);
  const room = await sharedRoom({ signedIn: app, peer, member });
  const { timeline } = app;
  const ofFiles = ({ path }: { path: string }) => path.includes('/media/download/');
  const holdBack = (bytes: number) => proxy.setMode('part', { bytes, only: ofFiles });
  const player = (name: string) => {
    const film = timeline.log().getByLabel(name, { exact: true }).and(page.locator('video'));
    const look = <T>(at: (film: HTMLVideoElement, seconds: number) => T, seconds = 0) => film.evaluate(at as any, seconds) as Promise<T>;
    return {
      film,
      at: () => look((it) => (it.seeking ? -1 : it.currentTime)),
      address: () => look((it) => it.currentSrc),
      length: () => look((it) => it.duration),
      seek: (seconds: number) => look((it, to) => { it.currentTime = to; }, seconds),
      seeks: () => look((it) => it.seeking),
    };
  };
  // Without one, it is played when all of it is here.
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  // 27 seconds, of which 16 have come.
  const film = media.film(3, 160, 96, 110);
  holdBack(1_500_000);
  await peer.sendFile({ room, ...film });
  await timeline.log().getByRole('button', { name: 'Play sun.mp4' }).click();
  const sun = player('sun.mp4');
  await expect.poll(sun.at).toBeGreaterThan(1);
  expect(await sun.address()).toContain('/media-stream/');
  expect(await sun.length()).toBeCloseTo(27.5, 0);
  await sun.seek(12);
  await expect.poll(sun.at).toBeGreaterThan(12);
  await sun.seek(0.5);
  await expect.poll(sun.at).toBeGreaterThan(0.5);
  expect(await sun.at()).toBeLessThan(12);
  // A jump ahead of what is here waits for it.
  await sun.seek(24);
  const row = timeline.message(/sun\.mp4/);
  await row.getByRole('button', { name: 'Download sun.mp4' }).click();
  await expect(row.getByRole('progressbar', { name: 'Downloading sun.mp4' })).toBeVisible();
  expect(await sun.seeks()).toBe(true);
  const saved = page.waitForEvent('download');
  proxy.setMode('pass');
  await expect.poll(sun.at).toBeGreaterThan(24);
  expect(await readFile(await (await saved).path())).toEqual(film.bytes);

  // What is encrypted is known to be what was sent when all of it is here, and not before.
  holdBack(1_500_000);
  const hills = player('hills.mp4');
  await peer.sendFile({ room, ...film, name: 'hills.mp4', encrypted: true });
  await timeline.log().getByRole('button', { name: 'Play hills.mp4' }).click();
  const encrypted = timeline.message(/hills\.mp4/);
  await encrypted.getByRole('button', { name: 'Download hills.mp4' }).click();
  const came = encrypted.getByRole('progressbar', { name: 'Downloading hills.mp4' });
  await expect.poll(() => came.evaluate((bar) => (bar as HTMLProgressElement).value)).toBeGreaterThan(0.4);
  await expect(hills.film).toHaveCount(0);
  await expectAccessible(page);
  await shots(page, 'download');
  // The film is wanted still.
  await encrypted.getByRole('button', { name: 'Cancel the download of hills.mp4' }).click();
  await expect(came).toHaveCount(0);
  expect(proxy.left.filter(ofFiles)).toEqual([]);
  proxy.setMode('pass');
  await expect.poll(hills.at).toBeGreaterThan(0);
  expect(await hills.address()).toMatch(/^blob:/);
  await hills.seek(20);
  await expect.poll(hills.at).toBeGreaterThan(20);

  holdBack(1_500_000);
  const harvest = { name: 'harvest.bin', mime: 'application/octet-stream', bytes: randomBytes(3_000_000) };
  await peer.sendFile({ room, ...harvest });
  const file = timeline.message(/harvest\.bin/);
  await file.getByRole('button', { name: 'Download harvest.bin' }).click();
  await file.getByRole('button', { name: 'Cancel the download of harvest.bin' }).click();
  await expect(file.getByRole('progressbar')).toHaveCount(0);
  // Nobody wants it: it is no longer fetched either.
  await expect.poll(() => proxy.left.filter(ofFiles).length).toBe(1);
  proxy.setMode('pass');
  const whole = page.waitForEvent('download');
  await file.getByRole('button', { name: 'Download harvest.bin' }).click();
  expect((await whole).suggestedFilename()).toBe('harvest.bin');
  expect(await readFile(await (await whole).path())).toEqual(harvest.bytes);
});

test('voice messages play one after the other, and pictures are as large as one wants', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, settings } = signedIn;
  for (const [name, seconds] of [['first.wav', 40], ['second.wav', 1.5]] as const) {
    const voice = { 'org.matrix.msc3245.voice': {}, 'org.matrix.msc1767.audio': { duration: seconds * 1000, waveform: [0, 500, 1024, 500] } };
    await peer.sendFile({ room, ...media.tune(seconds), name, extra: voice });
  }
  await peer.sendFile({ room, ...media.picture(2, 800, 800) });
  const messages = timeline.message(/Voice message/);
  await expect(messages).toHaveCount(2);
  // One speed for all. Whoever seeks wants to hear it from there.
  await messages.nth(0).getByRole('button', { name: 'Speed 1×' }).click();
  await expect(messages.nth(1).getByRole('button', { name: 'Speed 1.5×' })).toBeVisible();
  const position = messages.nth(0).getByRole('slider', { name: 'Position' });
  await position.fill('25');
  const sound = (at: number) => messages.nth(at).locator('audio');
  const rate = (audio: Element) => (audio as HTMLAudioElement).playbackRate;
  const heard = () => sound(0).evaluate((audio) => (audio as HTMLAudioElement).currentTime);
  await expect.poll(heard).toBeGreaterThan(25);
  expect(await sound(0).evaluate(rate)).toBe(1.5);
  await expect(position).toHaveAttribute('aria-valuetext', /^0:\d\d \/ 0:40$/);
  await position.press('End');
  await expect(messages.nth(1).getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 15_000 });
  expect(await sound(1).evaluate(rate)).toBe(1.5);
  await expect(messages.nth(0).getByRole('button', { name: 'Play voice message' })).toBeVisible();
  // Only one at a time.
  await messages.nth(0).getByRole('button', { name: 'Play voice message' }).click();
  await expect(messages.nth(1).getByRole('button', { name: 'Play voice message' })).toBeVisible();

  const height = async () => (await timeline.log().getByRole('img', { name: 'landscape-2.png' }).boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(100);
  const normal = await height();
  await settings.open('Media');
  await settings.option('Size of pictures', 'Small').check();
  const kept = settings.dialog().getByRole('group', { name: 'Pictures and files on this device' });
  await expect(kept).toContainText(/kept on this device: [\d.]+ (KB|MB) of 400 MB/);
  await kept.getByRole('button', { name: 'Delete them' }).click();
  await expect(kept).toContainText(/kept on this device: 0 bytes of 400 MB/);
  await settings.close();
  await expect.poll(height).toBeLessThan(normal * 0.7);
});
