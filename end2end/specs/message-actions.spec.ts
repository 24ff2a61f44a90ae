import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

for (const encrypted of [false, true]) {
  test.describe(encrypted ? 'in an encrypted room' : 'in a plain room', () => {
    test('a message is answered from its toolbar', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const { timeline, composer } = signedIn;
      const question = await peer.send(room, 'who brings the cake?');
      await timeline.message(/who brings/).hover();
      await timeline.action(/who brings/, 'Reply').click();
      await expect(composer.field()).toBeFocused();
      await expect(composer.about()).toContainText('Replying to Robin');
      await expect(composer.about()).toContainText('who brings the cake?');
      await composer.send('I do');
      await expect(composer.about()).toHaveCount(0);
      await expect(timeline.message(/I do/)).toContainText('who brings the cake?');
      const got = await peer.waitFor({ room, contains: 'I do' });
      expect(got.encrypted).toBe(encrypted);
      expect(got.content['m.relates_to']['m.in_reply_to'].event_id).toBe(question);
      expect(got.content['m.mentions'].user_ids).toEqual([peer.userId]);
    });

    test('one edits what one said last by arrow-up, and a draft waits meanwhile', async ({ signedIn, page, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const { timeline, composer } = signedIn;
      await composer.send('a **frist** try');
      const sent = await peer.waitFor({ room, contains: 'frist' });
      await expect(timeline.message(/frist try/)).toHaveCount(1);
      await composer.field().press('ArrowUp');
      await expect(composer.about()).toContainText('Editing');
      await expect(composer.field()).toHaveValue('a **frist** try');
      await composer.field().fill('a **first** try');
      await page.keyboard.press('Enter');
      await expect(timeline.message(/first try/)).toContainText('(edited)');
      await expect(composer.field()).toHaveValue('');
      await expect(composer.about()).toHaveCount(0);
      const got = await peer.waitFor({ room, contains: 'first' });
      expect(got.content['m.relates_to']).toMatchObject({ rel_type: 'm.replace', event_id: sent.eventId });
      expect(got.content['m.new_content'].formatted_body).toBe('a <strong>first</strong> try');

      await composer.field().fill('half a thought');
      await timeline.message(/first try/).hover();
      await timeline.action(/first try/, 'Edit').click();
      await expect(composer.field()).toHaveValue('a **first** try');
      await page.keyboard.press('Escape');
      await expect(composer.field()).toHaveValue('half a thought');
      // What was sent can be called back, and what was being written again.
      await composer.field().press('Control+Alt+ArrowUp');
      await expect(composer.field()).toHaveValue('a **frist** try');
      await composer.field().press('Control+Alt+ArrowDown');
      await expect(composer.field()).toHaveValue('half a thought');
    });

    test('a reaction is added, joined and taken back', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const { timeline } = signedIn;
      const eventId = await peer.send(room, 'we won');
      const message = timeline.message(/we won/);
      await message.hover();
      await timeline.action(/we won/, 'React').click();
      await signedIn.menuChoice('🎉').click();
      await expect(timeline.reaction(/we won/, '🎉')).toHaveAttribute('aria-pressed', 'true');
      await peer.waitFor({ room, type: 'm.reaction', relatesTo: eventId });
      await peer.react(room, eventId, '👍');
      await timeline.reaction(/we won/, '👍').click();
      await expect(timeline.reaction(/we won/, '👍')).toHaveAccessibleName(/2/);
      await timeline.reaction(/we won/, '🎉').click();
      await expect(timeline.reaction(/we won/, '🎉')).toHaveCount(0);
      await timeline.reaction(/we won/, '👍').click();
      await expect(timeline.reaction(/we won/, '👍')).toHaveAttribute('aria-pressed', 'false');
    });

    test('a message is deleted, with a reason', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const { timeline, composer } = signedIn;
      await composer.send('better not said');
      const sent = await peer.waitFor({ room, contains: 'better not' });
      const message = timeline.message(/better not said/);
      // The peer may hear of it before the answer to our own request has come.
      await expect(message).not.toHaveAttribute('data-send-state');
      await message.click({ button: 'right' });
      await signedIn.menuItem('Delete').click();
      await signedIn.dialog('Delete this message?').getByRole('textbox').fill('a slip');
      await signedIn.dialog().getByRole('button', { name: 'Delete' }).click();
      await expect(message).toHaveCount(0);
      await expect(timeline.log()).toContainText('a slip');
      const got = await peer.waitFor({ room, type: 'm.room.redaction', notSelf: true });
      expect(got.content).toMatchObject({ reason: 'a slip' });
      expect(got.redacts ?? got.content.redacts).toBe(sent.eventId);
    });
  });
}

