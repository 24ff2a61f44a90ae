import { App } from '../pages/App.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { FormerSite, holdOpen, isServedByFormer, left, leaveBehind } from '../fixtures/former.ts';
import { shots } from '../fixtures/screenshots.ts';
import { expect, test } from '../fixtures/test.ts';
import { world } from '../fixtures/world.ts';

test('the service worker of who was at this address before gives way to ours', async ({ page }) => {
  const site = await new FormerSite().listen();
  try {
    await page.goto(site.url);
    await expect.poll(() => isServedByFormer(page)).toBe(true);
    site.leave();
    await page.goto(site.url);
    await expect(page.getByRole('link', { name: /^Continue with/ }).or(page.getByRole('button', { name: /^Continue with/ })).first()).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => isServedByFormer(page), { timeout: 30_000 }).toBe(false);
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith('protium-shell-'))), { timeout: 30_000 }).toBe(true);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(1);
  } finally {
    await site.close();
  }
});

test('what Element left is offered to be deleted once the device is confirmed, and goes when one wants it', async ({ signedIn, member, newContext }) => {
  await signedIn.settings.open('Encryption');
  await signedIn.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true })
    .getByRole('button', { name: 'Set up a recovery key' }).click({ timeout: 20_000 });
  const key = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));

  const context = await newContext();
  const second = new App(await context.newPage());
  const { page } = second;
  await second.open();
  await leaveBehind(page);
  const all = await left(page);
  expect(all).toHaveLength(8);
  await second.signInHere(member.name);
  const firstRun = page.getByRole('region', { name: /^You are in/ });
  await expect(firstRun.or(second.keys.page()).first()).toBeVisible({ timeout: 30_000 });
  if (await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
  const note = page.getByRole('region', { name: 'Left by Element' });
  await expect(second.keys.confirm()).toBeVisible({ timeout: 20_000 });
  await expect(note).toHaveCount(0);
  await second.keys.enter(second.keys.confirm(), key, 'Confirm');
  await expect(note).toBeVisible({ timeout: 30_000 });
  expect(await left(page)).toEqual(all);
  await expectAccessible(page);
  await shots(page, 'leftovers-note', { desktop: { width: 1280, height: 800 } });

  // Read and left alone, it is asked again.
  await note.getByRole('button', { name: 'Delete …' }).click();
  const question = second.dialog('Delete what Element left?');
  await expect(question).toContainText('stays in your list of devices');
  await expectAccessible(page);
  await shots(page, 'leftovers-question');
  await question.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await expect(note).toBeVisible({ timeout: 30_000 });
  expect(await left(page)).toEqual(all);

  // Another tab holds it.
  const other = await context.newPage();
  await other.goto(`${world.app}/favicon.svg`);
  await holdOpen(other);
  await note.getByRole('button', { name: 'Delete …' }).click();
  await question.getByRole('button', { name: 'Delete it' }).click();
  await expect(question.getByRole('alert')).toContainText('open in another tab');
  await other.close();
  await question.getByRole('button', { name: 'Delete it' }).click();
  await expect(question).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByText('What Element left was deleted.')).toBeVisible();
  await expect(note).toHaveCount(0);
  expect(await left(page)).toEqual(['another']);
  await page.reload();
  await second.expectRooms();
  await second.settings.open('Encryption');
  await expect(second.settings.dialog().getByRole('region', { name: 'This device', exact: true })).toContainText('Verified');
});

test('who wants to keep what Element left is not asked again', async ({ signedIn, page }) => {
  await signedIn.settings.open('Encryption');
  await signedIn.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true })
    .getByRole('button', { name: 'Set up a recovery key' }).click({ timeout: 20_000 });
  await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));
  await leaveBehind(page);
  const all = await left(page);
  await page.reload();
  const note = page.getByRole('region', { name: 'Left by Element' });
  await expect(note).toBeVisible({ timeout: 30_000 });
  await note.getByRole('button', { name: 'Keep it' }).click();
  await expect(note).toHaveCount(0);
  await page.reload();
  await signedIn.expectRooms();
  await signedIn.settings.open('Encryption');
  await expect(signedIn.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true })).toContainText('You have one.', { timeout: 20_000 });
  await expect(note).toHaveCount(0);
  expect(await left(page)).toEqual(all);
});
