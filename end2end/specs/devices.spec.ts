import { expect, newTab, randomName, test, type Member } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { homeserver, world } from '../fixtures/world.ts';
import { Person } from '../services/lib/person.mjs';
import { ssoJourney } from '../services/lib/sso.mjs';
import { App } from '../pages/App.ts';
import { MastodonPage } from '../pages/MastodonPage.ts';
import { SynapsePages } from '../pages/SynapsePages.ts';
import type { Page } from '@playwright/test';

/** Signs the member in on a device of another client, without encryption. */
async function elsewhere(member: Member, deviceName: string) {
  const { loginToken } = await ssoJourney({ homeserver: world.homeserver, account: member.name });
  const account = await homeserver.login(loginToken, { deviceName });
  // The homeserver knows where a device was seen once it has asked for something.
  await account.request('GET', '/_matrix/client/v3/account/whoami');
  return account;
}

/** Signs the member in on a device of another client that takes part in encryption. */
async function encryptedElsewhere(member: Member, deviceName: string): Promise<void> {
  const { loginToken } = await ssoJourney({ homeserver: world.homeserver, account: member.name });
  const person = await Person.signIn(world.homeserver, loginToken, { deviceName, crossSigning: false });
  person.stop();
}

/** Confirms in the homeserver's window that the account is one's own; the window closes by itself. */
async function confirmIn(popup: Page): Promise<void> {
  await new SynapsePages(popup).reauthorize();
  await Promise.all([popup.waitForEvent('close'), new MastodonPage(popup).authorize()]);
}

const names = async (member: Member): Promise<string[]> => (await member.account.devices()).map((device: { display_name?: string }) => device.display_name ?? '');

test('devices are listed, renamed, and signed out with one confirmation in a window of its own', async ({ signedIn, page, member }) => {
  test.setTimeout(120_000);
  const { devices, settings } = signedIn;
  await elsewhere(member, 'Old phone');
  await elsewhere(member, 'Library computer');
  await elsewhere(member, 'Tablet');
  await settings.open('Devices');
  await expect(devices.here().getByRole('listitem')).toContainText(/Verified/);
  await expect(devices.here().getByRole('listitem')).toContainText(/Chrome on \w+/);
  await expect(devices.card('Old phone')).toContainText(/from (127\.0\.0\.1|::1)/);
  await expect(devices.card('Old phone')).toContainText(/does not support encryption/i);
  await expectAccessible(page);
  await shots(page, 'devices');

  await devices.rename('Tablet', 'My tablet');
  await expect(devices.card('My tablet').getByRole('button', { name: 'Rename My tablet' })).toBeFocused();
  expect(await names(member)).toContain('My tablet');

  await devices.card('Old phone').getByRole('checkbox').check();
  await devices.card('Library computer').getByRole('checkbox').check();
  await devices.others().getByRole('button', { name: 'Sign out the 2 selected ones' }).click();
  const question = devices.question();
  await expect(question.getByRole('listitem')).toHaveText(['Library computer', 'Old phone']);
  await shots(page, 'devices-sign-out');
  await question.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(question.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'devices-confirm');
  const popup = await devices.popup(question.getByRole('button', { name: 'Sign in' }));
  await shots(page, 'devices-confirm-waiting');
  await confirmIn(popup);
  await expect(question).toHaveCount(0);
  await expect(devices.card('Old phone')).toHaveCount(0);
  await expect(devices.card('Library computer')).toHaveCount(0);
  await expect(devices.card('My tablet')).toBeVisible();
  const left = await names(member);
  for (const gone of ['Old phone', 'Library computer']) expect(left).not.toContain(gone);

  await devices.others().getByRole('button', { name: 'Sign out all others' }).click();
  await devices.question().getByRole('button', { name: 'Sign out', exact: true }).click();
  await confirmIn(await devices.popup(devices.question().getByRole('button', { name: 'Sign in' })));
  await expect(devices.others()).toContainText('You are signed in nowhere else.');
});

