// A person on a real client that is not ours: matrix-js-sdk with its Rust crypto, stores in memory.
import './polyfill.mjs';
import './quiet.mjs';
import { EventEmitter } from 'node:events';
import {
  createClient, ClientEvent, RoomEvent, MatrixEventEvent, SyncState, Direction,
} from 'matrix-js-sdk';
import { Homeserver } from './homeserver.mjs';
import { encryptAttachment, decryptAttachment } from './attachment.mjs';
import { keyCallbacks } from './keys.mjs';

const SILENT = {
  trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {}, getChild: () => SILENT,
};
const DEFAULT_WAIT_MS = 15_000;
const MEGOLM = 'm.megolm.v1.aes-sha2';
const MESSAGE_TYPES = { image: 'm.image', video: 'm.video', audio: 'm.audio' };

/** Plain data about an event: what tests compare and what goes over the JSON lines. */
export function describe(event) {
  const relation = event.getWireContent()['m.relates_to'];
  const own = event.getOriginalContent();
  return {
    eventId: event.getId(),
    roomId: event.getRoomId(),
    sender: event.getSender(),
    type: event.getType(),
    stateKey: event.getStateKey(),
    content: own,
    // What a reader sees after edits; the same as content when there were none.
    latest: event.getContent(),
    edited: Boolean(event.replacingEventId()),
    relatesTo: relation ?? own['m.relates_to'],
    timestamp: event.getTs(),
    encrypted: event.isEncrypted(),
    decryptionFailure: event.isDecryptionFailure() ? (event.decryptionFailureReason ?? 'unknown') : null,
    redacted: event.isRedacted(),
  };
}

/** One signed-in device. Emits 'event' with plain data, 'invite' with a room id, 'typing' with `{roomId, users}`. */
export class Person extends EventEmitter {
  constructor(account) {
    super();
    this.setMaxListeners(0);
    this.account = account;
    this.userId = account.userId;
    this.deviceId = account.deviceId;
    this.roomId = undefined;
    /** What this client has been told of recovery keys. */
    this.opened = { keys: new Map(), typed: undefined, client: undefined };
    this.changed = new EventEmitter();
    this.changed.setMaxListeners(0);
  }

  /** Makes a new user through the registration secret and starts its client.
   * @param {string} baseUrl
   * @param {string} registrationSecret
   * @param {string} localpart
   * @param {Record<string, any>} options */
  static async register(baseUrl, registrationSecret, localpart, options = {}) {
    const account = await new Homeserver(baseUrl, registrationSecret).register(localpart, options);
    return new Person(account).start(options);
  }

  /** Signs in by login token (see `ssoJourney`, `Account.loginToken`) and starts the client. */
  static async signIn(baseUrl, loginToken, options = {}) {
    const account = await new Homeserver(baseUrl).login(loginToken, { deviceName: 'Peer', ...options });
    return new Person(account).start(options);
  }

  /** Starts crypto and sync; resolves once the first sync is in.
   * @param {Record<string, any>} options */
  async start({ crossSigning = true, crypto = true } = {}) {
    const { accessToken, userId, deviceId, homeserver } = this.account;
    this.client = createClient({
      baseUrl: homeserver.baseUrl, accessToken, userId, deviceId, logger: SILENT, timelineSupport: true,
      cryptoCallbacks: keyCallbacks(this.opened),
    });
    this.opened.client = this.client;
    if (crypto) await this.client.initRustCrypto({ useIndexedDB: false });
    this.#listen();
    const prepared = new Promise((resolve, reject) => {
      const onSync = (state, _previous, data) => {
        if (state === SyncState.Prepared) resolve();
        else if (state === SyncState.Error) reject(data?.error ?? new Error('sync failed'));
        else return;
        this.client.off(ClientEvent.Sync, onSync);
      };
      this.client.on(ClientEvent.Sync, onSync);
    });
    await this.client.startClient({ initialSyncLimit: 30, lazyLoadMembers: false, pollTimeout: 10_000 });
    await prepared;
    if (crypto && crossSigning) {
      // The first upload of these keys needs no re-authentication; a later device of the same user keeps without.
      await this.client.getCrypto().bootstrapCrossSigning({
        authUploadDeviceSigningKeys: (upload) => upload(null),
      }).catch(() => undefined);
    }
    return this;
  }

