import { expect, randomName, test } from '../fixtures/test.ts';
import { everything } from '../fixtures/everything.ts';
import { DESKTOP, PHONE, shots } from '../fixtures/screenshots.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import type { Page } from '@playwright/test';
import * as media from '../services/lib/media/index.mjs';

/** Fingers that come down, move step by step, and go up. */
async function touch(page: Page, steps: { x: number; y: number }[][]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [index, points] of steps.entries()) {
    await session.send('Input.dispatchTouchEvent', { type: index === 0 ? 'touchStart' : 'touchMove', touchPoints: points.map((point, id) => ({ ...point, id })) });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

/** No sideways scrolling of the page as a whole. */
const expectNoOverflow = async (page: Page) => expect(
  await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
).toBeLessThanOrEqual(0);

/** Everything one can press that is smaller than 44 by 44 CSS pixels, unless it stands inside a text. */
const smallTargets = (page: Page) => page.evaluate(() => {
  const found: string[] = [];
  for (const element of document.querySelectorAll('button, a[href], input, textarea, [role=button], summary')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.bottom < 0 || box.top > innerHeight || box.right <= 0 || box.left >= innerWidth) continue;
    // What is clipped away is for screen readers.
    if (getComputedStyle(element).clipPath !== 'none' || element.closest('.RichText, .VisuallyHidden, .about, .sender')) continue;
    const after = getComputedStyle(element, '::after');
    const width = Math.max(box.width, after.position === 'absolute' ? Number.parseFloat(after.width) || 0 : 0);
    const height = Math.max(box.height, after.position === 'absolute' ? Number.parseFloat(after.height) || 0 : 0);
    if (width < 43.5 || height < 43.5) {
      found.push(`${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)} ${Math.round(width)}x${Math.round(height)}`);
    }
  }
  return found;
});

test('the welcome page', async ({ app, page }) => {
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  await shots(page, 'welcome');
  await page.setViewportSize(PHONE);
  await expectNoOverflow(page);
});

test('a sign-in that failed', async ({ app, page, context, newProxy }) => {
  const proxy = await newProxy();
  proxy.setMode('down');
  await serveConfig(context, configFor(proxy.url));
  await app.open();
  await expect(app.signInPage.alert()).toBeVisible({ timeout: 30_000 });
  await shots(page, 'welcome-failure');
});

test('the first run', async ({ app, page }) => {
  const name = randomName('ada');
  await app.open();
  await app.signInPage.continueWith().click();
  await app.mastodon.signIn(name);
  await app.mastodon.authorize();
  await app.synapse.pickUserName(name);
  await app.synapse.confirm();
  await expect(page.getByText(`@${name}:`)).toBeVisible({ timeout: 20_000 });
  await shots(page, 'first-run');
});

/** A room with one of everything in it, and some others beside it. */
async function furnish({ signedIn, peer, member }: any): Promise<string> {
  const room = await peer.createRoom({ name: 'Everything', topic: 'One of each', invite: [member.userId] });
  await signedIn.accept('Everything');
  await peer.waitForMember({ room, user: member.userId });
  for (const name of ['Garden', 'Night trains', 'The working group for the improvement of the names of working groups and their subcommittees']) {
    const other = await peer.createRoom({ name, invite: [member.userId] });
    await member.account.join(other);
    await peer.send(other, `Something new in ${name.slice(0, 20)}`);
  }
  await peer.createRoom({ name: 'Book club', invite: [member.userId] });
  await everything(peer, room);
  await signedIn.openRoom(room);
  await expect(signedIn.timeline.message(/last line of all/)).toBeVisible();
  await signedIn.composer.send('my own words');
  await peer.waitFor({ room, body: 'my own words' });
  return room;
}

