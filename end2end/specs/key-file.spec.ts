import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { App } from '../pages/App.ts';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { PHONE, shots } from '../fixtures/screenshots.ts';
import { openKeys, sealKeys } from '../services/lib/key-file.mjs';

const PHRASE = 'beans in the shed';

/** Opens one of the two dialogs from the settings. */
async function dialog(app: App, name: string): Promise<Locator> {
  await app.settings.open('Encryption');
  const part = app.settings.dialog().getByRole('region', { name: 'Keys in a file', exact: true });
  await part.getByRole('button', { name, exact: true }).click();
  return app.keys.dialog(name);
}

const passphrase = (inside: Locator) => inside.getByLabel('Passphrase of the file', { exact: true });

/** Chooses a file in the dialog. */
async function choose(app: App, inside: Locator, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    app.page.waitForEvent('filechooser'), inside.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(inside).toContainText(name);
}

test('keys are saved in a file, and another device takes them', async ({ signedIn, page, member, peer, newContext }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  await peer.send(room, 'the beans are in the shed');
  await expect(signedIn.timeline.message(/beans are in/)).toBeVisible();

  const saving = await dialog(signedIn, 'Save my keys in a file');
  const save = saving.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeDisabled();
  await passphrase(saving).fill('beans');
  await save.click();
  await expect(saving).toContainText('This is easy to guess.');
  await passphrase(saving).fill(PHRASE);
  await saving.getByLabel('Once more', { exact: true }).fill('beans in the shade');
  await save.click();
  await expect(saving).toContainText('This is not what stands above.');
  await expectAccessible(page);
  await shots(page, 'key-file-save');
  await saving.getByLabel('Once more', { exact: true }).fill(PHRASE);
  const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
  await expect(saving).toHaveCount(0);
  await expect(page.getByText(/^The file is in your downloads, with/)).toBeVisible();
  expect(file.suggestedFilename()).toBe(`message-keys-${member.name}.txt`);
  const text = await readFile(await file.path(), 'utf8');
  const { json, rounds } = openKeys(text, PHRASE);
  expect(rounds).toBe(500_000);
  expect(JSON.parse(json).some((key: { room_id: string }) => key.room_id === room)).toBe(true);

  const second = new App(await (await newContext()).newPage());
  await second.page.setViewportSize(PHONE);
  await second.signIn(member.name);
  await second.openRoom(room);
  await expect(second.timeline.log()).toContainText(/before you signed in/);
  await expect(second.timeline.message(/beans are in/)).toHaveCount(0);
  await second.goTo('#/');
  const taking = await dialog(second, 'Take keys from a file');
  const take = taking.getByRole('button', { name: 'Take the keys', exact: true });
  await expect(take).toBeDisabled();
  await choose(second, taking, 'recipe.txt', 'Soak the beans overnight.');
  await passphrase(taking).fill('beans in the shade');
  await take.click();
  await expect(taking.getByRole('alert')).toContainText('This is not a file of keys, or it is damaged.');
  await choose(second, taking, 'keys.txt', text);
  await expect(taking.getByRole('alert')).toHaveCount(0);
  await take.click();
  await expect(taking).toContainText('This passphrase does not open the file.', { timeout: 20_000 });
  await expect(passphrase(taking)).toHaveValue('beans in the shade');
  await expectAccessible(second.page);
  await shots(second.page, 'key-file-take');
  await passphrase(taking).fill(PHRASE);
  await take.click();
  await expect(taking).toHaveCount(0, { timeout: 20_000 });
  await expect(second.page.getByText(/ taken from the file\.$/)).toBeVisible();
  await second.settings.close();
  await second.openRoom(room);
  await expect(second.timeline.message(/beans are in/)).toBeVisible();
});

test('the keys of another client open what is on the screen', async ({ app, peer, member }) => {
  const room = await peer.createRoom({ name: 'Earlier', encrypted: true, invite: [member.userId] });
  await member.account.join(room);
  await peer.waitForMember({ room, user: member.userId });
  await peer.send(room, 'from before you came');
  await app.signIn(member.name);
  await app.openRoom(room);
  await expect(app.timeline.log()).toContainText(/before you signed in/);
  // The peer's keys, in a file as clients in browsers write it.
  const text = sealKeys(await peer.client?.getCrypto()?.exportRoomKeysAsJson() ?? '', PHRASE);
  const taking = await dialog(app, 'Take keys from a file');
  await choose(app, taking, 'element-keys.txt', text);
  await passphrase(taking).fill(PHRASE);
  await taking.getByRole('button', { name: 'Take the keys', exact: true }).click();
  await expect(taking).toHaveCount(0, { timeout: 20_000 });
  await app.settings.close();
  await expect(app.timeline.message(/from before you came/)).toBeVisible();
});