test('what one answers is kept over rooms and reloads, and can be let go', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await peer.send(room, 'a long question');
  await timeline.message(/long question/).hover();
  await timeline.action(/long question/, 'Reply').click();
  await composer.field().fill('a long answer');
  await signedIn.goTo('#/home');
  await signedIn.openRoom(room);
  await expect(composer.about()).toContainText('a long question');
  await page.reload();
  await expect(composer.about()).toContainText('a long question');
  await expect(composer.field()).toHaveValue('a long answer');
  await composer.dropAbout().click();
  await expect(composer.about()).toHaveCount(0);
  await expect(composer.field()).toHaveValue('a long answer');
});

test('the menu copies text and link, shows the source, and sends it anew', async ({ signedIn, page, peer, member }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { timeline } = signedIn;
  const eventId = await peer.send(room, 'quote me');
  const message = timeline.message(/quote me/);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const choose = async (name: string) => {
    await message.click({ button: 'right' });
    await signedIn.menuItem(name).click();
  };
  await choose('Copy text');
  await expect.poll(clipboard).toBe('quote me');
  await choose('Copy link');
  await expect.poll(clipboard).toBe(`https://matrix.to/#/${room}/${eventId}?via=vmst.io`);
  await choose('View source');
  const source = signedIn.dialog('Source of the message');
  await expect(source).toContainText('"body": "quote me"');
  await page.keyboard.press('Escape');
  await peer.reply(room, eventId, 'as you like');
  await timeline.message(/as you like/).click({ button: 'right' });
  await signedIn.menuItem('View source').click();
  await source.getByRole('button', { name: 'What it answers' }).click();
  await expect(source).toContainText('"body": "quote me"');
  await source.getByRole('button', { name: 'Back' }).click();
  await expect(source).toContainText('"body": "as you like"');

  await source.getByRole('button', { name: 'Send as new event' }).click();
  const writing = signedIn.dialog('Send an event');
  const content = writing.getByRole('textbox', { name: 'Content (JSON)' });
  const send = writing.getByRole('button', { name: 'Send', exact: true });
  await expect(writing.getByRole('textbox', { name: 'Type' })).toHaveValue('m.room.message');
  await expect(content).toHaveValue(/"body": "as you like"/);
  await content.fill('{ "msgtype": "m.text",\n  body }');
  await send.click();
  await expect(writing.getByText('Line 2, character 3')).toBeVisible();
  await expect(content).toBeFocused();
  await expectAccessible(page);
  await shots(page, 'raw-event');
  await content.fill('{ "msgtype": "m.text", "body": "written by hand" }');
  await send.click();
  await expect(page.getByText('The event was sent')).toBeVisible();
  await expect(source).toHaveCount(0);
  await expect(timeline.message(/written by hand/)).toBeVisible();
  const got = await peer.waitFor({ room, contains: 'by hand' });
  expect(got.encrypted).toBe(true);
});