  #listen() {
    const tell = () => this.changed.emit('changed');
    const emitWhenReadable = async (event) => {
      if (event.isEncrypted()) {
        await this.client.decryptEventIfNeeded(event).catch(() => undefined);
      }
      this.emit('event', describe(event));
      tell();
    };
    this.client.on(RoomEvent.Timeline, (event, _room, toStart, _removed, data) => {
      tell();
      if (!toStart && data?.liveEvent) void emitWhenReadable(event);
    });
    this.client.on(MatrixEventEvent.Decrypted, (event) => {
      this.emit('decrypted', describe(event));
      tell();
    });
    for (const name of [RoomEvent.Redaction, RoomEvent.LocalEchoUpdated, RoomEvent.Receipt, RoomEvent.Name]) {
      this.client.on(name, tell);
    }
    this.client.on(MatrixEventEvent.Replaced, tell);
    this.client.on(RoomEvent.MyMembership, (room, membership) => {
      this.emit('membership', { roomId: room.roomId, membership });
      if (membership === 'invite') this.emit('invite', room.roomId);
      tell();
    });
    // Not every kind of room member event is passed on by the client, so look at the raw ones, once they are applied.
    this.client.on(ClientEvent.Event, (event) => {
      setImmediate(tell);
      if (event.getType() !== 'm.typing') return;
      this.emit('typing', { roomId: event.getRoomId(), users: event.getContent().user_ids ?? [] });
    });
  }

  /** Waits until `probe` gives something other than undefined, looking again whenever anything changed. */
  until(probe, what, timeoutMs = DEFAULT_WAIT_MS) {
    return new Promise((resolve, reject) => {
      let timer;
      const look = () => {
        let found;
        try {
          found = probe();
        } catch (error) {
          found = undefined;
          finish();
          reject(error);
          return;
        }
        if (found === undefined) return;
        finish();
        resolve(found);
      };
      const finish = () => {
        clearTimeout(timer);
        this.changed.off('changed', look);
      };
      timer = setTimeout(() => {
        finish();
        reject(new Error(`${this.userId}: no ${what} within ${timeoutMs} ms`));
      }, timeoutMs);
      this.changed.on('changed', look);
      look();
    });
  }

  #room(roomId) {
    const room = this.client.getRoom(roomId);
    if (!room) throw new Error(`${this.userId} does not know the room ${roomId}`);
    return room;
  }

  /** Every event this client holds of a room, oldest first. */
  events(roomId) {
    const room = this.client.getRoom(roomId);
    if (!room) return [];
    return room.getUnfilteredTimelineSet().getTimelines().flatMap((timeline) => timeline.getEvents());
  }

  /** Waits for an event that fits; all given fields must. `contains` looks into the body, also after an edit.
   * @param {Record<string, any>} wanted */
  waitFor({ room, body, contains, type, sender, msgtype, eventId, notSelf, relatesTo, key, readable = true, timeoutMs }) {
    const fits = (event) => {
      if (event.status || !event.getId() || event.getId().startsWith('~')) return false;
      // Until decryption has begun and ended, an event still says m.room.encrypted.
      if (readable && event.isEncrypted() && (event.isDecryptionFailure() || !event.getClearContent())) return false;
      if (eventId && event.getId() !== eventId) return false;
      if (type && event.getType() !== type) return false;
      if (sender && event.getSender() !== sender) return false;
      if (notSelf && event.getSender() === this.userId) return false;
      if (relatesTo && event.getRelation()?.event_id !== relatesTo) return false;
      if (key && event.getRelation()?.key !== key) return false;
      const bodies = [event.getOriginalContent().body, event.getContent().body];
      if (msgtype && event.getContent().msgtype !== msgtype) return false;
      if (body !== undefined && !bodies.includes(body)) return false;
      if (contains !== undefined && !bodies.some((text) => String(text ?? '').includes(contains))) return false;
      return true;
    };
    const wanted = JSON.stringify({ room, body, contains, type, sender, msgtype, eventId, relatesTo, key });
    return this.until(() => {
      const found = this.events(room).findLast(fits);
      return found && describe(found);
    }, `event ${wanted}`, timeoutMs);
  }

  /** The last `limit` events, oldest first, decrypted; pages backwards when the client holds fewer.
   * @param {Record<string, any>} options */
  async messages({ room, limit = 30 }) {
    const known = this.#room(room);
    const live = known.getLiveTimeline();
    while (live.getEvents().length < limit && live.getPaginationToken(Direction.Backward)) {
      await this.client.paginateEventTimeline(live, { backwards: true, limit });
    }
    await Promise.all(live.getEvents().map((event) => this.client.decryptEventIfNeeded(event).catch(() => undefined)));
    return live.getEvents().slice(-limit).map(describe);
  }

  /** All of a room, oldest first, as the homeserver has it and this client can decrypt it.
   * @param {Record<string, any>} options */
  async history({ room }) {
    const all = [];
    let from;
    do {
      const query = { dir: 'b', limit: 1000, from };
      const { chunk, end } = await this.account.request('GET', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/messages`, { query });
      all.push(...chunk);
      from = chunk.length > 0 ? end : undefined;
    } while (from);
    const events = all.reverse().map(this.client.getEventMapper({ preventReEmit: true }));
    await Promise.all(events.map((event) => this.client.decryptEventIfNeeded(event).catch(() => undefined)));
    return events.map(describe);
  }

  /** Makes a room and waits until it is synced.
   * @param {Record<string, any>} options */
  async createRoom({
    name, topic, encrypted = false, invite = [], isPublic = false, alias, direct = false, initialState = [], options = {},
  }) {
    const { room_id: roomId } = await this.client.createRoom({
      name,
      topic,
      invite,
      is_direct: direct,
      preset: isPublic ? 'public_chat' : direct ? 'trusted_private_chat' : 'private_chat',
      visibility: isPublic ? 'public' : 'private',
      room_alias_name: alias,
      initial_state: [
        ...(encrypted ? [{ type: 'm.room.encryption', state_key: '', content: { algorithm: MEGOLM } }] : []),
        ...initialState,
      ],
      ...options,
    });
    await this.#synced(roomId);
    if (encrypted) {
      await this.until(() => (this.#room(roomId).hasEncryptionStateEvent() ? true : undefined), 'encryption state');
    }
    return roomId;
  }

  /** A direct chat, encrypted unless told otherwise, marked as direct in the account data.
   * @param {Record<string, any>} options */
  async createDm({ user, encrypted = true }) {
    const roomId = await this.createRoom({ encrypted, invite: [user], direct: true });
    await this.markDirect(roomId, user);
    return roomId;
  }

  /** Marks a room as direct chat. One at a time: the account data holds all of them together. */
  markDirect(roomId, user) {
    this.directWritten = (this.directWritten ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#writeDirect(roomId, user));
    return this.directWritten;
  }

  async #writeDirect(roomId, user) {
    const direct = { ...(this.client.getAccountData('m.direct')?.getContent() ?? {}) };
    direct[user] = [...new Set([...(direct[user] ?? []), roomId])];
    await this.client.setAccountData('m.direct', direct);
  }

  #synced(roomId) {
    return this.until(() => (this.client.getRoom(roomId)?.getMyMembership() === 'join' ? true : undefined), `room ${roomId}`);
  }

  async join(roomIdOrAlias) {
    const { roomId } = await this.client.joinRoom(roomIdOrAlias);
    await this.#synced(roomId);
    return roomId;
  }

  /** Waits for an invitation (to the given room, or any) and accepts it.
   * @param {Record<string, any>} options */
  async acceptInvite({ room, timeoutMs } = {}) {
    const roomId = await this.until(() => this.client.getRooms()
      .find((r) => r.getMyMembership() === 'invite' && (!room || r.roomId === room))?.roomId, 'invitation', timeoutMs);
    const me = this.client.getRoom(roomId).getMember(this.userId);
    const inviter = me?.events.member?.getSender();
    const direct = me?.events.member?.getContent().is_direct;
    await this.join(roomId);
    if (direct && inviter) await this.markDirect(roomId, inviter);
    return roomId;
  }

  async sendEvent(roomId, type, content) {
    return (await this.client.sendEvent(roomId, type, content)).event_id;
  }

  /** Sends a text.
   * @param {string} roomId
   * @param {string} body
   * @param {Record<string, any>} options */
  send(roomId, body, { formatted, msgtype = 'm.text', ...extra } = {}) {
    return this.sendEvent(roomId, 'm.room.message', {
      msgtype,
      body,
      ...(formatted === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: formatted }),
      ...extra,
    });
  }

  /** @param {string} roomId @param {string} eventId @param {string} body @param {Record<string, any>} options */
  reply(roomId, eventId, body, { formatted } = {}) {
    return this.send(roomId, body, { formatted, 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } });
  }

  /** Sends a text into the thread that a message begins, as clients do that know threads.
   * @param {string} roomId @param {string} root @param {string} body */
  inThread(roomId, root, body) {
    const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } };
    return this.send(roomId, body, { 'm.relates_to': relation });
  }

  /** @param {string} roomId @param {string} eventId @param {string} body @param {Record<string, any>} options */
  edit(roomId, eventId, body, { formatted } = {}) {
    const html = formatted === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: formatted };
    return this.sendEvent(roomId, 'm.room.message', {
      msgtype: 'm.text',
      body: `* ${body}`,
      'm.new_content': { msgtype: 'm.text', body, ...html },
      'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
    });
  }

  react(roomId, eventId, key) {
    return this.sendEvent(roomId, 'm.reaction', {
      'm.relates_to': { rel_type: 'm.annotation', event_id: eventId, key },
    });
  }

  async redact(roomId, eventId, reason = undefined) {
    return (await this.client.redactEvent(roomId, eventId, undefined, reason ? { reason } : undefined)).event_id;
  }

  /** Sends bytes as a file; encrypted by default exactly when the room is.
   * @param {Record<string, any>} options */
  async sendFile({ room, name, mime, bytes, info = {}, encrypted, caption, thumbnail, extra = {} }) {
    const secret = encrypted ?? this.#room(room).hasEncryptionStateEvent();
    const put = async (data, type, fileName) => {
      if (!secret) return { url: await this.account.upload(data, type, fileName) };
      const sealed = await encryptAttachment(data);
      const url = await this.account.upload(sealed.data, 'application/octet-stream');
      return { file: { ...sealed.info, url } };
    };
    const where = await put(bytes, mime, name);
    const fullInfo = { mimetype: mime, size: bytes.length, ...info };
    if (thumbnail) {
      const small = await put(thumbnail.bytes, thumbnail.mime, 'thumbnail');
      if (small.url) fullInfo.thumbnail_url = small.url;
      else fullInfo.thumbnail_file = small.file;
      fullInfo.thumbnail_info = { mimetype: thumbnail.mime, size: thumbnail.bytes.length, w: thumbnail.width, h: thumbnail.height };
    }
    return this.sendEvent(room, 'm.room.message', {
      msgtype: MESSAGE_TYPES[mime.split('/')[0]] ?? 'm.file',
      body: caption ?? name,
      filename: name,
      info: fullInfo,
      ...where,
      ...extra,
    });
  }

  /** The bytes behind a file event, decrypted where it is encrypted. */
  async download({ room, eventId }) {
    const event = this.events(room).find((e) => e.getId() === eventId);
    if (!event) throw new Error(`no event ${eventId}`);
    const { url, file } = event.getContent();
    const [, server, media] = /^mxc:\/\/([^/]+)\/(.+)$/.exec(file?.url ?? url);
    const bytes = await this.account.request('GET', `/_matrix/client/v1/media/download/${server}/${media}`, { raw: true });
    return file ? decryptAttachment(bytes, file) : bytes;
  }

  async typing(roomId, on = true, timeoutMs = 20_000) {
    await this.client.sendTyping(roomId, on, timeoutMs);
  }

  /** @param {Record<string, any>} wanted */
  waitForTyping({ room, user, timeoutMs }) {
    return this.until(() => (this.client.getRoom(room)?.getMember(user)?.typing ? true : undefined), `typing of ${user}`, timeoutMs);
  }

  /** Sends a read receipt for an event, or for the newest one. */
  async receipt(roomId, eventId = undefined) {
    const event = eventId
      ? this.events(roomId).find((e) => e.getId() === eventId)
      : this.#room(roomId).getLiveTimeline().getEvents().at(-1);
    if (!event) throw new Error(`no event ${eventId}`);
    await this.client.sendReadReceipt(event);
    return event.getId();
  }

  /** Waits until a user has read an event, or something after it.
   * @param {Record<string, any>} wanted */
  waitForReceipt({ room, user, eventId, timeoutMs }) {
    return this.until(() => (this.client.getRoom(room)?.hasUserReadEvent(user, eventId) ? true : undefined), `receipt of ${user}`, timeoutMs);
  }

  /** The newest event that a user has told to have read; null if none. What they wrote themselves does not count.
   * @param {Record<string, any>} wanted */
  readUpTo({ room, user }) {
    return this.#room(room).getEventReadUpTo(user, true);
  }

  members(roomId) {
    return this.#room(roomId).currentState.getMembers()
      .map((m) => ({ userId: m.userId, name: m.rawDisplayName, membership: m.membership }));
  }

  /** @param {Record<string, any>} wanted */
  waitForMember({ room, user, membership = 'join', timeoutMs }) {
    return this.until(() => (this.client.getRoom(room)?.getMember(user)?.membership === membership ? true : undefined), `${membership} of ${user}`, timeoutMs);
  }

  rooms() {
    return this.client.getRooms().map((r) => ({
      roomId: r.roomId, name: r.name, membership: r.getMyMembership(), encrypted: r.hasEncryptionStateEvent(),
    }));
  }

  async invite(roomId, user) {
    await this.client.invite(roomId, user);
  }

  async leave(roomId) {
    await this.client.leave(roomId);
  }

  async setState(roomId, type, stateKey, content) {
    return (await this.client.sendStateEvent(roomId, type, content, stateKey)).event_id;
  }

  /** The content of a room's state event, as the server has it now. */
  state(roomId, type, stateKey = '') {
    return this.client.getStateEvent(roomId, type, stateKey);
  }

  /** Ends the session on the server; the device is gone after that. */
  async logout() {
    await this.client.logout(true).catch(() => undefined);
    this.stop();
  }

  /** Stops syncing and frees the client; the session lives on. */
  stop() {
    this.client?.stopClient();
  }
}
