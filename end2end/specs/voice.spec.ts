import type { App } from '../pages/App.ts';
import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';

/** Begins to record, and waits until there are so many seconds. */
async function record({ composer }: App, seconds: number): Promise<void> {
  await composer.recordButton().click();
  await expect(composer.recording()).toBeFocused();
  await expect(composer.recording().getByRole('timer')).toHaveText(new RegExp(`^0:0[${seconds}-9]$`), { timeout: 15_000 });
}

test.describe('with a microphone', () => {
  test.beforeEach(async ({ context }) => context.grantPermissions(['microphone']));

  for (const encrypted of [false, true]) {
    test(`a voice message is recorded, listened to and sent${encrypted ? ', encrypted' : ''}`, async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
      const { composer, timeline } = signedIn;
      await record(signedIn, 2);
      await expect(composer.field()).toHaveCount(0);
      await composer.recording().getByRole('button', { name: 'Stop recording' }).click();
      await expect(composer.recording()).toHaveCount(0);
      await composer.voice().getByRole('button', { name: 'Play voice message' }).click();
      await expect(composer.voice().getByRole('button', { name: 'Pause' })).toBeVisible();
      await expect(composer.voice().getByRole('button', { name: 'Play voice message' })).toBeVisible({ timeout: 15_000 });
      await composer.sendButton().click();
      await expect(composer.attachments()).toHaveCount(0);

      const event = await peer.waitFor({ room, msgtype: 'm.audio' });
      expect(event.encrypted).toBe(encrypted);
      expect(event.content).toMatchObject({ body: 'Voice message.ogg', info: { mimetype: 'audio/ogg' }, 'org.matrix.msc3245.voice': {} });
      const { duration, waveform } = event.content['org.matrix.msc1767.audio'];
      expect(duration).toBe(event.content.info.duration);
      expect(duration).toBeGreaterThan(1_500);
      expect(duration).toBeLessThan(15_000);
      expect(waveform).toHaveLength(100);
      expect(Math.max(...waveform)).toBe(1024);
      const bytes = await peer.download({ room, eventId: event.eventId });
      expect(bytes.length).toBe(event.content.info.size);
      expect(bytes.subarray(0, 4).toString('latin1')).toBe('OggS');
      expect(bytes.subarray(28, 36).toString('latin1')).toBe('OpusHead');
      expect(bytes[37], 'one channel').toBe(1);

      const message = timeline.message(/Voice message/);
      await message.getByRole('button', { name: 'Play voice message' }).click();
      await expect(message.getByRole('button', { name: 'Pause' })).toBeVisible();
    });
  }

  test('sent straight from the recording, it answers what one was answering', async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { composer, timeline } = signedIn;
    const question = await peer.send(room, 'how does it sound?');
    await timeline.message(/how does it sound/).hover();
    await timeline.action(/how does it sound/, 'Reply').click();
    await record(signedIn, 1);
    await composer.recording().getByRole('button', { name: 'Send', exact: true }).click();
    const event = await peer.waitFor({ room, msgtype: 'm.audio' });
    expect(event.content['org.matrix.msc3245.voice']).toEqual({});
    expect(event.relatesTo['m.in_reply_to'].event_id).toBe(question);
    await expect(composer.about()).toHaveCount(0);
    await expect(composer.recordButton()).toBeVisible();
  });

  test('it is discarded by Escape, and kept while one looks at another room', async ({ signedIn, page, peer, member }) => {
    const other = await peer.createRoom({ name: 'Elsewhere', invite: [member.userId] });
    await signedIn.accept('Elsewhere');
    const room = await sharedRoom({ signedIn, peer, member });
    const { composer } = signedIn;
    await record(signedIn, 1);
    await page.keyboard.press('Escape');
    await expect(composer.recording()).toHaveCount(0);
    await expect(composer.attachments()).toHaveCount(0);
    await expect(composer.field()).toBeFocused();

    await record(signedIn, 1);
    await signedIn.openRoom(other);
    await expect(composer.recordButton()).toBeVisible();
    await expect(composer.recording()).toHaveCount(0);
    await expect(composer.attachments()).toHaveCount(0);
    await signedIn.openRoom(room);
    await expect(composer.voice()).toBeVisible();
    await composer.voice().getByRole('button', { name: /^Remove/ }).click();
    await expect(composer.attachments()).toHaveCount(0);

    // A word takes the place of the microphone.
    await composer.field().fill('a word');
    await expect(composer.recordButton()).toHaveCount(0);
    await composer.sendButton().click();
    await peer.waitFor({ room, body: 'a word' });
    const sent = (await peer.messages({ room })).filter((event: any) => event.sender === member.userId && event.type === 'm.room.message');
    expect(sent.map((event: any) => event.content.body)).toEqual(['a word']);
  });
});

test('where the microphone is not allowed, it is said', async ({ signedIn, page, peer, member }) => {
  await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  await composer.recordButton().click();
  await expect(page.getByRole('alert').filter({ hasText: 'The microphone is not allowed.' })).toBeVisible();
  await expect(composer.recording()).toHaveCount(0);
  await expect(composer.recordButton()).toBeVisible();
  await expect(composer.field()).toBeEditable();
});
