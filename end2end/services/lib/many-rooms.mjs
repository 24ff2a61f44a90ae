// A homeserver with thousands of rooms, which Synapse would take hours to make: a proxy before the real one that answers
// the room list's sliding sync (MSC4186) by itself and passes everything else on.
import { createHash } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import { chatter } from './seed/texts.mjs';

const SYNC = /\/org\.matrix\.simplified_msc3575\/sync|\/_matrix\/client\/v4\/sync/;
/** What looks like an ID and is the same for the same text. */
export const id = (text) => createHash('sha256').update(text).digest('base64url').slice(0, 18);

/** Rooms that exist only in the answers to sync; number 0 is the newest. */
export class ManyRooms {
  constructor(target, { rooms, serverName = 'vmst.io' }) {
    this.target = new URL(target);
    this.count = rooms;
    this.serverName = serverName;
    this.started = Date.now();
    this.connections = new Map();
    // Ends the waiting of each request that there is nothing to be told.
    this.waiting = new Set();
    this.url = '';
    const words = chatter(7);
    this.texts = Array.from({ length: 500 }, () => words.next().value);
  }

  roomId(number) {
    return `!${id(`room ${number}`)}:${this.serverName}`;
  }

  /** What is told of a room first. */
  room(number, me) {
    const roomId = this.roomId(number);
    const other = `@writer${number % 40}:${this.serverName}`;
    const at = this.started - number * 60_000;
    const event = (type, sender, content, stateKey) => ({
      type, sender, content, event_id: `$${id(`${roomId} ${type} ${stateKey}`)}`, origin_server_ts: at,
      ...(stateKey === undefined ? {} : { state_key: stateKey }),
    });
    const name = `Room ${String(number).padStart(5, '0')}`;
    return {
      name,
      initial: true,
      required_state: [
        event('m.room.create', other, { room_version: '11' }, ''),
        event('m.room.join_rules', other, { join_rule: 'invite' }, ''),
        event('m.room.name', other, { name }, ''),
        event('m.room.member', me, { membership: 'join', displayname: 'Me' }, me),
        event('m.room.member', other, { membership: 'join', displayname: `Writer ${number % 40}` }, other),
      ],
      timeline: [event('m.room.message', other, { msgtype: 'm.text', body: this.texts[number % this.texts.length] })],
      prev_batch: 't1',
      limited: true,
      num_live: 0,
      joined_count: 2,
      invited_count: 0,
      notification_count: 0,
      highlight_count: 0,
      bump_stamp: at,
    };
  }

  /** What is told once all rooms are: nothing, here. */
  async more(connection, position, me) {
    return {};
  }

  /** Lets the requests that wait be answered now. */
  wake() {
    for (const end of this.waiting) end();
  }

  async #sync(url, body, token, response) {
    const me = await this.#whoAmI(token);
    const position = url.searchParams.get('pos');
    const key = `${token} ${body.conn_id ?? ''}`;
    // What was sent up to each position: a request that is given up is asked again from the position before.
    let connection = this.connections.get(key);
    if (!position || !connection?.sentAt.has(position)) {
      connection = { sentAt: new Map(), pos: 0 };
      this.connections.set(key, connection);
    }
    const sent = new Set(connection.sentAt.get(position));
    const rooms = {};
    for (const list of Object.values(body.lists ?? {})) {
      for (const [from, to] of list.ranges ?? []) {
        for (let number = from; number <= Math.min(to, this.count - 1); number += 1) {
          if (sent.has(number)) continue;
          sent.add(number);
          rooms[this.roomId(number)] = this.room(number, me);
        }
      }
    }
    if (Object.keys(rooms).length === 0) Object.assign(rooms, await this.more(connection, position, me));
    if (Object.keys(rooms).length === 0) {
      const timeout = Math.min(Number(url.searchParams.get('timeout') ?? 0), 30_000);
      await new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          this.waiting.delete(end);
          resolve();
        };
        const timer = setTimeout(end, timeout);
        this.waiting.add(end);
        response.on('close', end);
      });
    }
    connection.pos += 1;
    for (const older of connection.sentAt.keys()) if (older !== position) connection.sentAt.delete(older);
    connection.sentAt.set(String(connection.pos), sent);
    const lists = Object.fromEntries(Object.keys(body.lists ?? {}).map((name) => [name, { count: this.count }]));
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    response.end(JSON.stringify({ pos: String(connection.pos), lists, rooms, extensions: {} }));
  }

  async #whoAmI(token) {
    this.users ??= new Map();
    if (!this.users.has(token)) {
      const answer = await fetch(new URL('/_matrix/client/v3/account/whoami', this.target), { headers: { authorization: token } });
      this.users.set(token, (await answer.json()).user_id);
    }
    return this.users.get(token);
  }

  async #serve(request, response) {
    const url = new URL(request.url, this.target);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (request.method === 'POST' && SYNC.test(url.pathname)) {
      const body = JSON.parse(bytes.toString() || '{}');
      // The connection of the encryption has no lists: the real homeserver answers it.
      if (Object.keys(body.lists ?? {}).length > 0) return this.#sync(url, body, request.headers.authorization, response);
    }
    const onward = httpRequest({
      hostname: this.target.hostname, port: this.target.port, method: request.method, path: request.url,
      headers: { ...request.headers, host: this.target.host },
    }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    return onward.end(bytes);
  }

  /** Starts listening on a free port of the loopback. */
  async listen() {
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    await new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `http://localhost:${this.server.address().port}`;
    return this;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