test('rooms and a conversation on a desk', async ({ signedIn, page, peer, member }) => {
  test.setTimeout(120_000);
  await furnish({ signedIn, peer, member });
  await shots(page, 'room', { desktop: DESKTOP });
  await expectNoOverflow(page);
  await signedIn.timeline.wheel(-900);
  await shots(page, 'room-upper', { desktop: DESKTOP });

  await signedIn.timeline.log().getByRole('button', { name: 'Open landscape-5.png' }).click();
  await expect(signedIn.timeline.viewer()).toBeVisible();
  const picture = () => signedIn.viewer.dialog().getByRole('img').boundingBox();
  // Where it stands when it has come in.
  await signedIn.viewer.dialog().evaluate((dialog) => Promise.all(dialog.getAnimations({ subtree: true }).map((one) => one.finished)));
  const upright = await picture();
  await page.keyboard.press('r');
  await expect.poll(async () => { const box = await picture(); return box && box.height > box.width; }).toBe(true);
  for (let count = 0; count < 3; count += 1) await signedIn.viewer.dialog().getByRole('button', { name: 'Turn by a quarter' }).click();
  await expect.poll(picture).toEqual(upright);
  await shots(page, 'viewer');
  await page.keyboard.press('Escape');

  await signedIn.account().click();
  await expect(page.getByRole('menu')).toBeVisible();
  await shots(page, 'menu', { desktop: DESKTOP });
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('one panel at a time, with Back, and everything large enough for a finger', async ({ signedIn, page, peer, member }) => {
    test.setTimeout(120_000);
    await furnish({ signedIn, peer, member });
    await expect(signedIn.timeline.log()).toBeVisible();
    await expect(signedIn.rooms.list()).toBeHidden();
    await shots(page, 'room', { phone: PHONE });
    await expectNoOverflow(page);
    expect.soft(await smallTargets(page)).toEqual([]);

    await signedIn.main().getByRole('link', { name: 'Back' }).or(signedIn.main().getByRole('button', { name: 'Back' })).first().click();
    await expect(signedIn.rooms.list()).toBeVisible();
    await expect(signedIn.timeline.log()).toBeHidden();
    await shots(page, 'rooms', { phone: PHONE });
    await expectNoOverflow(page);
    expect.soft(await smallTargets(page)).toEqual([]);
    // The device's own Back works too.
    await signedIn.rooms.open('Everything');
    await expect(signedIn.timeline.log()).toBeVisible();
    await page.goBack();
    await expect(signedIn.rooms.list()).toBeVisible();
  });

  test('in the viewer one swipes to the next picture, and two fingers make it larger', async ({ signedIn, page, peer, member }) => {
    const room = await peer.createRoom({ name: 'Album', invite: [member.userId] });
    await signedIn.accept('Album');
    await peer.waitForMember({ room, user: member.userId });
    for (const seed of [1, 2]) await peer.sendFile({ room, ...media.picture(seed, 400, 300) });
    await signedIn.openRoom(room);
    await signedIn.timeline.log().getByRole('button', { name: 'Open landscape-2.png' }).tap();
    const { viewer } = signedIn;
    await expect(viewer.heading()).toHaveText('landscape-2.png');
    await expect(viewer.picture('landscape-2.png')).toBeVisible();

    await touch(page, [[{ x: 100, y: 400 }], [{ x: 200, y: 405 }], [{ x: 300, y: 410 }]]);
    await expect(viewer.heading()).toHaveText('landscape-1.png');
    // Beyond the first there is nothing, and up and down is no turning.
    await touch(page, [[{ x: 100, y: 400 }], [{ x: 200, y: 405 }], [{ x: 300, y: 410 }]]);
    await touch(page, [[{ x: 300, y: 200 }], [{ x: 295, y: 400 }], [{ x: 290, y: 600 }]]);
    await expect(viewer.heading()).toHaveText('landscape-1.png');
    await touch(page, [[{ x: 300, y: 400 }], [{ x: 200, y: 405 }], [{ x: 100, y: 410 }]]);
    await expect(viewer.heading()).toHaveText('landscape-2.png');

    const width = async () => (await viewer.picture('landscape-2.png').boundingBox())?.width ?? 0;
    const before = await width();
    await touch(page, [[{ x: 180, y: 400 }, { x: 210, y: 400 }], [{ x: 140, y: 400 }, { x: 250, y: 400 }], [{ x: 100, y: 400 }, { x: 290, y: 400 }]]);
    await expect.poll(width).toBeGreaterThan(before * 1.5);
    // Now a finger moves the picture and does not turn.
    const place = async () => (await viewer.picture('landscape-2.png').boundingBox())?.x ?? 0;
    const left = await place();
    await touch(page, [[{ x: 100, y: 400 }], [{ x: 150, y: 400 }], [{ x: 200, y: 400 }]]);
    await expect.poll(place).toBeGreaterThan(left + 20);
    await expect(viewer.heading()).toHaveText('landscape-2.png');
  });
});
