import { expect, test } from '../fixtures/test.ts';
import { givePower, sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';
import { expectAccessible } from '../fixtures/axe.ts';

test('a person is named by the first letters, by keyboard', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  await peer.send(room, 'anybody here?');
  await expect(timeline.message(/anybody/)).toBeVisible();
  await composer.field().pressSequentially('yes @rob');
  await expect(composer.suggestion(/Robin/)).toHaveAttribute('aria-selected', 'true');
  const id = await composer.suggestion(/Robin/).getAttribute('id');
  await expect(composer.field()).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('Enter');
  await expect(composer.suggestions()).toHaveCount(0);
  await expect(composer.field()).toHaveValue(`yes ${peer.userId} `);
  await page.keyboard.press('Enter');
  const got = await peer.waitFor({ room, contains: 'yes ' });
  expect(got.content['m.mentions'].user_ids).toEqual([peer.userId]);
  expect(got.content.formatted_body).toBe(`yes <a href="https://matrix.to/#/${peer.userId}">Robin</a>`);
  await expect(timeline.message(/yes @?Robin/)).toBeVisible();
});

test('suggestions can be walked, declined and pressed, and undone', async ({ signedIn, page, peer, member }) => {
  await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  const field = composer.field();
  await field.pressSequentially('/s');
  await expect(composer.suggestion(/spoiler/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(composer.suggestion(/shrug/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(composer.suggestions()).toHaveCount(0);
  await field.pressSequentially('h');
  await expect(composer.suggestions()).toHaveCount(0);

  await field.fill('');
  await field.pressSequentially('so :tada');
  await composer.suggestion(/party popper/).click();
  await expect(field).toHaveValue('so 🎉 ');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue('so :tada');

  // With nothing typed nobody is meant yet: Enter sends.
  await field.fill('');
  await field.pressSequentially('mail me @ home @');
  await expect(composer.suggestions()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('');
  // With the word the list has gone.
  await expect(composer.suggestions()).toHaveCount(0);
  await page.keyboard.press('Enter');
  await field.pressSequentially('/invite @rob');
  await expect(composer.suggestion(/Robin/)).toBeVisible();
});

test('a word that is no command is kept, and said', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  await composer.send('/shrgu dunno');
  await expect(composer.field()).toHaveValue('/shrgu dunno');
  await expect(signedIn.main().getByRole('alert')).toContainText('/shrgu');
  await composer.field().fill('');
  await composer.send('/shrug dunno');
  await peer.waitFor({ room, contains: '¯\\_(ツ)_/¯ dunno' });
  await composer.send('/spoiler the **end**');
  const got = await peer.waitFor({ room, contains: 'the **end**' });
  expect(got.content.formatted_body).toBe('<span data-mx-spoiler>the <strong>end</strong></span>');
});

test('suggestions can be looked at', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  await peer.send(room, 'hello');
  await expect(timeline.message(/hello/)).toBeVisible();
  await composer.field().pressSequentially('@');
  await expect(composer.suggestion(/Robin/)).toBeVisible();
  await shots(page, 'suggestions-people');
  await composer.field().fill('');
  await composer.field().pressSequentially('/');
  await expect(composer.suggestion(/spoiler/)).toBeVisible();
  // The list scrolls by the arrows of the field, which keeps the focus; axe knows that of comboboxes alone.
  await expectAccessible(page, ['scrollable-region-focusable']);
  await shots(page, 'suggestions-commands');
  await composer.field().fill('');
  await composer.field().pressSequentially(':smil');
  await expect(composer.suggestions()).toBeVisible();
  await shots(page, 'suggestions-emoji');
});

test('commands do what they say, and a refusal brings the words back', async ({ signedIn, page, peer, member, newPeer }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  test.setTimeout(120_000);
  const { composer, timeline } = signedIn;
  await composer.send('/topic What we grow');
  await expect(signedIn.main().getByRole('alert')).toContainText('did not work');
  await expect(composer.field()).toHaveValue('/topic What we grow');
  await givePower(peer, room, member.userId, 100);
  await expect(async () => {
    await composer.send('/topic What we grow');
    await expect(composer.field()).toHaveValue('', { timeout: 1000 });
    await expect(signedIn.main().getByRole('button', { name: 'What we grow' })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await composer.send('/invite bo');
  await expect(signedIn.main().getByRole('alert')).toContainText('/invite @name:server');
  await composer.field().fill('');
  const casey = await newPeer('Casey');
  await composer.send(`/invite ${casey.userId}`);
  const membership = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent(casey.userId)}`;
  await expect.poll(() => member.account.request('GET', membership).catch(() => ({}))).toMatchObject({ membership: 'invite' });
  await composer.send(`/kick ${casey.userId} enough for today`);
  await expect.poll(() => member.account.request('GET', membership)).toMatchObject({ membership: 'leave', reason: 'enough for today' });
  await composer.send('/help ');
  const help = signedIn.dialog('Commands');
  await help.getByRole('searchbox', { name: 'Find a command' }).fill('newer version');
  await expect(help.getByRole('list', { name: 'Commands' }).getByRole('listitem')).toHaveText([/\/upgraderoom 12/]);
  await expectAccessible(page);
  await shots(page, 'commands-help');
  // The first Escape empties the field, as browsers do.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await composer.send('/devtools ');
  const data = signedIn.dialog('Room and account data');
  await data.getByRole('searchbox', { name: 'Find a type or key' }).fill('m.room.topic');
  await data.getByRole('region', { name: 'State of the room' }).getByText('m.room.topic').first().click();
  await expect(data.getByText('"topic": "What we grow"')).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'commands-devtools');
  await data.getByRole('region', { name: 'State of the room' }).getByRole('button', { name: 'Change' }).click();
  const state = signedIn.dialog('Set the room’s state');
  await expect(state.getByRole('textbox', { name: 'Type' })).toHaveValue('m.room.topic');
  await state.getByRole('textbox', { name: 'Content (JSON)' }).fill('{ "topic": "What we eat" }');
  await state.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(state).toHaveCount(0);
  await expect(data.getByText('"topic": "What we eat"')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const chooser = page.waitForEvent('filechooser');
  await composer.send('/roomavatar ');
  const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64');
  await (await chooser).setFiles({ name: 'a.gif', mimeType: 'image/gif', buffer: picture });
  const avatar = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.avatar`;
  await expect.poll(() => member.account.request('GET', avatar).catch(() => ({}))).toMatchObject({ url: expect.stringMatching(/^mxc:/) });
  await composer.send(`/verify ${peer.userId} NOSUCHDEVICE abcd efgh`);
  const verify = signedIn.dialog('Verify a device');
  await expect(verify.getByRole('alert')).toContainText('has no device NOSUCHDEVICE');
  await page.keyboard.press('Escape');
  await composer.send(`/verify ${peer.userId} ${peer.deviceId} abcd efgh`);
  await expect(verify.getByRole('alert')).toContainText('The keys are not the same!');
  await expect(verify.getByText('abcd efgh')).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'commands-verify');
  await page.keyboard.press('Escape');
  const log = page.waitForEvent('download');
  await composer.send('/rageshake ');
  expect((await log).suggestedFilename()).toBe('protium-log.txt');

  // A room that was replaced leads to the new one, and that one back.
  const power = await peer.state(room, 'm.room.power_levels');
  await peer.setState(room, 'm.room.power_levels', '', { ...power, events: { ...power.events, 'm.room.tombstone': 0 } });
  await composer.send('/upgraderoom 11');
  await signedIn.dialog('Replace this room by one of version 11?').getByRole('button', { name: 'Replace' }).click();
  await expect(page).not.toHaveURL(new RegExp(encodeURIComponent(room)));
  await timeline.log().getByRole('link', { name: 'Earlier conversation' }).click();
  const replaced = page.getByRole('status').filter({ hasText: 'was replaced' });
  await replaced.getByRole('button', { name: 'Go there' }).click();
  await expect(replaced).toHaveCount(0);
  await expect(timeline.log().getByRole('link', { name: 'Earlier conversation' })).toBeVisible();
  await signedIn.openRoomMenu();
  await expect(signedIn.menuItem('Earlier conversation')).toBeVisible();
  await page.keyboard.press('Escape');
  await composer.send(`/msg ${peer.userId} sorry for that`);
  await expect(timeline.message(/sorry for that/)).toBeVisible();
});

test('an effect plays over the conversation once, and not for those who asked for less motion', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  // Hidden from those who listen, so it has no role.
  const effect = page.locator('protium-effect canvas');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await peer.send(room, 'hurray 🎉');
  await expect(timeline.message(/hurray/)).toBeVisible();
  await expect(effect).toHaveCount(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await composer.send('/snowfall so **cold**');
  await expect(effect).toHaveCount(1);
  const got = await peer.waitFor({ room, contains: 'so ' });
  expect(got.content).toMatchObject({ msgtype: 'io.element.effect.snowfall', body: 'so **cold**' });
  await expect(timeline.message(/so cold/)).toBeVisible();
  await expect(effect).toHaveCount(0, { timeout: 10_000 });
});

test('one is told that somebody mentioned is not in the room, and invites them', async ({ signedIn, page, peer, member, newPeer }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const levels = await peer.state(room, 'm.room.power_levels');
  await peer.setState(room, 'm.room.power_levels', '', { ...levels, invite: 0 });
  const other = await newPeer('Kim');
  const { composer } = signedIn;
  await composer.field().fill(`hello ${other.userId}`);
  const line = page.getByRole('status').filter({ hasText: 'is not in this room' });
  await expect(line).toContainText(other.userId);
  await composer.field().fill(`hello ${peer.userId}`);
  await expect(line).toHaveCount(0);
  await composer.field().fill(`hello ${other.userId}`);
  await line.getByRole('button', { name: 'Invite' }).click();
  await expect(line).toHaveCount(0);
  await peer.waitForMember({ room, user: other.userId, membership: 'invite' });
  await expect(composer.field()).toHaveValue(`hello ${other.userId}`);
});
