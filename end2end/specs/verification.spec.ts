import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { expect, newTab, test, type Member } from '../fixtures/test.ts';
import { world } from '../fixtures/world.ts';
import { App } from '../pages/App.ts';
import { VerificationPage } from '../pages/VerificationPage.ts';
import { COMMANDS, Cast } from '../services/lib/commands.mjs';
import { Person } from '../services/lib/person.mjs';

/** Another device of the member's, on the other client. */
async function otherDevice(member: Member): Promise<{ person: Person; run: (what: string, a?: object) => Promise<any> }> {
  const cast = new Cast(() => undefined);
  const person = await Person.signIn(world.homeserver, (await member.account.loginToken()), { deviceName: 'Old laptop', crossSigning: false });
  cast.add('peer', person);
  const run = (what: string, a = {}) => (COMMANDS as Record<string, any>)[what](cast, a);
  await run('listenForVerification');
  return { person, run };
}

/** Somebody in another browser, with a direct chat between them and the one who is signed in. */
async function somebodyElse(signedIn: App, member: Member, other: Member, context: BrowserContext): Promise<App> {
  const app = new App(await context.newPage());
  await app.signIn(other.name);
  await signedIn.goTo(`#/user/${other.userId}`);
  await signedIn.main().getByRole('button', { name: /message/i }).click();
  await expect(signedIn.timeline.log()).toBeVisible();
  await app.accept(member.name);
  return app;
}

const broken = async (page: Page) => (await new AxeBuilder({ page }).include('dialog').analyze()).violations.map((one) => one.id);

test('two people verify each other by emoji, from one page to the other', async ({ signedIn, page, member, newMember, newContext }) => {
  const other = await newMember('bo');
  const theirs = await somebodyElse(signedIn, member, other, await newContext());
  const [one, two] = [new VerificationPage(page), new VerificationPage(theirs.page)];

  await one.person(other.userId);
  await expect(page.getByRole('main')).toContainText('Not verified by you');
  await one.ask();
  await expect(one.dialog()).toContainText('has to accept now');
  await expect(two.requests()).toContainText('asks that you verify each other');
  await shots(page, 'verification-asked');
  await shots(theirs.page, 'verification-request');

  await two.accept();
  await expect(one.button('Compare emoji')).toBeVisible();
  await shots(page, 'verification-ways');
  expect(await broken(page)).toEqual([]);
  await one.button('Compare emoji').click();
  const seen = await one.names();
  expect(await two.names()).toEqual(seen);
  await shots(page, 'verification-emoji');
  expect(await broken(page)).toEqual([]);

  await one.button('They match').click();
  await expect(one.dialog()).toContainText('to confirm it too');
  await two.button('They match').click();
  for (const side of [one, two]) await expect(side.dialog()).toContainText('You have verified');
  await shots(page, 'verification-done');
  for (const side of [one, two]) {
    await side.button('Done').click();
    await expect(side.dialog()).toHaveCount(0);
  }
  await expect(page.getByRole('main')).toContainText('Verified by you');
  // What happened is read in the room.
  await expect(theirs.timeline.log()).toContainText('verification');
});

test('a request stands in every tab and is answered in one', async ({ signedIn, page, member }) => {
  const second = await newTab(page);
  await second.open();
  await second.expectRooms();
  const { person, run } = await otherDevice(member);
  const [one, two] = [new VerificationPage(page), new VerificationPage(second.page)];

  await run('verify');
  for (const side of [one, two]) await expect(side.requests()).toContainText('Old laptop');
  await two.accept();
  await expect(one.requests()).toHaveCount(0);
  await expect(two.button('Compare emoji')).toBeVisible();
  await expect(one.dialog()).toHaveCount(0);
  await run('startEmoji');
  const names = await two.names();
  const { emoji } = await run('emoji');
  expect(names).toHaveLength(emoji.length);
  emoji.forEach(({ name }: { name: string }, at: number) => expect(names[at].toLowerCase()).toContain(name.toLowerCase()));
  await run('confirmEmoji');
  await two.button('They match').click();
  await expect(two.dialog()).toContainText('trust each other now');
  await two.button('Done').click();
  person.stop();
  await signedIn.expectRooms();
});

