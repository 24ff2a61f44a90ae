import { expect, randomName, test } from '../fixtures/test.ts';
import { homeserver } from '../fixtures/world.ts';
import { sharedRoom } from '../fixtures/rooms.ts';

test('what is said first in a new direct chat is encrypted', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  // Sync may be in the middle of the making of the room: not every time.
  for (let chat = 1; chat <= 4; chat += 1) {
    // Somebody without a running client: what counts is what is sent.
    const other = await homeserver.register(randomName('casey'));
    await composer.send(`/msg ${other.userId} psst ${chat}`);
    const message = timeline.message(new RegExp(`psst ${chat}`));
    await expect(message).toBeVisible();
    await expect(message).not.toHaveAttribute('data-send-state');
    const id = decodeURIComponent(page.url().split('/room/')[1]);
    const { chunk } = await member.account.request('GET', `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/messages?dir=b&limit=1`);
    expect(chunk[0].type).toBe('m.room.encrypted');
    await signedIn.openRoom(room);
  }
});
