import { createHash } from 'node:crypto';
import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { world } from '../fixtures/world.ts';
import * as media from '../services/lib/media/index.mjs';

for (const encrypted of [false, true]) {
  test.describe(encrypted ? 'in an encrypted room' : 'in a plain room', () => {
    test('messages go both ways', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      await signedIn.composer.send('hello from here');
      const got = await peer.waitFor({ room, body: 'hello from here' });
      expect(got.encrypted).toBe(encrypted);
      expect(got.sender).toBe(member.userId);
      await peer.send(room, 'hello from there');
      await expect(signedIn.timeline.message(/hello from there/)).toBeVisible();
      await expect(signedIn.timeline.message(/hello from here/)).toHaveCount(1);
      await expect(signedIn.composer.field()).toHaveValue('');
    });

    test('edits, replies, reactions and deletions of others are shown', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const first = await peer.send(room, 'the first wrding');
      await expect(signedIn.timeline.message(/first wrding/)).toBeVisible();
      await peer.edit(room, first, 'the first wording');
      await expect(signedIn.timeline.message(/first wording/)).toContainText(/edited/i);
      await expect(signedIn.timeline.message(/wrding/)).toHaveCount(0);

      await peer.reply(room, first, 'an answer to it');
      const answer = signedIn.timeline.message(/an answer to it/);
      await expect(answer).toContainText('the first wording');

      await peer.react(room, first, '🎈');
      await expect(signedIn.timeline.message(/first wording/).getByRole('button', { name: /🎈/ })).toBeVisible();

      const regret = await peer.send(room, 'better not said');
      await expect(signedIn.timeline.message(/better not said/)).toBeVisible();
      await peer.redact(room, regret);
      await expect(signedIn.timeline.message(/better not said/)).toHaveCount(0);
    });

    test('pictures and files of others are shown and downloaded', async ({ signedIn, page, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const picture = media.picture(3, 400, 300);
      await peer.sendFile({ room, ...picture });
      const image = signedIn.timeline.log().getByRole('img', { name: picture.name });
      await expect(image).toBeVisible();
      await expect.poll(() => image.evaluate((e) => (e as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
      await signedIn.timeline.log().getByRole('button', { name: `Open ${picture.name}` }).click();
      await expect(signedIn.timeline.viewer().getByRole('img', { name: picture.name })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(signedIn.timeline.viewer()).toHaveCount(0);

      const file = media.document('minutes.txt');
      await peer.sendFile({ room, ...file });
      const row = signedIn.timeline.message(/minutes\.txt/);
      const download = page.waitForEvent('download');
      await row.getByRole('button', { name: /download/i }).or(row.getByRole('link', { name: /download/i })).first().click();
      const stream = await (await download).createReadStream();
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe(file.bytes.toString());

      const playable = (element: Element) => (element as HTMLMediaElement).readyState;
      await peer.sendFile({ room, ...media.tune() });
      await signedIn.timeline.log().getByRole('button', { name: 'Play tune.wav' }).click();
      await expect.poll(() => signedIn.timeline.log().locator('audio').evaluate(playable)).toBeGreaterThan(0);
      await peer.sendFile({ room, ...media.film() });
      await signedIn.timeline.log().getByRole('button', { name: 'Play sun.mp4' }).click();
      await expect.poll(() => signedIn.timeline.log().locator('video').evaluate(playable)).toBeGreaterThan(0);
    });

    test('a file is sent, with preview, and arrives unharmed', async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const picture = media.picture(4, 320, 200);
      await signedIn.composer.attach([{ name: 'view.png', mimeType: 'image/png', buffer: picture.bytes }]);
      await expect(signedIn.composer.attachments().getByRole('listitem')).toHaveCount(1);
      await signedIn.composer.sendButton().click();
      const event = await peer.waitFor({ room, msgtype: 'm.image', timeoutMs: 20_000 });
      expect(event.content.info).toMatchObject({ mimetype: 'image/png', w: 320, h: 200, size: picture.bytes.length });
      const got = await peer.download({ room, eventId: event.eventId });
      expect(createHash('sha256').update(got).digest('hex')).toBe(createHash('sha256').update(picture.bytes).digest('hex'));
      await expect(signedIn.composer.attachments()).toHaveCount(0);
      await expect(signedIn.timeline.log().getByRole('img', { name: 'view.png' })).toBeVisible();
    });
  });
}

test.describe('writing', () => {
  test('Markdown becomes formatted text, Shift+Enter breaks the line', async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    await signedIn.composer.field().fill('**bold** words');
    await signedIn.composer.field().press('Shift+Enter');
    await signedIn.composer.field().pressSequentially('second line');
    await signedIn.composer.field().press('Enter');
    const got = await peer.waitFor({ room, contains: 'second line' });
    expect(got.content.body).toBe('**bold** words\nsecond line');
    expect(got.content.formatted_body).toContain('<strong>bold</strong>');
    const shown = signedIn.timeline.message(/second line/);
    await expect(shown.locator('strong, b')).toHaveText('bold');
  });

  test('plain text is sent without formatting', async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    await signedIn.composer.send('nothing special <here> & there');
    const got = await peer.waitFor({ room, contains: 'nothing special' });
    expect(got.content.body).toBe('nothing special <here> & there');
    expect(got.content.formatted_body).toBeUndefined();
    await expect(signedIn.timeline.message(/nothing special/)).toContainText('<here> & there');
  });

  test('drafts are kept per room, also over a reload', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const other = await peer.createRoom({ name: 'Other', invite: [member.userId] });
    await signedIn.accept('Other');
    await signedIn.openRoom(room);
    await signedIn.composer.field().fill('half a thought');
    await signedIn.openRoom(other);
    await expect(signedIn.composer.field()).toHaveValue('');
    await signedIn.openRoom(room);
    await expect(signedIn.composer.field()).toHaveValue('half a thought');
    await page.reload();
    await expect(signedIn.composer.field()).toHaveValue('half a thought');
  });

  test('typing is shown both ways', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    await peer.typing(room);
    await expect(page.getByText(/Robin is typing/)).toBeVisible();
    await signedIn.composer.field().pressSequentially('hm');
    await peer.waitForTyping({ room, user: member.userId });
  });

  test('reading sends a receipt, and receipts of others are shown', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const eventId = await peer.send(room, 'have you read this?');
    await expect(signedIn.timeline.message(/have you read/)).toBeVisible();
    await page.bringToFront();
    await peer.waitForReceipt({ room, user: member.userId, eventId });
    await signedIn.composer.send('I have');
    const mine = await peer.waitFor({ room, body: 'I have' });
    await peer.receipt(room, mine.eventId);
    await expect(signedIn.timeline.message(/I have/).getByRole('button', { name: /read by/i })).toBeVisible();
  });
});

