// A thin client-server API client over fetch, for tests and seeding. No encryption here.
import { createHmac, randomBytes } from 'node:crypto';

const TRIES = 6;
const REQUEST_TIMEOUT_MS = 60_000;

/** A refusal of the homeserver: HTTP status, Matrix errcode and text. */
export class MatrixError extends Error {
  constructor(status, body, method, path) {
    super(`${method} ${path}: ${status} ${body?.errcode ?? ''} ${body?.error ?? ''}`);
    this.name = 'MatrixError';
    this.status = status;
    this.errcode = body?.errcode;
    this.body = body;
  }
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const part = encodeURIComponent;

/** One homeserver; `registrationSecret` is needed only by `register`. */
export class Homeserver {
  constructor(baseUrl, registrationSecret = '') {
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    this.registrationSecret = registrationSecret;
  }

  /** Sends a request; waits and tries again on 429, and on connection failures of GET and PUT.
   * @param {string} method
   * @param {string} path
   * @param {Record<string, any>} options */
  async request(method, path, { token, body, query, headers, raw, timeoutMs = REQUEST_TIMEOUT_MS } = {}) {
    const url = new URL(this.baseUrl + path);
    for (const [key, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const isBytes = body instanceof Uint8Array;
    for (let attempt = 1; ; attempt += 1) {
      let response;
      try {
        response = await fetch(url, {
          method,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(body !== undefined && !isBytes ? { 'content-type': 'application/json' } : {}),
            ...headers,
          },
          body: body === undefined ? undefined : isBytes ? body : JSON.stringify(body),
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        if (attempt >= TRIES || method === 'POST') throw error;
        await wait(200 * attempt);
        continue;
      }
      if (raw && response.ok) return Buffer.from(await response.arrayBuffer());
      const text = await response.text();
      let parsed;
      try {
        parsed = text ? JSON.parse(text) : {};
      } catch {
        parsed = { errcode: 'NOT_JSON', error: text.slice(0, 200) };
      }
      if (response.ok) return parsed;
      if (response.status === 429 && attempt < TRIES) {
        await wait(parsed.retry_after_ms ?? 500 * attempt);
        continue;
      }
      throw new MatrixError(response.status, parsed, method, path);
    }
  }

  /** True when the homeserver answers. */
  async isUp() {
    try {
      await this.request('GET', '/_matrix/client/versions', { timeoutMs: 2000 });
      return true;
    } catch {
      return false;
    }
  }

  /** Makes a new user through the shared secret; no password is needed later.
   * @param {string} localpart
   * @param {Record<string, any>} options */
  async register(localpart, { admin = false, displayName, password = randomBytes(18).toString('base64url') } = {}) {
    const path = '/_synapse/admin/v1/register';
    const { nonce } = await this.request('GET', path);
    const mac = createHmac('sha1', this.registrationSecret)
      .update([nonce, localpart, password, admin ? 'admin' : 'notadmin'].join('\0'))
      .digest('hex');
    const made = await this.request('POST', path, {
      body: { nonce, username: localpart, displayname: displayName ?? localpart, password, admin, mac },
    });
    return new Account(this, {
      userId: made.user_id, accessToken: made.access_token, deviceId: made.device_id,
    });
  }

  /** A request by a throw-away administrator.
   * @param {string} method
   * @param {string} path
   * @param {Record<string, any>} options */
  async requestAsAdmin(method, path, options = {}) {
    this.administrator ??= this.register(`admin_${randomBytes(6).toString('hex')}`, { admin: true });
    const { accessToken } = await this.administrator;
    return this.request(method, path, { ...options, token: accessToken });
  }

  /** A sign-in token for any existing local user. */
  async loginTokenAsAdmin(userId) {
    const puppet = await this.requestAsAdmin('POST', `/_synapse/admin/v1/users/${part(userId)}/login`, { body: {} });
    return new Account(this, { userId, accessToken: puppet.access_token }).loginToken();
  }

  /** Ends every session of a local user. */
  async deleteDevicesAsAdmin(userId) {
    const user = `/_synapse/admin/v2/users/${part(userId)}`;
    const { devices } = await this.requestAsAdmin('GET', `${user}/devices`);
    const ids = devices.map((device) => device.device_id);
    await this.requestAsAdmin('POST', `${user}/delete_devices`, { body: { devices: ids } });
  }

  /** Exchanges a login token for a session on a new (or the named) device.
   * @param {string | undefined} loginToken
   * @param {Record<string, any>} options */
  async login(loginToken, { deviceId, deviceName } = {}) {
    const body = { type: 'm.login.token', token: loginToken };
    if (deviceId) body.device_id = deviceId;
    if (deviceName) body.initial_device_display_name = deviceName;
    const session = await this.request('POST', '/_matrix/client/v3/login', { body });
    return new Account(this, {
      userId: session.user_id, accessToken: session.access_token, deviceId: session.device_id,
    });
  }

  /** A session of this user, who is made when missing. */
  async sessionOf(localpart, serverName, { deviceId, deviceName, displayName } = {}) {
    try {
      return await this.register(localpart, { displayName });
    } catch (error) {
      if (error.errcode !== 'M_USER_IN_USE') throw error;
    }
    const token = await this.loginTokenAsAdmin(`@${localpart}:${serverName}`);
    return this.login(token, { deviceId, deviceName });
  }
}

let transactions = 0;

/** One signed-in session that acts by plain HTTP. */
export class Account {
  constructor(homeserver, { userId, accessToken, deviceId }) {
    this.homeserver = homeserver;
    this.userId = userId;
    this.accessToken = accessToken;
    this.deviceId = deviceId;
  }

  /** @param {string} method @param {string} path @param {Record<string, any>} options */
  request(method, path, options = {}) {
    return this.homeserver.request(method, path, { ...options, token: this.accessToken });
  }

  /** A one-use token, good for about five minutes, with which another client signs in as this user. */
  async loginToken() {
    const answer = await this.request('POST', '/_matrix/client/v1/login/get_token', { body: {} });
    return answer.login_token;
  }

  async createRoom(options) {
    return (await this.request('POST', '/_matrix/client/v3/createRoom', { body: options })).room_id;
  }

  async join(roomIdOrAlias) {
    return (await this.request('POST', `/_matrix/client/v3/join/${part(roomIdOrAlias)}`, { body: {} })).room_id;
  }

  invite(roomId, userId) {
    return this.request('POST', `/_matrix/client/v3/rooms/${part(roomId)}/invite`, { body: { user_id: userId } });
  }

  leave(roomId) {
    return this.request('POST', `/_matrix/client/v3/rooms/${part(roomId)}/leave`, { body: {} });
  }

  /** Sends an event and returns its id. */
  async send(roomId, type, content) {
    transactions += 1;
    const transaction = `${process.pid}.${Date.now()}.${transactions}`;
    const path = `/_matrix/client/v3/rooms/${part(roomId)}/send/${part(type)}/${transaction}`;
    return (await this.request('PUT', path, { body: content })).event_id;
  }

  sendText(roomId, body, extra = {}) {
    return this.send(roomId, 'm.room.message', { msgtype: 'm.text', body, ...extra });
  }

  async setState(roomId, type, stateKey, content) {
    const path = `/_matrix/client/v3/rooms/${part(roomId)}/state/${part(type)}/${part(stateKey)}`;
    return (await this.request('PUT', path, { body: content })).event_id;
  }

  getState(roomId, type, stateKey = '') {
    return this.request('GET', `/_matrix/client/v3/rooms/${part(roomId)}/state/${part(type)}/${part(stateKey)}`);
  }

  async redact(roomId, eventId, reason = '') {
    transactions += 1;
    const path = `/_matrix/client/v3/rooms/${part(roomId)}/redact/${part(eventId)}/${process.pid}.${Date.now()}.${transactions}`;
    return (await this.request('PUT', path, { body: reason ? { reason } : {} })).event_id;
  }

  /** The newest events of a room, newest first. */
  async messages(roomId, limit = 30) {
    const path = `/_matrix/client/v3/rooms/${part(roomId)}/messages`;
    return (await this.request('GET', path, { query: { dir: 'b', limit } })).chunk;
  }

  async members(roomId) {
    const answer = await this.request('GET', `/_matrix/client/v3/rooms/${part(roomId)}/joined_members`);
    return Object.keys(answer.joined);
  }

  /** Stores bytes on the homeserver and returns the mxc address. */
  async upload(bytes, mime, name) {
    const answer = await this.request('POST', '/_matrix/media/v3/upload', {
      body: bytes, query: { filename: name }, headers: { 'content-type': mime },
    });
    return answer.content_uri;
  }

  /** @param {Record<string, any>} profile */
  async setProfile({ displayName, avatarUrl }) {
    const path = `/_matrix/client/v3/profile/${part(this.userId)}`;
    if (displayName !== undefined) await this.request('PUT', `${path}/displayname`, { body: { displayname: displayName } });
    if (avatarUrl !== undefined) await this.request('PUT', `${path}/avatar_url`, { body: { avatar_url: avatarUrl } });
  }

  /** The room id behind an alias, or undefined when there is none. */
  async resolve(alias) {
    try {
      return (await this.request('GET', `/_matrix/client/v3/directory/room/${part(alias)}`)).room_id;
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  async joinedRooms() {
    return (await this.request('GET', '/_matrix/client/v3/joined_rooms')).joined_rooms;
  }

  async devices() {
    return (await this.request('GET', '/_matrix/client/v3/devices')).devices;
  }

  logout() {
    return this.request('POST', '/_matrix/client/v3/logout', { body: {} });
  }
}
