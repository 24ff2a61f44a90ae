import { App } from '../pages/App.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { FormerClient, leftOfSession, pinged } from '../fixtures/element.ts';
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

test('who was signed in with Element goes on as the same device, with its keys', async ({ app, page, context, member, peer }) => {
  test.slow();
  const room = await peer.createRoom({ name: 'Moved', encrypted: true, invite: [member.userId] });
  const [former, key] = await FormerClient.open(context, member);
  await former.join(room);
  await peer.waitForMember({ room, user: member.userId });
  await peer.send(room, 'said to Element');
  await former.reads(room, 'said to Element');
  await former.close();
  await peer.send(room, 'said in between');

  await app.open();
  await expect(app.signInPage.continueAs(member.userId)).toBeVisible({ timeout: 30_000 });
  await expect(app.signInPage.former()).toContainText('nothing has to be confirmed');
  await expect(app.signInPage.continueWith()).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'takeover-offer');
  await app.signInPage.continueAs(member.userId).click();
  await app.expectRooms();
  expect((await member.account.devices()).map(({ device_id: id }: { device_id: string }) => id)).toEqual([member.account.deviceId]);
  expect(await leftOfSession(page)).toEqual([
    'matrix-js-sdk::matrix-sdk-crypto', 'matrix-js-sdk::matrix-sdk-crypto-meta', 'mx_local_settings',
  ]);

  await app.openRoom(room);
  for (const text of ['said to Element', 'said in between']) await expect(app.timeline.message(text)).toBeVisible({ timeout: 30_000 });
  await app.composer.send('said by Protium');
  await peer.waitFor({ room, body: 'said by Protium', sender: member.userId });
  const known = await peer.client?.getCrypto()?.getUserDeviceInfo([member.userId], true);
  expect([...known?.get(member.userId)?.values() ?? []].map((device) => device.getFingerprint())).toEqual([key]);

  await app.settings.open('Encryption');
  await expect(app.settings.dialog().getByRole('region', { name: 'This device', exact: true })).toContainText('Verified', { timeout: 20_000 });
  await expect(app.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true })).toContainText('You have one.', { timeout: 20_000 });
  await app.settings.close();

  // The rest may go, the keys may not.
  const note = page.getByRole('region', { name: 'Left by Element' });
  await note.getByRole('button', { name: 'Delete …' }).click({ timeout: 30_000 });
  const question = app.dialog('Delete what Element left?');
  await expect(question).not.toContainText('list of devices');
  await question.getByRole('button', { name: 'Delete it' }).click();
  await expect(question).toHaveCount(0, { timeout: 20_000 });
  expect(await leftOfSession(page)).toEqual(['matrix-js-sdk::matrix-sdk-crypto', 'matrix-js-sdk::matrix-sdk-crypto-meta']);
  await page.reload();
  await peer.send(room, 'said in the next life');
  for (const text of ['said to Element', 'said in the next life']) await expect(app.timeline.message(text)).toBeVisible({ timeout: 30_000 });

  await app.logOut();
  await expect(app.signInPage.continueWith()).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => leftOfSession(page), { timeout: 20_000 }).toEqual([]);
});

test('where the device is gone it is said, nothing is changed, and one signs in as usual', async ({ app, page, context, member }) => {
  // A token in clear, too, as Element kept it where it could not encrypt it.
  const [former] = await FormerClient.open(context, member, { clear: true });
  const before = await leftOfSession(former.page);
  await former.close();
  await member.account.logout();

  await app.open();
  await app.signInPage.continueAs(member.userId).click({ timeout: 30_000 });
  await expect(app.signInPage.former().getByRole('alert')).toContainText('Nothing was changed here. Sign in as usual.', { timeout: 30_000 });
  await expect(app.signInPage.continueAs(member.userId)).toHaveCount(0);
  await expectAccessible(page);
  await shots(page, 'takeover-gone', { desktop: { width: 1280, height: 800 } });
  expect(await leftOfSession(page)).toEqual(before);
  await app.signInHere(member.name);
  await app.expectRooms();
  expect(await leftOfSession(page)).toEqual(before);
});

test('as long as Element is open its device is not taken over', async ({ app, page, context, member }) => {
  const [former] = await FormerClient.open(context, member);
  await app.open();
  await app.signInPage.continueAs(member.userId).click({ timeout: 30_000 });
  const alert = app.signInPage.former().getByRole('alert');
  const again = app.signInPage.former().getByRole('button', { name: 'Try again', exact: true });
  await expect(alert).toContainText('Element is still open', { timeout: 20_000 });
  await expectAccessible(page);

  // It has its session open no more, but says that it is there.
  await former.close();
  await pinged(page, 5_000);
  await again.click();
  await expect(alert).toContainText('Element is still open');
  await pinged(page, 40_000);
  await again.click();
  await app.expectRooms();
  expect((await member.account.devices()).map(({ device_id: id }: { device_id: string }) => id)).toEqual([member.account.deviceId]);
});

test('who signs in anew leaves what Element has left as it is; nobody is sent on before they have seen the offer', async ({ app, page, context, member }) => {
  const [former] = await FormerClient.open(context, member);
  const before = await leftOfSession(former.page);
  await former.close();
  await serveConfig(context, configFor(world.homeserver, { sso_redirect_options: { immediate: true } }));
  await app.open();
  await expect(app.signInPage.continueAs(member.userId)).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(1500);
  expect(page.url().startsWith(app.base)).toBe(true);
  await app.signInHere(member.name);
  await app.expectRooms();
  expect(await leftOfSession(page)).toEqual(before);
  expect(await member.account.devices()).toHaveLength(2);
});
