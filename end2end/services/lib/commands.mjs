// The commands that drive persons over JSON lines; each takes the fields of one line and gives a plain answer.
// Every command takes `as`, the name of a person in this process (default "peer").
import { randomBytes } from 'node:crypto';
import { Account, Homeserver } from './homeserver.mjs';
import { replaceIdentity } from './identity.mjs';
import { exportKeys, importKeys } from './key-file.mjs';
import {
  dehydratedDevice, deleteKeyStorage, giveKeysOnly, keysStored, keyStorage, recover, replaceKeyStorage,
  setUpRecovery, shutOut, waitForDevices,
} from './keys.mjs';
import { Person } from './person.mjs';
import { ssoJourney, ssoReauth } from './sso.mjs';
import { VERIFICATION, readQr } from './verification.mjs';

/** Persons by the name they go by in this process. */
export class Cast {
  constructor(onEvent) {
    this.persons = new Map();
    this.onEvent = onEvent;
  }

  get(name = 'peer') {
    const person = this.persons.get(name);
    if (!person) throw new Error(`nobody here is called ${name}: log in first`);
    return person;
  }

  add(name = 'peer', person) {
    this.persons.set(name, person);
    person.on('event', (event) => this.onEvent({ as: name, event }));
    person.on('decrypted', (decrypted) => this.onEvent({ as: name, decrypted }));
    person.on('membership', (membership) => this.onEvent({ as: name, membership }));
    person.on('typing', (typing) => this.onEvent({ as: name, typing }));
    return person;
  }
}

const randomName = () => `peer_${randomBytes(5).toString('hex')}`;

async function signIn(cast, a) {
  const options = { deviceId: a.deviceId, deviceName: a.deviceName, displayName: a.displayName, crypto: a.crypto, crossSigning: a.crossSigning };
  if (a.loginToken ?? a.token) return cast.add(a.as, await Person.signIn(a.homeserver, a.loginToken ?? a.token, options));
  if (a.accessToken) {
    const account = new Account(new Homeserver(a.homeserver), { userId: a.userId, accessToken: a.accessToken, deviceId: a.deviceId });
    return cast.add(a.as, await new Person(account).start(options));
  }
  if (a.mastodon) {
    const { loginToken, text, status } = await ssoJourney({ homeserver: a.homeserver, account: a.mastodon, localpart: a.user ?? a.mastodon });
    if (!loginToken) throw new Error(`SSO ended with ${status}: ${text}`);
    return cast.add(a.as, await Person.signIn(a.homeserver, loginToken, options));
  }
  return cast.add(a.as, await Person.register(a.homeserver, a.registrationSecret, a.user ?? randomName(), options));
}

const fromBase64 = (text) => Buffer.from(text, 'base64');

