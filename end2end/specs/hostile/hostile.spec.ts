import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../../fixtures/test.ts';
import { world } from '../../fixtures/world.ts';
import { scanForUnsafe } from './scan.ts';

const folder = join(fileURLToPath(new URL('.', import.meta.url)), 'corpus');
const corpus = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const HTML = corpus('html.json') as { name: string; formatted: string }[];
const URLS = corpus('urls.json') as string[];
const EVENTS = corpus('events.json') as { name: string; type: string; content: Record<string, unknown> }[];
const STATE = corpus('state.json') as { type: string; stateKey: string; content: Record<string, unknown> }[];

const OURS = [world.app, world.homeserver, world.mastodon].map((address) => new URL(address).host);

/** Watches a context for what must not happen, and returns what did. */
function watchFor(context: BrowserContext): string[] {
  const found: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && !OURS.includes(url.host) && !/^(localhost|127\.0\.0\.1)$/.test(url.hostname)) {
      found.push(`request to ${url.href.slice(0, 120)}`);
    }
  });
  context.on('dialog', (dialog) => {
    found.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('page', (page) => found.push(`window ${page.url()}`));
  return found;
}

async function expectHarmless(page: Page, found: string[]): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as Record<string, unknown>).__pwned)).toBeUndefined();
  expect(await page.evaluate(() => ({} as Record<string, unknown>).polluted)).toBeUndefined();
  expect(await scanForUnsafe(page)).toEqual([]);
  expect(found).toEqual([]);
}

async function roomOfHorrors({ signedIn, peer, member }: any, encrypted: boolean): Promise<string> {
  const room = await peer.createRoom({ name: 'Horrors', encrypted, invite: [member.userId] });
  await signedIn.accept('Horrors');
  await peer.waitForMember({ room, user: member.userId });
  await signedIn.openRoom(room);
  await peer.send(room, 'it begins here');
  await expect(signedIn.timeline.message(/it begins here/)).toBeVisible();
  return room;
}

/** Does the work for all, a few at a time: enough to be quick, few enough that each comes to stand on the screen. */
async function aFewAtATime<T>(all: T[], work: (one: T, index: number) => Promise<unknown>): Promise<void> {
  for (let begin = 0; begin < all.length; begin += 4) {
    await Promise.all(all.slice(begin, begin + 4).map((one, i) => work(one, begin + i)));
  }
}

// What was encrypted takes the same way from the engine on as what was not, so one kind of room is enough for texts.
test('HTML and addresses', async ({ signedIn, page, context, peer, member }) => {
  test.setTimeout(180_000);
  const found = watchFor(context);
  const room = await roomOfHorrors({ signedIn, peer, member }, true);
  await aFewAtATime(HTML, ({ name, formatted }) => peer.send(room, `plain words of ${name}`, { formatted: formatted.slice(0, 60_000) }));
  await peer.send(room, 'the end of the markup');
  await expect(signedIn.timeline.message(/the end of the markup/)).toBeVisible({ timeout: 30_000 });
  await expectHarmless(page, found);

  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  await aFewAtATime(URLS, (url, index) => (
    peer.send(room, `link ${index} is ${url}`, { formatted: `link ${index} is <a href="${escape(url)}">number ${index}</a> and <a href="${url.replaceAll('"', '%22')}">raw</a>` })));
  await peer.send(room, 'the end of it');
  await expect(signedIn.timeline.message(/the end of it/)).toBeVisible({ timeout: 30_000 });
  await expectHarmless(page, found);
  const schemes = await signedIn.timeline.log().getByRole('link').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol));
  expect([...new Set(schemes)].filter((s) => !['http:', 'https:', 'mailto:', 'matrix:', 'tel:', 'magnet:', 'ftp:', 'xmpp:'].includes(s))).toEqual([]);
  const loose = await signedIn.timeline.log().locator('a[target=_blank]').evaluateAll((all) => all.filter((a) => !(a as HTMLAnchorElement).relList.contains('noopener')).length);
  expect(loose).toBe(0);
  await page.reload();
  await expect(signedIn.timeline.message(/the end of it/)).toBeVisible({ timeout: 30_000 });
  await expectHarmless(page, found);
});

