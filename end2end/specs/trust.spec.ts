import { expectAccessible } from '../fixtures/axe.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { expect, test } from '../fixtures/test.ts';
import { world } from '../fixtures/world.ts';
import type { App } from '../pages/App.ts';
import { VerificationPage } from '../pages/VerificationPage.ts';
import { COMMANDS, Cast } from '../services/lib/commands.mjs';
import { Person } from '../services/lib/person.mjs';

const VERIFIED_ONLY = 'Never send to unverified devices';
const SECURE_ONLY = 'Exclude insecure devices';

type Run = (what: string, a?: object) => Promise<any>;

/** Runs the commands of the other client's persons. */
function castOf(persons: Record<string, Person>): Run {
  const cast = new Cast(() => undefined);
  for (const [name, person] of Object.entries(persons)) cast.add(name, person);
  return (what, a = {}) => (COMMANDS as Record<string, any>)[what](cast, a);
}

/** An encrypted direct chat with the peer, open in the app. */
async function chat(signedIn: App, peer: Person): Promise<string> {
  await signedIn.goTo(`#/user/${peer.userId}`);
  await signedIn.main().getByRole('button', { name: /message/i }).click();
  await expect(signedIn.composer.field()).toBeEditable();
  const room = await peer.acceptInvite();
  await peer.send(room, 'hello');
  await expect(signedIn.timeline.message(/hello/)).toBeVisible();
  return room;
}

/** Another device of the peer's, which its owner does not verify. */
async function insecureDevice(peer: Person): Promise<Person> {
  return Person.signIn(world.homeserver, await peer.account.loginToken(), { deviceName: 'Insecure', crossSigning: false });
}

/** The member verifies the peer by emoji, and comes back to the room. */
async function verify(signedIn: App, peer: Person, room: string, run: Run, begin?: () => Promise<void>): Promise<void> {
  const here = new VerificationPage(signedIn.page);
  await run('listenForVerification');
  if (begin) {
    await begin();
  } else {
    await here.person(peer.userId);
    await here.ask();
  }
  await run('acceptVerification');
  await run('startEmoji');
  await here.names();
  await run('emoji');
  await run('confirmEmoji');
  await here.button('They match').click();
  await expect(here.dialog()).toContainText('You have verified');
  await here.button('Done').click();
  await expect(here.dialog()).toHaveCount(0);
  await signedIn.openRoom(room);
}

const banner = (app: App) => app.page.getByRole('region', { name: 'Changed identity' });

test('a shield beside a message says in words what is wrong with it', async ({ signedIn, page, peer }) => {
  const room = await chat(signedIn, peer);
  const shield = (text: RegExp, words: string) => signedIn.timeline.message(text).getByRole('img', { name: words });
  const ordinary = signedIn.timeline.message(/hello/);
  await expect(ordinary).not.toHaveAttribute('aria-describedby');

  await peer.account.sendText(room, 'in the open');
  await expect(shield(/in the open/, 'Not encrypted')).toBeVisible();
  await expect(signedIn.timeline.message(/in the open/)).toHaveAccessibleDescription('Not encrypted');
  const insecure = await insecureDevice(peer);
  await insecure.waitForMember({ room, user: insecure.userId });
  await insecure.send(room, 'from elsewhere');
  await expect(shield(/from elsewhere/, 'Encrypted by a device that its owner has not verified')).toBeVisible({ timeout: 20_000 });
  await expect(ordinary.getByRole('img', { name: /crypted/ })).toHaveCount(0);
  await expectAccessible(page);
  await shots(page, 'trust-shields');
  insecure.stop();
});

test('somebody who was verified and has changed is told of, and nothing is lost until it is decided', async ({ signedIn, page, peer }) => {
  test.setTimeout(120_000);
  const room = await chat(signedIn, peer);
  const run = castOf({ peer });
  await verify(signedIn, peer, room, run);
  await expect(banner(signedIn)).toHaveCount(0);

  await run('replaceIdentity');
  await expect(banner(signedIn).getByRole('alert')).toContainText('You had verified Robin', { timeout: 20_000 });
  await signedIn.composer.send('are you still you');
  const kept = signedIn.timeline.message(/are you still you/);
  await expect(kept).toContainText('Not sent.');
  await expect(kept).toContainText('You had verified Robin, which no longer holds');
  await expectAccessible(page);
  await shots(page, 'trust-changed');

  // As it was after the page is loaded anew.
  await page.reload();
  await expect(banner(signedIn)).toBeVisible({ timeout: 20_000 });
  await expect(kept).toContainText('Not sent.');
  await banner(signedIn).getByRole('button', { name: 'Withdraw verification' }).click();
  await expect(banner(signedIn)).toHaveCount(0);
  await peer.waitFor({ room, body: 'are you still you' });
  await expect(kept).not.toContainText('Not sent.');
  await signedIn.goTo(`#/user/${peer.userId}`);
  await expect(page.getByRole('main')).toContainText('Not verified by you');
});