/** What each `do` does. Answers are plain data. */
export const COMMANDS = {
  // Signing in: exactly one of loginToken (or token), accessToken + userId + deviceId, mastodon, registrationSecret.
  async login(cast, a) {
    const person = await signIn(cast, a);
    return { userId: person.userId, deviceId: person.deviceId, accessToken: person.account.accessToken };
  },
  // A user made without a running client; use its tokens elsewhere.
  async register(_cast, a) {
    const account = await new Homeserver(a.homeserver, a.registrationSecret).register(a.user ?? randomName(), a);
    return { userId: account.userId, deviceId: account.deviceId, accessToken: account.accessToken };
  },
  // The whole SSO journey through the stand-in by HTTP, giving a login token.
  sso: (_cast, a) => ssoJourney({ ...a, account: a.mastodon, localpart: a.user ?? a.mastodon }),
  // Confirms, on the page of this address, that the account is one's own.
  reauth: (_cast, a) => ssoReauth({ url: a.url, account: a.mastodon, deny: a.deny }),
  // For the person of this name, or for whoever holds the access token.
  async loginToken(cast, a) {
    const account = a.accessToken
      ? new Account(new Homeserver(a.homeserver), { userId: a.userId, accessToken: a.accessToken, deviceId: a.deviceId })
      : cast.get(a.as).account;
    return { loginToken: await account.loginToken() };
  },

  createRoom: async (cast, a) => ({ room: await cast.get(a.as).createRoom(a) }),
  createDm: async (cast, a) => ({ room: await cast.get(a.as).createDm(a) }),
  join: async (cast, a) => ({ room: await cast.get(a.as).join(a.room) }),
  acceptInvite: async (cast, a) => ({ room: await cast.get(a.as).acceptInvite(a) }),
  invite: (cast, a) => cast.get(a.as).invite(a.room, a.user),
  leave: (cast, a) => cast.get(a.as).leave(a.room),
  rooms: async (cast, a) => ({ rooms: cast.get(a.as).rooms() }),
  members: async (cast, a) => ({ members: cast.get(a.as).members(a.room) }),
  setState: async (cast, a) => ({ eventId: await cast.get(a.as).setState(a.room, a.type, a.stateKey ?? '', a.content) }),
  state: async (cast, a) => ({ content: await cast.get(a.as).state(a.room, a.type, a.stateKey ?? '') }),
  // The device's own Ed25519 key, as others are told it.
  fingerprint: async (cast, a) => ({ fingerprint: (await cast.get(a.as).client.getCrypto().getOwnDeviceKeys()).ed25519 }),
  // The recovery key and key storage of the person's account.
  keyStorage: (cast, a) => keyStorage(cast.get(a.as)),
  waitForDevices: (cast, a) => waitForDevices(cast.get(a.as), a),
  dehydratedDevice: (cast, a) => dehydratedDevice(cast.get(a.as)),
  keysStored: (cast, a) => keysStored(cast.get(a.as), a),
  setUpRecovery: (cast, a) => setUpRecovery(cast.get(a.as), a),
  recover: (cast, a) => recover(cast.get(a.as), { key: a.key, passphrase: a.passphrase }),
  deleteKeyStorage: (cast, a) => deleteKeyStorage(cast.get(a.as)),
  replaceKeyStorage: (cast, a) => replaceKeyStorage(cast.get(a.as)),
  // Who gets the keys of what the person writes.
  giveKeysOnly: async (cast, a) => giveKeysOnly(cast.get(a.as), { verified: a.verified }),
  shutOut: (cast, a) => shutOut(cast.get(a.as), { user: a.user, device: a.device }),
  // The rooms' keys as a file.
  exportKeys: (cast, a) => exportKeys(cast.get(a.as), { passphrase: a.passphrase, rounds: a.rounds }),
  importKeys: (cast, a) => importKeys(cast.get(a.as), { text: a.text, passphrase: a.passphrase }),
  replaceIdentity: (cast, a) => replaceIdentity(cast.get(a.as)),
  setProfile: (cast, a) => cast.get(a.as).account.setProfile(a),

  send: async (cast, a) => ({
    eventId: await cast.get(a.as).send(a.room, a.body, { formatted: a.formatted, msgtype: a.msgtype, ...a.extra }),
  }),
  // Not encrypted, wherever it goes to.
  sendClear: async (cast, a) => ({ eventId: await cast.get(a.as).account.sendText(a.room, a.body) }),
  // The next message of that room is encrypted with a key that nobody has had before.
  discardSession: (cast, a) => cast.get(a.as).client.getCrypto().forceDiscardSession(a.room),
  sendEvent: async (cast, a) => ({ eventId: await cast.get(a.as).sendEvent(a.room, a.type, a.content) }),
  reply: async (cast, a) => ({ eventId: await cast.get(a.as).reply(a.room, a.eventId, a.body, a) }),
  edit: async (cast, a) => ({ eventId: await cast.get(a.as).edit(a.room, a.eventId, a.body, a) }),
  react: async (cast, a) => ({ eventId: await cast.get(a.as).react(a.room, a.eventId, a.key) }),
  redact: async (cast, a) => ({ eventId: await cast.get(a.as).redact(a.room, a.eventId, a.reason) }),
  sendFile: async (cast, a) => ({ eventId: await cast.get(a.as).sendFile({ ...a, bytes: fromBase64(a.base64) }) }),
  download: async (cast, a) => ({ base64: (await cast.get(a.as).download(a)).toString('base64') }),

  waitFor: async (cast, a) => ({ event: await cast.get(a.as).waitFor(a) }),
  waitForMember: (cast, a) => cast.get(a.as).waitForMember(a),
  waitForTyping: (cast, a) => cast.get(a.as).waitForTyping(a),
  waitForReceipt: (cast, a) => cast.get(a.as).waitForReceipt(a),
  readUpTo: async (cast, a) => ({ eventId: cast.get(a.as).readUpTo(a) }),
  messages: async (cast, a) => ({ events: await cast.get(a.as).messages(a) }),
  history: async (cast, a) => ({ events: await cast.get(a.as).history(a) }),
  typing: (cast, a) => cast.get(a.as).typing(a.room, a.on ?? true, a.timeoutMs),
  receipt: async (cast, a) => ({ eventId: await cast.get(a.as).receipt(a.room, a.eventId) }),

  // Verifying each other: lib/verification.mjs.
  ...Object.fromEntries(Object.entries(VERIFICATION).map(([name, run]) => [name, async (cast, a) => run(cast.get(a.as), a)])),
  readQr: async (_cast, a) => readQr(a),

  async logout(cast, a) {
    await cast.get(a.as).logout();
    cast.persons.delete(a.as ?? 'peer');
  },
  async stop(cast, a) {
    cast.get(a.as).stop();
    cast.persons.delete(a.as ?? 'peer');
  },
};
