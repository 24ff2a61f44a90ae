import type { Page } from '@playwright/test';
import { expect, randomName, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { everything } from '../fixtures/everything.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { painted } from '../fixtures/screenshots.ts';

/** The page as it stands, in light and in dark. */
async function inBoth(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await painted(page);
    // Colours that change over time have to have arrived.
    await page.evaluate(async () => {
      const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
    });
    await expectAccessible(page);
  }
}

test('welcome page', async ({ app, page }) => {
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  await inBoth(page);
});

test('first run', async ({ app, page }) => {
  const name = randomName('axe');
  await app.open();
  await app.signInPage.continueWith().click();
  await app.mastodon.signIn(name);
  await app.mastodon.authorize();
  await app.synapse.pickUserName(name);
  await app.synapse.confirm();
  await expect(page.getByText(`@${name}:`)).toBeVisible({ timeout: 20_000 });
  await inBoth(page);
});

test('room list, timeline, viewer, side panel, menu and dialog', async ({ signedIn, page, peer, member }) => {
  test.setTimeout(120_000);
  const room = await peer.createRoom({ name: 'Everything', invite: [member.userId] });
  await peer.createRoom({ name: 'An invitation', invite: [member.userId] });
  await signedIn.accept('Everything');
  await peer.waitForMember({ room, user: member.userId });
  await everything(peer, room);
  await signedIn.openRoom(room);
  await expect(signedIn.timeline.message(/last line of all/)).toBeVisible();
  await inBoth(page);

  await signedIn.timeline.log().getByRole('button', { name: 'Open landscape-5.png' }).click();
  await expect(signedIn.timeline.viewer()).toBeVisible();
  await inBoth(page);
  await page.keyboard.press('Escape');

  await signedIn.account().click();
  await expect(page.getByRole('menu')).toBeVisible();
  await inBoth(page);
  await page.getByRole('menuitem', { name: /log out/i }).click();
  await expect(signedIn.dialog()).toBeVisible();
  await inBoth(page);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 390, height: 844 });
  await inBoth(page);
});

test('the error page of a broken configuration', async ({ app, page, context }) => {
  await serveConfig(context, '{');
  await app.open();
  await expect(page.getByText(/config\.json/).first()).toBeVisible();
  await expectAccessible(page);
});

test('the sign-in page with a failure', async ({ app, page, context, newProxy }) => {
  const proxy = await newProxy();
  proxy.setMode('down');
  await serveConfig(context, configFor(proxy.url));
  await app.open();
  await expect(app.signInPage.alert()).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
});