test.describe('reading', () => {
  test('older messages come while scrolling up, and the line one reads stays in place', async ({ signedIn, peer, member }) => {
    const room = await peer.createRoom({ name: 'Long', invite: [member.userId] });
    for (let i = 0; i < 120; i += 1) await peer.account.sendText(room, `message number ${String(i).padStart(3, '0')}`);
    await signedIn.accept('Long');
    await signedIn.openRoom(room);
    await expect(signedIn.timeline.message(/number 119/)).toBeInViewport();
    await expect(async () => {
      await signedIn.timeline.wheel(-4000);
      await expect(signedIn.timeline.message(/number 000/)).toHaveCount(1, { timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await signedIn.timeline.message(/number 040/).evaluate((e) => e.scrollIntoView({ block: 'center' }));
    const before = await signedIn.timeline.top(/number 040/);
    await peer.send(room, 'news at the end');
    await expect(signedIn.timeline.jumpToNewest()).toBeVisible();
    expect(Math.abs(await signedIn.timeline.top(/number 040/) - before)).toBeLessThanOrEqual(2);
    await expect(signedIn.timeline.jumpToNewest()).toHaveAccessibleName(/1 new message/);
    await signedIn.timeline.jumpToNewest().click();
    await expect(signedIn.timeline.message(/news at the end/)).toBeInViewport();
    await signedIn.timeline.expectAtEnd();
    await peer.send(room, 'and more');
    await expect(signedIn.timeline.message(/and more/)).toBeInViewport();
  });

  test('what a new device cannot decrypt is told in words', async ({ app, peer, member }) => {
    const room = await peer.createRoom({ name: 'Earlier', encrypted: true, invite: [member.userId] });
    await member.account.join(room);
    await peer.waitForMember({ room, user: member.userId });
    await peer.send(room, 'from before this device');
    await app.signIn(member.name);
    await app.openRoom(room);
    await expect(app.timeline.messages().filter({ hasText: /decrypt|not for this device|before/i }).first()).toBeVisible();
    await peer.send(room, 'and this is readable');
    await expect(app.timeline.message(/this is readable/)).toBeVisible();
  });

  test('what cannot be decrypted heals by itself when its key comes', async ({ signedIn, member, newPeer, newProxy }) => {
    const proxy = await newProxy();
    const peer = await newPeer('Robin', proxy.url);
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
    // Keys travel from device to device, beside the room: they are kept on the way, and the message is not.
    proxy.setMode('late', { only: (r: { path: string }) => r.path.includes('/sendToDevice/m.room.encrypted/') });
    await peer.send(room, 'my key comes later');
    await expect(signedIn.timeline.waitingForKey()).toHaveCount(1);
    await expect(signedIn.timeline.message(/my key comes later/)).toHaveCount(0);
    proxy.setMode('pass');
    expect(await proxy.deliver()).toBeGreaterThan(0);
    await expect(signedIn.timeline.message(/my key comes later/)).toBeVisible();
    await expect(signedIn.timeline.waitingForKey()).toHaveCount(0);
  });

  test('unknown events and state changes are shown as such', async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    await peer.sendEvent(room, 'org.matrix.msc3381.poll.start', { 'org.matrix.msc3381.poll.start': { question: { body: 'Tea?' }, answers: [] } });
    await peer.setState(room, 'm.room.topic', '', { topic: 'Tea and biscuits' });
    await expect(signedIn.timeline.log()).toContainText('Tea and biscuits');
    await expect(signedIn.timeline.log()).toContainText(/Robin/);
    await peer.send(room, 'waves', { msgtype: 'm.emote' });
    await expect(signedIn.timeline.log()).toContainText(/Robin\s+waves/);
    await peer.send(room, 'a notice', { msgtype: 'm.notice' });
    await expect(signedIn.timeline.message(/a notice/)).toBeVisible();
  });
});

test.describe('rooms', () => {
  test('an invitation is accepted, and the room opens', async ({ signedIn, peer, member }) => {
    await peer.createRoom({ name: 'Come in', invite: [member.userId] });
    await signedIn.rooms.accept('Come in');
    await expect(signedIn.timeline.log()).toHaveAccessibleName('Timeline of Come in');
    await expect(signedIn.composer.field()).toBeEditable();
  });

  test('an invitation is declined', async ({ signedIn, peer, member }) => {
    const room = await peer.createRoom({ name: 'No, thanks', invite: [member.userId] });
    await signedIn.rooms.decline('No, thanks');
    await expect(signedIn.rooms.room('No, thanks')).toHaveCount(0);
    await peer.waitForMember({ room, user: member.userId, membership: 'leave' });
  });

  test('an address of a public room gives a preview, and Join joins', async ({ signedIn, peer }) => {
    const alias = `open_${Date.now()}`;
    const room = await peer.createRoom({ name: 'Open house', topic: 'Come in', isPublic: true, alias });
    await peer.send(room, 'welcome in');
    await signedIn.goTo(`#/room/#${alias}:${world.serverName}`);
    await expect(signedIn.main().getByText('Come in')).toBeVisible();
    await signedIn.main().getByRole('button', { name: 'Join' }).click();
    await expect(signedIn.timeline.message(/welcome in/)).toBeVisible();
    await expect(signedIn.composer.field()).toBeEditable();
  });

  test('links of Matrix open here', async ({ signedIn, page, peer, member }) => {
    const alias = `linked_${Date.now()}`;
    await peer.createRoom({ name: 'Linked', isPublic: true, alias });
    await sharedRoom({ signedIn, peer, member }).then((room) => peer.send(room, `https://matrix.to/#/%23${alias}%3A${world.serverName}`));
    await signedIn.timeline.message(/linked_/).getByRole('link', { name: /linked_/ }).click();
    await expect(signedIn.main().getByRole('button', { name: 'Join' })).toBeVisible();
    expect(page.context().pages()).toHaveLength(1);
    expect(page.url().startsWith(signedIn.base)).toBe(true);
  });

  test('an address of an event opens the room there', async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const ids: string[] = [];
    for (let i = 0; i < 60; i += 1) ids.push(await peer.account.sendText(room, `step ${String(i).padStart(2, '0')}`));
    await expect(signedIn.timeline.message(/step 59/)).toBeVisible();
    await signedIn.goTo('#/home');
    await signedIn.goTo(`#/room/${room}/${ids[5]}`);
    await expect(signedIn.timeline.message(/step 05/)).toBeInViewport();
  });
});