test('a new device is confirmed by the one before it, and another from the list of devices', async ({ signedIn, page, member, newContext }) => {
  test.setTimeout(120_000);
  const second = new App(await (await newContext()).newPage());
  await second.open();
  await second.signInHere(member.name);
  const confirm = second.keys.confirm();
  const firstRun = second.page.getByRole('region', { name: /^You are in/ });
  await expect(confirm.or(firstRun).first()).toBeVisible({ timeout: 30_000 });
  if (await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
  await confirm.getByRole('button', { name: 'Use another device' }).click();
  const [one, two] = [new VerificationPage(page), new VerificationPage(second.page)];
  await expect(two.dialog()).toContainText('accept there');
  await one.accept();
  await two.button('Compare emoji').click();
  expect(await one.names()).toEqual(await two.names());
  expect(await broken(second.page)).toEqual([]);
  for (const side of [one, two]) await side.button('They match').click();
  for (const side of [one, two]) {
    await expect(side.dialog()).toContainText('trust each other now');
    await side.button('Done').click();
  }
  await expect(confirm).toHaveCount(0);
  await second.expectRooms();

  const { person, run } = await otherDevice(member);
  await signedIn.settings.open('Devices');
  const card = signedIn.devices.card('Old laptop');
  await expect(card).toContainText('Not verified', { timeout: 30_000 });
  await card.getByRole('button', { name: 'Verify Old laptop' }).click();
  await run('acceptVerification');
  await run('startEmoji');
  await one.names();
  await run('emoji');
  await run('confirmEmoji');
  await one.button('They match').click();
  await expect(one.dialog()).toContainText('trust each other now');
  await one.button('Done').click();
  await expect(card).not.toContainText('Not verified', { timeout: 30_000 });
  await expect(card.getByRole('button', { name: /^Verify/ })).toHaveCount(0);
  person.stop();
});

test('a request that is withdrawn goes, and one that is declined is declined', async ({ signedIn, page, member }) => {
  const { person, run } = await otherDevice(member);
  const here = new VerificationPage(page);
  await run('verify');
  await expect(here.requests()).toBeVisible();
  await run('cancelVerification');
  await expect(here.requests()).toHaveCount(0);
  await run('verify');
  await here.requests().getByRole('button', { name: 'Decline' }).click();
  await expect(here.requests()).toHaveCount(0);
  await run('waitForVerification', { phase: 'Cancelled' });
  person.stop();
  await signedIn.expectRooms();
});

test('what does not match is said in plain words, on a phone', async ({ signedIn, page, member, newMember, newContext }) => {
  await page.setViewportSize(PHONE);
  const other = await newMember('bo');
  const theirs = await somebodyElse(signedIn, member, other, await newContext());
  const [one, two] = [new VerificationPage(page), new VerificationPage(theirs.page)];
  await one.person(other.userId);
  await one.ask();
  await two.accept();
  await two.button('Compare emoji').click();
  await one.names();
  await two.names();
  await one.button('They do not match').click();
  for (const side of [one, two]) await expect(side.dialog()).toContainText('do not show the same');
  await shots(page, 'verification-mismatch');
  await one.button('Close').first().click();
  await expect(one.dialog()).toHaveCount(0);
  await expect(page.getByRole('main')).toContainText('Not verified by you');

  // Cancelled by the other, and asked again from there.
  await one.ask();
  await two.button('Close').first().click();
  await two.accept();
  await expect(one.button('Compare emoji')).toBeVisible();
  await two.button('Cancel').click();
  await expect(one.dialog()).toContainText('has cancelled');
  await one.button('Try again').click();
  await expect(two.requests()).toBeVisible();
});

/** In the place of a camera, a canvas on which the test draws. */
async function fakeCamera(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 640;
    const pen = canvas.getContext('2d')!;
    const state = { path: '', side: 1 };
    Object.assign(window, {
      seen: (path: string, side: number) => Object.assign(state, { path, side }),
    });
    const draw = () => {
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.fillStyle = 'white';
      pen.fillRect(0, 0, 640, 640);
      if (state.path) {
        pen.translate(70, 70);
        pen.scale(500 / state.side, 500 / state.side);
        pen.fillStyle = 'black';
        pen.fill(new Path2D(state.path));
      }
    };
    // An empty page has none.
    if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
      setInterval(draw, 50);
      draw();
      return canvas.captureStream(20);
    };
  });
}

test('people verify each other by a QR code that one shows and the other scans', async ({ signedIn, page, member, newMember, newContext }) => {
  const other = await newMember('bo');
  const context = await newContext();
  await fakeCamera(context);
  const theirs = await somebodyElse(signedIn, member, other, context);
  const [one, two] = [new VerificationPage(page), new VerificationPage(theirs.page)];
  await one.person(other.userId);
  await one.ask();
  await two.accept();
  await one.button('Show a QR code').click();
  await expect(one.code()).toBeVisible();
  await shots(page, 'verification-qr');
  await two.button('Scan a QR code').click();
  const path = await one.code().locator('path').getAttribute('d');
  const box = await one.code().getAttribute('viewBox');

  await theirs.page.evaluate(([d, side]) => (window as any).seen(d, side), [path, Number(box!.split(' ')[2])] as const);
  await shots(theirs.page, 'verification-scan');
  await expect(one.dialog()).toContainText('say that the code was scanned');
  await expect(two.dialog()).toContainText('has to confirm it');
  await one.button('Yes, it does').click();
  for (const side of [one, two]) await expect(side.dialog()).toContainText('You have verified');
});

test('without a camera one is told so, and compares emoji', async ({ signedIn, page, member, newMember, newContext }) => {
  const other = await newMember('bo');
  const context = await newContext();
  await context.addInitScript(() => {
    if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  const theirs = await somebodyElse(signedIn, member, other, context);
  const [one, two] = [new VerificationPage(page), new VerificationPage(theirs.page)];
  await one.person(other.userId);
  await one.ask();
  await two.accept();
  await two.button('Scan a QR code').click();
  await expect(two.dialog().getByRole('alert')).toContainText('does not let Protium use the camera');
  await shots(theirs.page, 'verification-no-camera');
  await two.button('Another way').click();
  await two.button('Compare emoji').click();
  expect(await one.names()).toEqual(await two.names());
});