test('closed, denied, another account: each is said, and one can try again', async ({ signedIn, page, member, newMember }) => {
  test.setTimeout(120_000);
  const { devices, settings } = signedIn;
  const stranger = await newMember('stranger');
  await elsewhere(member, 'Old phone');
  await settings.open('Devices');
  await devices.card('Old phone').getByRole('button', { name: 'Sign out Old phone' }).click();
  const question = devices.question();
  await question.getByRole('button', { name: 'Sign out', exact: true }).click();
  const refused = question.getByRole('alert').filter({ hasText: 'Not confirmed yet' });

  await (await devices.popup(question.getByRole('button', { name: 'Sign in' }))).close();
  await expect(refused).toContainText(member.userId);
  await shots(page, 'devices-refused');

  let popup = await devices.popup(question.getByRole('button', { name: 'Try again' }));
  await expect(refused).toHaveCount(0);
  await new SynapsePages(popup).reauthorize();
  await new MastodonPage(popup).deny();
  await popup.waitForURL(/callback/);
  await popup.close();
  await expect(refused).toBeVisible();

  popup = await devices.popup(question.getByRole('button', { name: 'Try again' }));
  await new SynapsePages(popup).reauthorize();
  await new MastodonPage(popup).signInAsAnother(stranger.name);
  await new MastodonPage(popup).authorize();
  await popup.waitForURL(/callback/);
  await popup.close();
  await expect(refused).toBeVisible();
  await expect(devices.card('Old phone')).toBeVisible();

  popup = await devices.popup(question.getByRole('button', { name: 'Try again' }));
  await new SynapsePages(popup).reauthorize();
  await new MastodonPage(popup).signInAsAnother(member.name);
  await Promise.all([popup.waitForEvent('close'), new MastodonPage(popup).authorize()]);
  await expect(question).toHaveCount(0);
  await expect(devices.card('Old phone')).toHaveCount(0);
});

test('where the browser blocks the window, a link leads there', async ({ signedIn, page, member, context }) => {
  const { devices, settings } = signedIn;
  await elsewhere(member, 'Old phone');
  await page.evaluate(() => { window.open = () => null; });
  await settings.open('Devices');
  await devices.card('Old phone').getByRole('button', { name: 'Sign out Old phone' }).click();
  const question = devices.question();
  await question.getByRole('button', { name: 'Sign out', exact: true }).click();
  await question.getByRole('button', { name: 'Sign in' }).click();
  const link = question.getByRole('link', { name: 'Open the page' });
  await expect(link).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'devices-blocked');
  const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await new SynapsePages(opened).reauthorize();
  await new MastodonPage(opened).authorize();
  await expect(opened.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  await opened.close();
  await question.getByRole('button', { name: 'I have confirmed it' }).click();
  await expect(question).toHaveCount(0);
  await expect(devices.card('Old phone')).toHaveCount(0);
});

test('a page that is not the homeserver’s cannot say that it is done', async ({ signedIn, page, member }) => {
  const { devices, settings } = signedIn;
  await elsewhere(member, 'Old phone');
  await settings.open('Devices');
  await devices.card('Old phone').getByRole('button', { name: 'Sign out Old phone' }).click();
  const question = devices.question();
  await question.getByRole('button', { name: 'Sign out', exact: true }).click();
  const popup = await devices.popup(question.getByRole('button', { name: 'Sign in' }));
  // The page itself, which is of another origin and another window.
  await page.evaluate(() => window.postMessage('authDone', '*'));
  await expect(question.getByRole('button', { name: 'Show the window' })).toBeVisible();
  await expect(question.getByRole('alert')).toHaveCount(0);
  await confirmIn(popup);
  await expect(question).toHaveCount(0);
});

test('the identity is reset: what is lost is said before, and this device is verified afterwards', async ({ signedIn, page, member, newContext }) => {
  test.setTimeout(120_000);
  const other = new App(await (await newContext()).newPage());
  await other.signIn(member.name);
  await other.settings.open('Devices');
  const card = (app: App) => app.devices.here().getByRole('listitem');
  await expect(card(other)).toContainText('Not verified');
  await other.devices.panel().getByRole('button', { name: 'Reset …' }).click();
  const question = other.devices.resetQuestion();
  await expect(question.getByRole('alert')).toContainText('This cannot be undone');
  await expect(question.getByRole('button', { name: 'Go on' })).toBeDisabled();
  await expectAccessible(other.page);
  await shots(other.page, 'identity-reset');
  await question.getByRole('checkbox').check();
  await question.getByRole('button', { name: 'Go on' }).click();

  // Left half way, nothing is lost.
  await (await other.devices.popup(question.getByRole('button', { name: 'Sign in' }))).close();
  await expect(question.getByRole('alert')).toContainText('Not confirmed yet');
  await signedIn.settings.open('Devices');
  await expect(card(signedIn)).toContainText('Verified');
  await expect(card(signedIn)).not.toContainText('Not verified');

  await confirmIn(await other.devices.popup(question.getByRole('button', { name: 'Try again' })));
  await expect(question.getByRole('status')).toContainText('this device is verified', { timeout: 30_000 });
  await shots(other.page, 'identity-reset-done');
  await question.getByRole('button', { name: 'Done' }).click();
  await other.keys.make(other.keys.dialog('Recovery key'));
  await expect(card(other)).toContainText('Verified');
  await expect(card(other)).not.toContainText('Not verified');
  await expect(card(signedIn)).toContainText('Not verified', { timeout: 30_000 });
  await page.bringToFront();
});

