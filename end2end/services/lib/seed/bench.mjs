// An account of a given size, for measuring: so many rooms, so many messages.
import { chatter } from './texts.mjs';
import { NEIGHBOURS, signIn } from './users.mjs';

const LANES = 6;
/** Answers in the thread. */
const ANSWERS = 40;

/** Runs `work` on all items, `LANES` at a time, and keeps the order of the results. */
export async function inLanes(items, work, lanes = LANES) {
  const results = new Array(items.length);
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index], index);
    }
  }));
  return results;
}

/**
 * Makes `rooms` rooms with `messages` messages in all for the Mastodon account `name`. The first tenth of the rooms gets
 * half of the messages, and in the first is a thread. What is there already is counted in, so a second run is quick.
 */
export async function seedAccount(homeserver, { name, rooms, messages, log = () => {} }) {
  const account = await signIn(homeserver, name);
  const writers = await Promise.all(NEIGHBOURS.slice(0, 3).map(({ localpart }) => signIn(homeserver, localpart)));
  const path = `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/account_data/org.protium.bench`;
  const kept = { rooms: [], messages: 0, filled: [], ...await account.request('GET', path).catch(() => ({})) };
  const keep = () => account.request('PUT', path, { body: kept });

  const missing = Array.from({ length: Math.max(0, rooms - kept.rooms.length) }, (_, i) => kept.rooms.length + i);
  let made = 0;
  const ids = [...kept.rooms, ...await inLanes(missing, async (number) => {
    const writer = writers[number % writers.length];
    const room = await writer.createRoom({
      preset: 'public_chat', name: `Room ${String(number).padStart(4, '0')}`, topic: `Number ${number} of many`,
    });
    await account.join(room);
    made += 1;
    if (made % 50 === 0) log(`${made} of ${missing.length} rooms`);
    return room;
  })];
  if (missing.length > 0) {
    kept.rooms = ids;
    await keep();
  }

  const share = (index) => {
    const big = Math.max(1, Math.floor(ids.length / 10));
    const half = Math.floor(messages / 2);
    return index < big ? Math.ceil(half / big) : Math.ceil((messages - half) / Math.max(1, ids.length - big));
  };
  if (kept.messages < messages) {
    let sent = 0;
    // Rooms that have theirs are noted, so that a run that was cut off is gone on with.
    await inLanes(ids, async (room, index) => {
      if (kept.filled.includes(room)) return;
      const writer = writers[index % writers.length];
      const words = chatter(index + 100);
      for (let i = 0; i < share(index); i += 1) {
        await writer.sendText(room, words.next().value);
        sent += 1;
        if (sent % 1000 === 0) log(`${sent} of ${messages} messages`);
      }
      kept.filled.push(room);
      if (kept.filled.length % 10 === 0) await keep();
    });
    kept.messages = messages;
    kept.filled = [];
    await keep();
  }
  if (!kept.thread) {
    const [writer, room] = [writers[0], ids[0]];
    const root = await writer.sendText(room, 'Let us talk about this beside the room');
    const words = chatter(99);
    for (let i = 0; i < ANSWERS; i += 1) {
      await writer.sendText(room, words.next().value, {
        'm.relates_to': { rel_type: 'm.thread', event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } },
      });
    }
    kept.thread = { room, root };
    await keep();
  }
  await Promise.all([account, ...writers].map((one) => one.logout()));
  return { name, userId: account.userId, rooms: ids, messages, thread: kept.thread };
}
