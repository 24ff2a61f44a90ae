// A homeserver with few rooms that have very many messages, all of them told by sync, so that a client has them at hand
// without Synapse having to store them. The first room has one of every kind, over and over; in it and in the others
// people can be made to talk without end.
import { ManyRooms, id } from './many-rooms.mjs';

/** Messages of one room in one answer. */
const STEP = 250;
/** Milliseconds between two answers while people talk. */
const PAUSE = 100;

const HTML = [
  '<p><strong>Bold</strong> and <em>italic</em></p><ul><li>apples</li><li>pears</li></ul>',
  '<pre><code class="language-rust">fn main() {\n    println!("hello");\n}\n</code></pre>',
  '<table><thead><tr><th>Planet</th><th>Moons</th></tr></thead><tbody><tr><td>Mars</td><td>2</td></tr></tbody></table>',
  '<blockquote>Buy local.</blockquote><p>Or <a href="https://example.org/">do not</a>.</p>',
];

/** Rooms full of messages. */
export class FullRooms extends ManyRooms {
  /** `mixed`: messages of the first room; `messages`: of each other; `picture`: the address of a picture for them. */
  constructor(target, { rooms, mixed, messages, picture, serverName }) {
    super(target, { rooms, serverName });
    Object.assign(this, { mixed, messages, picture, talking: false, spoken: 0 });
    /** Resolves once the client has asked for more than there is. */
    this.told = new Promise((resolve) => { this.allTold = resolve; });
  }

  /** Lets people talk from now on, or no more. */
  talk(on) {
    this.talking = on;
    // A request that waits would hear of it only after its time.
    this.wake();
  }

  #wanted(room) {
    return room === 0 ? this.mixed : this.messages;
  }

  #eventId(room, number) {
    return `$${id(`${room} message ${number}`)}`;
  }

  #plain(number, more = {}) {
    return { msgtype: 'm.text', body: `${number}: ${this.texts[number % this.texts.length]}`, ...more };
  }

  /** The number-th event of a room, as it is told. */
  #event(room, number, content = undefined) {
    const event = {
      type: 'm.room.message',
      event_id: this.#eventId(room, number),
      sender: `@writer${(room + Math.floor(number / 3)) % 40}:${this.serverName}`,
      // The first room is the newest, so that it stands on the screen.
      origin_server_ts: this.started - (this.#wanted(room) - number) * 20_000 - room * 60_000,
      content: content ?? this.#plain(number),
    };
    if (room !== 0 || content) return event;
    const before = (back) => this.#eventId(room, Math.max(0, number - back));
    switch (number % 12) {
      case 1: return { ...event, content: this.#plain(number, { format: 'org.matrix.custom.html', formatted_body: HTML[number % HTML.length] }) };
      case 3: return { ...event, content: this.#plain(number, { 'm.relates_to': { 'm.in_reply_to': { event_id: before(2) } } }) };
      case 5: return { ...event, type: 'm.reaction', content: { 'm.relates_to': { rel_type: 'm.annotation', event_id: before(1), key: '👍' } } };
      case 7: return { ...event, content: { ...this.#plain(number), msgtype: 'm.notice' } };
      case 9: return {
        ...event,
        content: { msgtype: 'm.image', body: `view-${number}.png`, url: this.picture, info: { mimetype: 'image/png', w: 480, h: 300, size: 20_000 } },
      };
      case 11: return { ...event, content: { ...this.#plain(number), body: `${number}: ${'a long line of words '.repeat(25)}` } };
      default: return event;
    }
  }

  #news(events) {
    return { timeline: events, limited: false, num_live: 0, required_state: [], bump_stamp: events.at(-1).origin_server_ts };
  }

  room(number, me) {
    return { ...super.room(number, me), limited: false };
  }

  async more(connection, position) {
    connection.toldAt ??= new Map();
    const told = connection.toldAt.get(position) ?? 0;
    connection.toldAt.set(String(connection.pos + 1), told + STEP);
    const rooms = {};
    for (let room = 0; room < this.count; room += 1) {
      const to = Math.min(told + STEP, this.#wanted(room));
      if (told < to) rooms[this.roomId(room)] = this.#news(Array.from({ length: to - told }, (_, i) => this.#event(room, told + i)));
    }
    if (Object.keys(rooms).length > 0) return rooms;
    this.allTold();
    if (!this.talking) return {};
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    // One word in the first room, and one in another.
    for (const room of new Set([0, this.spoken % this.count])) {
      this.spoken += 1;
      const event = this.#event(room, this.#wanted(room) + this.spoken, { msgtype: 'm.text', body: `said ${this.spoken}` });
      rooms[this.roomId(room)] = this.#news([{ ...event, origin_server_ts: Date.now() }]);
    }
    return rooms;
  }
}
