import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { App } from '../pages/App.ts';
import { expect, test, type Member } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { world } from '../fixtures/world.ts';

/** Signs in and leaves what is asked about keys as it is. */
async function arrive(app: App, member: Member): Promise<void> {
  await app.open();
  await app.signInHere(member.name);
  const firstRun = app.page.getByRole('region', { name: /^You are in/ });
  await expect(firstRun.or(app.keys.page()).first()).toBeVisible({ timeout: 30_000 });
  if (await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
}

const keyStorage = async (member: Member): Promise<string | undefined> => {
  const info = await member.account.request('GET', '/_matrix/client/v3/room_keys/version').catch(() => ({}));
  return info.version;
};

/** A page of the settings that is about keys, and its parts. */
const part = (app: App, name: string): Locator => app.settings.dialog().getByRole('region', { name, exact: true });

test('the first device offers a recovery key, to be copied, downloaded and saved', async ({ app, page, member }) => {
  await arrive(app, member);
  const offer = app.keys.offer();
  await expect(offer).toBeVisible({ timeout: 20_000 });
  await expect.poll(() => keyStorage(member)).toBeTruthy();
  await expectAccessible(page);
  await shots(page, 'keys-offer');
  await offer.getByRole('button', { name: 'Create a recovery key' }).click();
  await expect(app.keys.key()).toBeVisible({ timeout: 20_000 });
  const key = await app.keys.shown();
  expect(key.split(' ')).toHaveLength(12);
  await expect(offer.getByRole('heading', { name: 'Recovery key' })).toBeFocused();

  await offer.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(offer.getByRole('status').filter({ hasText: 'Copied.' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  const [file] = await Promise.all([page.waitForEvent('download'), offer.getByRole('button', { name: 'Download' }).click()]);
  expect(file.suggestedFilename()).toBe(`recovery-key-${member.name}.txt`);
  const saved = await readFile(await file.path(), 'utf8');
  expect(saved).toContain(key);
  expect(saved).toContain(member.userId);
  await page.evaluate(() => { window.print = () => { document.body.dataset.printed = 'yes'; }; });
  await offer.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate(() => document.body.dataset.printed)).toBe('yes');
  await page.emulateMedia({ media: 'print' });
  await expect(app.keys.key()).toBeVisible();
  await expect(offer.getByRole('button', { name: 'Print' })).toHaveCount(0);
  await page.emulateMedia({ media: null });
  await expectAccessible(page);
  await shots(page, 'keys-made');

  const done = offer.getByRole('button', { name: 'Done' });
  await expect(done).toBeDisabled();
  await offer.getByRole('checkbox', { name: 'I have saved my recovery key' }).check();
  await done.click();
  await expect(offer).toHaveCount(0);
  await expect(page.getByText('Your recovery key is set up.')).toBeVisible();
  await page.reload();
  await app.expectRooms();
  await app.settings.open('Encryption');
  await expect(part(app, 'Recovery key')).toContainText('You have one.');
  await expect(app.keys.page()).toHaveCount(0);
});

test('later is remembered, and logging out says what would be lost', async ({ app, page, member }) => {
  await page.setViewportSize(PHONE);
  await arrive(app, member);
  await expect(app.keys.offer()).toBeVisible({ timeout: 20_000 });
  await app.keys.later();
  await expect(page.getByRole('searchbox', { name: 'Filter rooms' })).toBeVisible();
  await page.reload();
  await app.expectRooms();
  await expect(app.account()).toBeVisible();
  await expect(app.keys.page()).toHaveCount(0);

  await app.account().click();
  await app.menuItem('Log out').click();
  const question = app.dialog('Log out?');
  await expect(question.getByRole('alert')).toContainText('You have no recovery key.');
  await expectAccessible(page);
  await shots(page, 'keys-log-out');
  await question.getByRole('button', { name: 'Set up a recovery key' }).click();
  await expect(question).toHaveCount(0);
  await app.keys.make(app.keys.dialog('Recovery key'));
  await app.account().click();
  await app.menuItem('Log out').click();
  await expect(app.dialog('Log out?')).toBeVisible();
  await expect(app.dialog('Log out?').getByRole('alert')).toHaveCount(0);
});

test('a note above the rooms leads to the offer while the first run stands in the middle', async ({ app, page, member }) => {
  await app.open();
  await app.signInHere(member.name);
  await expect(page.getByRole('region', { name: /^You are in/ })).toBeVisible({ timeout: 30_000 });
  const note = page.getByRole('region', { name: 'Keep your messages readable' });
  await expect(note).toBeVisible({ timeout: 20_000 });
  await shots(page, 'keys-note', { desktop: { width: 1280, height: 800 } });
  await note.getByRole('button', { name: 'Set up a recovery key' }).click();
  await app.keys.make(app.keys.offer());
  await expect(page.getByRole('region', { name: /^You are in/ })).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('a second device is confirmed by the recovery key, and old messages open in their place', async ({ signedIn, member, peer, newContext }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  await peer.send(room, 'the beans are in the shed');
  await expect(signedIn.timeline.message(/beans are in/)).toBeVisible();
  await signedIn.settings.open('Encryption');
  await part(signedIn, 'Recovery key').getByRole('button', { name: 'Set up a recovery key' }).click();
  const key = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));
  await expect.poll(async () => (await member.account.request('GET', '/_matrix/client/v3/room_keys/version')).count).toBeGreaterThan(0);

  const second = new App(await (await newContext()).newPage());
  await arrive(second, member);
  const confirm = second.keys.confirm();
  await expect(confirm).toBeVisible({ timeout: 20_000 });
  await expectAccessible(second.page);
  await shots(second.page, 'keys-confirm');
  await second.keys.enter(confirm, 'EsTq nonsense', 'Confirm');
  await expect(confirm).toContainText('That is not the recovery key of this account.');
  await expect(confirm.getByLabel('Recovery key or passphrase', { exact: true })).toHaveValue('EsTq nonsense');
  await shots(second.page, 'keys-wrong');

  await second.openRoom(room);
  await expect(second.timeline.messages().filter({ hasText: /decrypt|not for this device|before/i }).first()).toBeVisible();
  await expect(second.timeline.message(/beans are in/)).toHaveCount(0);
  // From the room, by the note above the rooms.
  await second.page.getByRole('region', { name: 'Confirm it is you' }).getByRole('button', { name: 'Confirm' }).click();
  await second.keys.enter(confirm, ` ${key.replaceAll(' ', '')} `, 'Confirm');
  await expect(confirm).toHaveCount(0, { timeout: 20_000 });
  await expect(second.page.getByText('Confirmed. Your old messages are coming in.')).toBeVisible();
  await second.openRoom(room);
  await expect(second.timeline.message(/beans are in/)).toBeVisible();
  await shots(second.page, 'keys-restored');
  await second.settings.open('Encryption');
  await expect(part(second, 'This device')).toContainText('Verified');
  await expect(part(second, 'Recovery key')).toContainText('You have one.');
});

test('key storage is repaired, and switched off and on, in the settings', async ({ signedIn, page, member }) => {
  await signedIn.settings.open('Encryption');
  await expect(part(signedIn, 'Recovery key')).toContainText('You have none.', { timeout: 20_000 });
  await part(signedIn, 'Recovery key').getByRole('button', { name: 'Set up a recovery key' }).click();
  const key = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));
  await expect(part(signedIn, 'Recovery key')).toContainText('You have one.');
  await expect(signedIn.settings.switch('Store my keys on the server')).toBeChecked();
  await expectAccessible(page);
  await shots(page, 'keys-settings');
  await signedIn.settings.close();

  // Another client deletes it.
  await member.account.request('DELETE', `/_matrix/client/v3/room_keys/version/${await keyStorage(member)}`);
  await signedIn.settings.open('Encryption');
  await expect(part(signedIn, 'Key storage').getByRole('alert')).toContainText('has deleted');
  await shots(page, 'keys-trouble');
  await part(signedIn, 'Key storage').getByRole('button', { name: 'Repair' }).click();
  const repair = signedIn.keys.dialog('Key storage needs you');
  await signedIn.keys.enter(repair, key, 'Repair');
  await expect(repair).toHaveCount(0, { timeout: 20_000 });
  await expect(signedIn.settings.switch('Store my keys on the server')).toBeChecked();
  expect(await keyStorage(member)).toBeTruthy();

  await part(signedIn, 'Recovery key').getByRole('button', { name: 'Change' }).click();
  const other = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'), 'Create another one');
  expect(other).not.toBe(key);

  await signedIn.settings.switch('Store my keys on the server').click();
  const question = signedIn.keys.dialog('Turn off key storage?');
  await expect(question).toContainText('Your recovery key stops working.');
  await shots(page, 'keys-off');
  await question.getByRole('button', { name: 'Keep it on' }).click();
  await expect(signedIn.settings.switch('Store my keys on the server')).toBeChecked();
  await signedIn.settings.switch('Store my keys on the server').click();
  await question.getByRole('button', { name: 'Turn it off' }).click();
  await expect(question).toHaveCount(0, { timeout: 20_000 });
  await expect(signedIn.settings.switch('Store my keys on the server')).not.toBeChecked();
  expect(await keyStorage(member)).toBeUndefined();
  await expect(part(signedIn, 'Recovery key')).toContainText('You have none.');
  await signedIn.settings.switch('Store my keys on the server').click();
  await expect(signedIn.settings.switch('Store my keys on the server')).toBeChecked();
  await expect.poll(() => keyStorage(member)).toBeTruthy();
});

test('without a connection the settings say so, and what was known last', async ({ app, page, context, member, newProxy }) => {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  await app.signIn(member.name);
  await app.settings.open('Encryption');
  await expect(part(app, 'Recovery key')).toContainText('You have none.', { timeout: 20_000 });
  await app.settings.close();
  proxy.setMode('down');
  await app.settings.open('Encryption');
  await expect(app.settings.dialog().getByRole('alert')).toContainText('Below is what was known last.', { timeout: 30_000 });
  await expect(part(app, 'Recovery key')).toContainText('You have none.');
  proxy.setMode('pass');
  await app.settings.dialog().getByRole('button', { name: 'Try again' }).click();
  await expect(app.settings.dialog().getByRole('alert')).toHaveCount(0, { timeout: 30_000 });
  await page.close();
});

test('where the deployment wants it, a new device is of no use before it is confirmed', async ({ signedIn, member, newContext }) => {
  await signedIn.settings.open('Encryption');
  await part(signedIn, 'Recovery key').getByRole('button', { name: 'Set up a recovery key' }).click();
  const key = await signedIn.keys.make(signedIn.keys.dialog('Recovery key'));

  const context = await newContext();
  await serveConfig(context, configFor(world.homeserver, { force_verification: true }));
  const second = new App(await context.newPage());
  await second.open();
  await second.signInHere(member.name);
  await expect(second.keys.confirm()).toBeVisible({ timeout: 30_000 });
  await expect(second.page.getByRole('navigation', { name: 'Rooms' })).toHaveCount(0);
  await expect(second.page.getByRole('button', { name: 'Later', exact: true })).toHaveCount(0);
  await expect(second.page.getByRole('button', { name: 'Log out' })).toBeVisible();
  await expectAccessible(second.page);
  await shots(second.page, 'keys-forced');
  await second.keys.enter(second.keys.confirm(), key, 'Confirm');
  await expect(second.keys.confirm()).toHaveCount(0, { timeout: 30_000 });
  await second.expectRooms();
});