test('by keyboard alone a message is answered and reacted to', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await peer.send(room, 'press on');
  await expect(timeline.message(/press on/)).toBeVisible();
  await composer.field().press('Shift+Tab');
  await timeline.message(/press on/).focus();
  await page.keyboard.press('Tab');
  await expect(timeline.action(/press on/, 'React')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signedIn.menuChoice('👍\uFE0F')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(timeline.reaction(/press on/, '👍')).toBeVisible();
  await expect(timeline.action(/press on/, 'React')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(timeline.action(/press on/, 'Reply')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(composer.field()).toBeFocused();
  await expect(composer.about()).toContainText('press on');
});

test('the toolbar says what is so now, and keeps the focus', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await composer.send('the cake is mine');
  await peer.waitFor({ room, contains: 'the cake' });
  const message = timeline.message(/the cake/);
  await message.hover();
  const react = timeline.action(/the cake/, 'React');
  await react.click();
  await expect(signedIn.menuChoice('🎉')).toHaveAttribute('aria-checked', 'false');
  await signedIn.menuChoice('🎉').click();
  await expect(timeline.reaction(/the cake/, '🎉')).toBeVisible();
  // The same toolbar takes it back.
  await react.click();
  await expect(signedIn.menuChoice('🎉')).toHaveAttribute('aria-checked', 'true');
  await signedIn.menuChoice('🎉').click();
  await expect(timeline.reaction(/the cake/, '🎉')).toHaveCount(0);

  // A mouse at rest points at nothing, whatever moves under it.
  await expect(react).toBeFocused();
  for (let at = 1; at <= 4; at += 1) await peer.send(room, `line ${at}`);
  await expect(timeline.message(/line 4/)).toBeVisible();
  await expect(react).toBeFocused();

  // A dialog that was opened from it gives the focus back to it.
  const more = timeline.action(/the cake/, 'More actions');
  await more.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(signedIn.menuItem('Delete')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signedIn.dialog('Delete this message?')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(more).toBeFocused();

  // The mouse goes elsewhere: the message keeps the focus that its toolbar had.
  await timeline.message(/line 2/).hover();
  await expect(timeline.action(/line 2/, 'React')).toBeVisible();
  await expect(more).toHaveCount(0);
  await expect(message).toBeFocused();

  // With the focus the toolbar leaves too.
  await page.mouse.move(0, 0);
  await expect(timeline.action(/the cake/, 'React')).toBeVisible();
  await composer.field().focus();
  await expect(timeline.log().getByRole('toolbar')).toHaveCount(0);
});

test('a deleted message has no source to show', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  const eventId = await peer.send(room, 'gone soon');
  await expect(timeline.message(/gone soon/)).toBeVisible();
  await peer.redact(room, eventId);
  await expect(timeline.message(/gone soon/)).toHaveCount(0);
  await timeline.message(/deleted/i).last().click({ button: 'right' });
  await expect(signedIn.menuItem('Copy link')).toBeVisible();
  await expect(signedIn.menuItem('View source')).toHaveCount(0);
});

test('what the room does not allow is not offered, and a refusal is said', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await composer.send('mine');
  await peer.waitFor({ room, contains: 'mine' });
  await peer.send(room, 'theirs');
  await timeline.message(/theirs/).click({ button: 'right' });
  await expect(signedIn.menuItem('Copy text')).toBeVisible();
  await expect(signedIn.menuItem('Edit')).toHaveCount(0);
  await expect(signedIn.menuItem('Delete')).toHaveCount(0);
  await signedIn.page.keyboard.press('Escape');
  const levels = await peer.account.request('GET', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.power_levels`);
  await peer.account.setState(room, 'm.room.power_levels', '', { ...levels, events_default: 50 });
  // With the field gone the messages have moved.
  await expect(composer.field()).toHaveCount(0);
  await timeline.message(/mine/).hover();
  await expect(timeline.action(/mine/, 'Reply')).toHaveCount(0);
  await expect(timeline.action(/mine/, 'More actions')).toBeVisible();
});

test('toolbar, menu and dialogs can be looked at', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await peer.send(room, 'Shall we meet on Saturday, before the market closes?');
  await composer.send('Yes, at ten');
  const sent = await peer.waitFor({ room, contains: 'at ten' });
  for (const key of ['👍', '🎉', 'agreed']) await peer.react(room, sent.eventId, key);
  await expect(timeline.reaction(/at ten/, 'agreed')).toBeVisible();
  await timeline.reaction(/at ten/, '👍').click();
  await timeline.message(/Saturday/).hover();
  await timeline.action(/Saturday/, 'Reply').click();
  await composer.field().fill('And then to the river?');
  await timeline.message(/at ten/).hover();
  await expect(timeline.action(/at ten/, 'Edit')).toBeVisible();
  await shots(page, 'message-toolbar');
  await timeline.message(/at ten/).click({ button: 'right' });
  await expect(signedIn.menuItem('Delete')).toBeVisible();
  await shots(page, 'message-menu');
  await signedIn.menuItem('View source').click();
  await expect(signedIn.dialog('Source of the message')).toContainText('m.text');
  await shots(page, 'message-source');
  await page.keyboard.press('Escape');
  await timeline.message(/at ten/).click({ button: 'right' });
  await signedIn.menuItem('Delete').click();
  await expect(signedIn.dialog('Delete this message?')).toBeVisible();
  await shots(page, 'message-delete');
});

test.describe('by touch', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a long press opens the menu, a swipe answers', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { timeline, composer } = signedIn;
    await peer.send(room, 'hold me');
    const place = async (): Promise<[number, number]> => {
      const box = await timeline.message(/hold me/).boundingBox();
      if (!box) throw new Error('no box');
      return [box.x + box.width * 0.7, box.y + box.height - 12];
    };
    const session = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) => session.send('Input.dispatchTouchEvent', {
      type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
    });
    let [x, y] = await place();
    await touch('touchStart', x, y);
    await expect(signedIn.menuChoice('👍\uFE0F')).toBeVisible();
    await touch('touchEnd');
    await signedIn.menuChoice('👍\uFE0F').tap();
    await expect(timeline.reaction(/hold me/, '👍')).toBeVisible();

    [x, y] = await place();
    await touch('touchStart', x, y);
    for (let way = 0; way <= 90; way += 6) await touch('touchMove', x - way, y);
    await touch('touchEnd');
    await expect(composer.about()).toContainText('hold me');

    // A second finger ends the swipe.
    [x, y] = await place();
    await touch('touchStart', x, y);
    for (let way = 0; way <= 60; way += 6) await touch('touchMove', x - way, y);
    await expect(timeline.message(/hold me/)).toHaveAttribute('style', /--swipe/);
    await session.send('Input.dispatchTouchEvent', {
      type: 'touchStart', touchPoints: [{ x: x - 60, y, id: 0 }, { x: x - 60, y: y - 40, id: 1 }],
    });
    await expect(timeline.message(/hold me/)).not.toHaveAttribute('style', /--swipe/);
    await touch('touchEnd');
  });

  test('a screen reader finds the menu as a button', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { timeline } = signedIn;
    await peer.send(room, 'read me');
    const button = timeline.message(/read me/).getByRole('button', { name: 'Message actions' });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(signedIn.menuItem('Reply')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
  });
});

test('a chain of answers is unfolded from its end', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  const first = await peer.send(room, 'where do we meet?');
  const second = await peer.reply(room, first, 'at the gate');
  for (let count = 0; count < 60; count += 1) await peer.send(room, `filler ${count}`);
  await peer.reply(room, second, 'which one?');
  // What is quoted is not among what is loaded now.
  await page.reload();
  const last = timeline.message(/which one/);
  await expect(last).toContainText('at the gate');
  await expect(last).not.toContainText('where do we meet?');
  await last.getByRole('button', { name: 'Show what this answers' }).click();
  await expect(last).toContainText('where do we meet?');
  await expect(last.getByRole('button', { name: /In reply to/ })).toHaveCount(2);
  await last.getByRole('button', { name: 'Hide what this answers' }).click();
  await expect(last).not.toContainText('where do we meet?');
});
