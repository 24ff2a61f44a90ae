import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { everything } from '../fixtures/everything.ts';
import { DESKTOP, shots } from '../fixtures/screenshots.ts';
import { App } from '../pages/App.ts';

/** A room with one of everything in it, open. */
async function furnish({ app, peer, member }: any): Promise<string> {
  const room = await peer.createRoom({ name: 'Everything', topic: 'One of each', invite: [member.userId] });
  await peer.createRoom({ name: 'An invitation', invite: [member.userId] });
  await app.accept('Everything');
  await peer.waitForMember({ room, user: member.userId });
  await everything(peer, room);
  await app.openRoom(room);
  await expect(app.timeline.message(/last line of all/)).toBeVisible();
  return room;
}

/** Goes through what opens and closes, and stops at each of it. */
async function tour(app: App, stop: (name: string) => Promise<void>): Promise<void> {
  const { page } = app;
  await stop('room');
  await app.timeline.log().getByRole('button', { name: 'Open landscape-5.png' }).click();
  await expect(app.viewer.dialog()).toBeVisible();
  await stop('viewer');
  await page.keyboard.press('Escape');
  await expect(app.viewer.dialog()).toHaveCount(0);
  await app.account().click();
  await expect(page.getByRole('menu')).toBeVisible();
  await stop('menu');
  await page.getByRole('menuitem', { name: /log out/i }).click();
  await expect(app.dialog()).toBeVisible();
  await stop('dialog');
  await page.keyboard.press('Escape');
  await expect(app.dialog()).toHaveCount(0);
}

/** Notes what moves in the pages to come. What only fades is no motion. */
async function watchMotion(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const moved = new Set<string>();
    Object.assign(window, { moved });
    const note = (event: Event) => {
      for (const animation of document.getAnimations()) {
        const effect = animation.effect as KeyframeEffect | null;
        if (!effect?.target || Number(effect.getComputedTiming().duration) <= 10) continue;
        const moves = effect.getKeyframes().flatMap((frame) => Object.keys(frame))
          .filter((property) => !['opacity', 'offset', 'computedOffset', 'easing', 'composite'].includes(property));
        if (moves.length > 0) moved.add(`${event.type} of ${effect.target.className}: ${[...new Set(moves)].join(', ')}`);
      }
    };
    document.addEventListener('animationstart', note, true);
    document.addEventListener('transitionrun', note, true);
  });
  return () => page.evaluate(() => {
    const { moved } = window as unknown as { moved: Set<string> };
    const all = [...moved];
    moved.clear();
    return all;
  });
}

test('whoever asked for less motion sees none', async ({ app, page, peer, member }) => {
  const moved = await watchMotion(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.open();
  await app.signInPage.continueWith().hover();
  await app.signInPage.changeHomeserver().click();
  expect(await moved()).toEqual([]);
  await app.signIn(member.name);
  const room = await furnish({ app, peer, member });
  await peer.typing(room);
  await expect(page.getByText(/is typing/)).toBeVisible();
  await app.composer.attachButton().hover();
  await expect(page.getByText('Attach', { exact: true })).toBeVisible();
  await app.rooms.room('Everything').hover();
  await tour(app, async () => undefined);
  await app.timeline.wheel(-2000);
  await expect(app.timeline.jumpToNewest()).toBeVisible();
  await app.timeline.jumpToNewest().click();
  await app.timeline.expectAtEnd();
  expect(await moved()).toEqual([]);

  // Somebody who did not ask sees some, or the above would prove nothing.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await tour(app, async () => undefined);
  expect(await moved()).not.toEqual([]);
});

/** Texts on the page that keep their own colours where the person's are forced. */
const exempt = (page: Page) => page.evaluate(() => [...document.querySelectorAll('body *')]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
  .filter((element) => getComputedStyle(element).forcedColorAdjust === 'none')
  .map((element) => `${element.className}: ${element.textContent}`));

test('under forced colours all text has the colours of the person, and nothing is lost', async ({ app, page, peer, member }) => {
  test.setTimeout(120_000);
  const look = async (name: string) => {
    expect(await exempt(page)).toEqual([]);
    // Of forced colours axe reads the wrong ones: those of -webkit-text-fill-color, which says what it would have been.
    await expectAccessible(page, ['color-contrast']);
    await shots(page, `forced-colours-${name}`, { desktop: DESKTOP });
  };
  await page.emulateMedia({ forcedColors: 'active' });
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  await look('welcome');
  await app.signIn(member.name);
  await furnish({ app, peer, member });
  await tour(app, look);
});

test('under more contrast nothing is faint', async ({ app, page, peer, member }) => {
  test.setTimeout(120_000);
  /** What is said in passing, and stands out by less than seven to one. */
  const faint = async () => {
    const { violations } = await new AxeBuilder({ page }).include('time').include('[role=separator]').withRules(['color-contrast-enhanced']).analyze();
    return violations.flatMap((v) => v.nodes.map((n) => `${n.target.join(' ')}: ${n.failureSummary?.split('\n')[1]?.trim()}`));
  };
  const look = async (name: string) => {
    await expectAccessible(page);
    await shots(page, `more-contrast-${name}`, { desktop: DESKTOP });
  };
  await app.signIn(member.name);
  await furnish({ app, peer, member });
  expect(await faint()).not.toEqual([]);
  await page.emulateMedia({ contrast: 'more' });
  expect(await faint()).toEqual([]);
  await tour(app, look);
  await app.logOut();
  await expect(app.signInPage.continueWith()).toBeVisible();
  await look('welcome');
});