// Of events Synapse refuses some in plain rooms; what is encrypted it cannot read.
for (const encrypted of [false, true]) {
  const where = encrypted ? 'encrypted' : 'plain';

  test(`shapes of events, ${where}`, async ({ signedIn, page, context, peer, member }) => {
    test.setTimeout(240_000);
    const found = watchFor(context);
    const room = await roomOfHorrors({ signedIn, peer, member }, encrypted);
    await signedIn.composer.send('mine alone');
    const mine = await peer.waitFor({ room, body: 'mine alone' });
    const refused: string[] = [];
    // One after the other: what is refused takes what the other client sends beside it along.
    for (const { name, type, content } of EVENTS) {
      const aimed = JSON.parse(JSON.stringify(content).replaceAll('$root', mine.eventId));
      await peer.sendEvent(room, type, aimed).catch(() => refused.push(name));
    }
    // Synapse refuses some of them in plain rooms. Most have to have arrived, or this test tests nothing.
    expect(refused.length, refused.join(', ')).toBeLessThan(encrypted ? 4 : 15);
    await peer.send(room, 'the end of it');
    await expect(signedIn.timeline.message(/the end of it/)).toBeVisible({ timeout: 30_000 });
    await expectHarmless(page, found);
    await expect(signedIn.timeline.log()).not.toContainText('words put into a mouth');
    await signedIn.composer.send('and I can still write');
    await peer.waitFor({ room, body: 'and I can still write' });
    await page.reload();
    await expect(signedIn.timeline.message(/and I can still write/)).toBeVisible({ timeout: 30_000 });
    await expectHarmless(page, found);
  });
}

test('state, and names of people and rooms', async ({ signedIn, page, context, peer, member }) => {
  test.setTimeout(120_000);
  const found = watchFor(context);
  const room = await roomOfHorrors({ signedIn, peer, member }, false);
  for (const { type, stateKey, content } of STATE) await peer.setState(room, type, stateKey, content).catch(() => undefined);
  await peer.account.setProfile({ displayName: '<img src=x onerror=window.__pwned=1>', avatarUrl: 'https://evil.example/a.png' }).catch(() => undefined);
  await peer.account.setProfile({ displayName: '\u202e\u2066' + 'W'.repeat(200) }).catch(() => undefined);
  await peer.send(room, 'the end of it');
  await expect(signedIn.timeline.message(/the end of it/)).toBeVisible({ timeout: 30_000 });
  await expectHarmless(page, found);
  // Nothing may push the page wider than the window.
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('files that claim to be something else', async ({ signedIn, page, context, peer, member }) => {
  const found = watchFor(context);
  const room = await roomOfHorrors({ signedIn, peer, member }, true);
  const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>top.__pwned=1</script><image href="https://evil.example/i.png"/></svg>');
  await peer.sendFile({ room, name: 'drawing.svg', mime: 'image/svg+xml', bytes: script, info: { w: 100, h: 100 } });
  await peer.sendFile({ room, name: 'not.png', mime: 'image/png', bytes: Buffer.from('<html><script>top.__pwned=1</script>'), info: { w: 100, h: 100 } });
  await peer.sendFile({ room, name: 'page.html', mime: 'text/html', bytes: Buffer.from('<script>opener.__pwned=1;top.__pwned=1</script>') });
  // A picture of 30,000 by 30,000 pixels, of which nothing but the head is there.
  const bomb = Buffer.from('89504e470d0a1a0a0000000d49484452000075300000753008060000', 'hex');
  await peer.sendFile({ room, name: 'bomb.png', mime: 'image/png', bytes: bomb, info: { w: 100, h: 100 } });
  await peer.send(room, 'the end of it');
  await expect(signedIn.timeline.message(/the end of it/)).toBeVisible();
  await expect(signedIn.timeline.message(/page\.html/)).toBeVisible();
  await expect(signedIn.timeline.message(/bomb\.png/)).toContainText('Too large to be shown');
  const row = signedIn.timeline.message(/page\.html/);
  const download = page.waitForEvent('download');
  await row.getByRole('button', { name: /download/i }).or(row.getByRole('link', { name: /download/i })).first().click();
  // It is saved, not shown.
  expect((await download).suggestedFilename()).toBe('page.html');
  await expectHarmless(page, found);
});