test('who can confirm a new device in no way resets the identity where that is asked', async ({ signedIn, member, newContext }) => {
  test.setTimeout(120_000);
  await signedIn.expectRooms();
  const other = new App(await (await newContext()).newPage());
  await other.open();
  await other.signInHere(member.name);
  const confirm = other.keys.confirm();
  const firstRun = other.page.getByRole('region', { name: /^You are in/ });
  await expect(confirm.or(firstRun).first()).toBeVisible({ timeout: 30_000 });
  if (await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
  await expectAccessible(other.page);
  await shots(other.page, 'keys-confirm-ways');
  await confirm.getByRole('button', { name: 'Reset …' }).click();
  const question = other.devices.resetQuestion();
  await question.getByRole('checkbox').check();
  await question.getByRole('button', { name: 'Go on' }).click();
  await confirmIn(await other.devices.popup(question.getByRole('button', { name: 'Sign in' })));
  // What led here has gone meanwhile; the dialog stays to its end.
  await expect(question.getByRole('status')).toContainText('this device is verified', { timeout: 30_000 });
  await expect(confirm).toHaveCount(0);
  await question.getByRole('button', { name: 'Done' }).click();
  await other.keys.make(other.keys.dialog('Recovery key'));
  await other.settings.open('Encryption');
  await expect(other.settings.dialog().getByRole('region', { name: 'This device', exact: true })).toContainText('Verified');
  await expect(other.settings.dialog().getByRole('region', { name: 'Recovery key', exact: true })).toContainText('You have one.');
});

test('a new sign-in is asked about in every tab, and answered in one', async ({ signedIn, page, member }) => {
  const other = await newTab(page);
  await other.open();
  await other.expectRooms();
  const filter = page.getByRole('searchbox', { name: 'Filter rooms' });
  await filter.focus();
  await encryptedElsewhere(member, 'Strange phone');
  for (const app of [signedIn, other]) {
    await expect(app.devices.newSignIn()).toContainText('Strange phone', { timeout: 30_000 });
  }
  await expect(filter).toBeFocused();
  await expectAccessible(page);
  await shots(page, 'new-sign-in');
  await other.devices.newSignIn().getByRole('button', { name: 'Yes, it was me' }).click();
  for (const app of [signedIn, other]) await expect(app.devices.newSignIn()).toHaveCount(0);

  await encryptedElsewhere(member, 'Stranger phone');
  await expect(signedIn.devices.newSignIn()).toContainText('Stranger phone', { timeout: 30_000 });
  await signedIn.devices.newSignIn().getByRole('button', { name: 'No', exact: true }).click();
  await expect(signedIn.devices.card('Stranger phone').getByRole('checkbox')).toBeChecked();
  await expect(signedIn.devices.card('Strange phone').getByRole('checkbox')).not.toBeChecked();
  await expect(other.devices.newSignIn()).toHaveCount(0);
  await page.reload();
  await signedIn.expectRooms();
  await expect(signedIn.devices.newSignIn()).toHaveCount(0);
});

test('on a phone all of it fits', async ({ signedIn, page, member }) => {
  await page.setViewportSize(PHONE);
  const { devices, settings } = signedIn;
  await signedIn.expectRooms();
  await elsewhere(member, randomName('A device with a very long name that somebody has typed'));
  await settings.open('Devices');
  const card = devices.card(/A device with a very long name/);
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: /^Sign out/ }).scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await shots(page, 'devices-long-name', { phone: PHONE });
  await card.getByRole('button', { name: /^Sign out/ }).click();
  await devices.question().getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(devices.question().getByRole('button', { name: 'Sign in' })).toBeInViewport();
});

test('what runs here is told to the other devices only where one wants it', async ({ signedIn, member }) => {
  const { settings, devices } = signedIn;
  await settings.open('Devices');
  const share = settings.switch('Tell my other devices what runs here');
  await expect(share).not.toBeChecked();
  await share.check();
  await expect(devices.here().getByRole('listitem')).toContainText(/Protium \S+, at http/);
  const ours = (await member.account.devices()).find((device: { display_name?: string }) => device.display_name?.startsWith('Protium'));
  const path = `/_matrix/client/v3/user/${encodeURIComponent(member.userId)}/account_data/io.element.matrix_client_information.${ours.device_id}`;
  expect(await member.account.request('GET', path)).toMatchObject({ name: 'Protium', url: expect.stringContaining(world.app) });
  await share.uncheck();
  await expect(devices.here().getByRole('listitem')).not.toContainText(/at http/);
  expect(await member.account.request('GET', path)).toEqual({});
});