test('a message that was kept back is sent all the same from its row', async ({ signedIn, page, peer }) => {
  test.setTimeout(120_000);
  await page.setViewportSize(PHONE);
  const room = await chat(signedIn, peer);
  const run = castOf({ peer });
  await verify(signedIn, peer, room, run);
  await run('replaceIdentity');
  await expect(banner(signedIn)).toBeVisible({ timeout: 20_000 });
  await signedIn.composer.send('come what may');
  const kept = signedIn.timeline.message(/come what may/);
  await kept.getByRole('button', { name: 'Withdraw verification and send' }).click();
  await peer.waitFor({ room, body: 'come what may' });
  await expect(banner(signedIn)).toHaveCount(0);
});

test('who has changed is verified anew from the room', async ({ signedIn, peer }) => {
  test.setTimeout(120_000);
  const room = await chat(signedIn, peer);
  const run = castOf({ peer });
  await verify(signedIn, peer, room, run);
  await run('replaceIdentity');
  await expect(banner(signedIn)).toBeVisible({ timeout: 20_000 });
  await signedIn.composer.send('is it you');
  await verify(signedIn, peer, room, run, async () => {
    await banner(signedIn).getByRole('button', { name: 'Verify', exact: true }).click();
  });
  await expect(banner(signedIn)).toHaveCount(0);
  await peer.waitFor({ room, body: 'is it you' });
});

test('that somebody else has changed is told once', async ({ signedIn, page, peer }) => {
  const room = await chat(signedIn, peer);
  const run = castOf({ peer });
  await run('replaceIdentity');
  await expect(banner(signedIn)).toContainText('The identity of Robin', { timeout: 20_000 });
  await shots(page, 'trust-replaced');
  await signedIn.composer.send('it does not matter');
  await peer.waitFor({ room, body: 'it does not matter' });
  await signedIn.goTo(`#/user/${peer.userId}`);
  await expect(signedIn.main().getByRole('alert')).toContainText('The identity has changed');
  await signedIn.openRoom(room);
  await banner(signedIn).getByRole('button', { name: 'OK' }).click();
  await expect(banner(signedIn)).toHaveCount(0);
  await page.reload();
  await expect(signedIn.timeline.message(/it does not matter/)).toBeVisible();
  await expect(banner(signedIn)).toHaveCount(0);
});

/** Waits until the other client has got a message whose key was withheld from it. */
async function withheld(person: Person, room: string, count: number): Promise<void> {
  await expect.poll(async () => {
    const events = await person.messages({ room });
    return events.filter((event: any) => `${event.decryptionFailure}`.includes('WITHHELD')).length;
  }, { timeout: 20_000 }).toBe(count);
}

test('nothing goes to unverified devices where that is set, in one room or in all', async ({ signedIn, page, peer }) => {
  const room = await chat(signedIn, peer);
  const toggle = async (name: string) => {
    await signedIn.openRoomMenu();
    await signedIn.menuChoice(name).click();
  };
  const here = 'Never send to unverified devices here';
  await toggle(here);
  await signedIn.composer.send('not for this one');
  await withheld(peer, room, 1);
  await toggle(here);
  await signedIn.composer.send('for all');
  await peer.waitFor({ room, body: 'for all' });

  await signedIn.settings.open('Encryption');
  await signedIn.settings.switch(VERIFIED_ONLY).check();
  await expect(signedIn.settings.switch(VERIFIED_ONLY)).toBeChecked();
  await expectAccessible(page);
  await shots(page, 'trust-rules');
  await signedIn.settings.close();
  await signedIn.composer.send('not for this one either');
  await withheld(peer, room, 2);
  await signedIn.openRoomMenu();
  const item = signedIn.menuChoice(here);
  await expect(item).toHaveAttribute('aria-checked', 'true');
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await page.reload();
  await signedIn.settings.open('Encryption');
  await expect(signedIn.settings.switch(VERIFIED_ONLY)).toBeChecked();
});

test('insecure devices are excluded, and what is being written stays meanwhile', async ({ signedIn, page, peer }) => {
  test.setTimeout(120_000);
  const room = await chat(signedIn, peer);
  const insecure = await insecureDevice(peer);
  await insecure.waitForMember({ room, user: insecure.userId });
  await insecure.send(room, 'from elsewhere');
  await expect(signedIn.timeline.message(/from elsewhere/)).toBeVisible();

  await signedIn.composer.field().fill('half a sentence');
  await signedIn.settings.turn('Encryption', SECURE_ONLY, true);
  await expect(signedIn.timeline.message(/from elsewhere/)).toHaveCount(0, { timeout: 20_000 });
  await expect(signedIn.timeline.message(/has not confirmed as theirs, so the message is not shown/)).toBeVisible();
  await expect(signedIn.composer.field()).toHaveValue('half a sentence');
  await signedIn.composer.send('for the secure');
  await peer.waitFor({ room, body: 'for the secure' });
  await withheld(insecure, room, 1);

  await signedIn.settings.turn('Encryption', SECURE_ONLY, false);
  await expect(signedIn.timeline.message(/from elsewhere/)).toBeVisible({ timeout: 20_000 });
  insecure.stop();
});
