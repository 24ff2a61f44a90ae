// In a page: a client on matrix-js-sdk that keeps its session where Element Web keeps it, for who comes after it at the
// same address.
import { createClient, ClientEvent } from 'matrix-js-sdk';
import encryptAESSecretStorageItem from 'matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js';
import { keyCallbacks } from './keys.mjs';

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
const bytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const letters = (key) => btoa(String.fromCharCode(...key)).replace(/=+$/, '');

async function openSession() {
  const request = indexedDB.open('matrix-react-sdk', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('pickleKey');
    request.result.createObjectStore('account');
  };
  return done(request);
}

/** Keeps a secret of 32 bytes, the pickle key, and gives it. */
async function keepPickleKey(database, { userId, deviceId }) {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(32));
  const cryptoKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const additionalData = bytes(`${userId}|${deviceId}`);
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, cryptoKey, key);
  const store = database.transaction('pickleKey', 'readwrite').objectStore('pickleKey');
  await done(store.put({ encrypted, iv, cryptoKey }, [userId, deviceId]));
  return key;
}

/** Keeps the access token: encrypted, as today, or in clear, as where that was not possible. */
async function keepToken(database, pickleKey, { accessToken, clear }) {
  let token = accessToken;
  if (!clear) {
    const base = await crypto.subtle.importKey('raw', bytes(letters(pickleKey)), 'HKDF', false, ['deriveBits']);
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: new Uint8Array(0) };
    const key = new Uint8Array(await crypto.subtle.deriveBits(algorithm, base, 256));
    token = await encryptAESSecretStorageItem(accessToken, key, 'access_token');
  }
  await done(database.transaction('account', 'readwrite').objectStore('account').put(token, 'mx_access_token'));
}

const element = {
  /** Signs in with a session, makes the account's keys, and syncs. */
  async start({ homeserver, userId, deviceId, accessToken, clear = false }) {
    const database = await openSession();
    const pickleKey = await keepPickleKey(database, { userId, deviceId });
    await keepToken(database, pickleKey, { accessToken, clear });
    const kept = {
      mx_hs_url: homeserver, mx_user_id: userId, mx_device_id: deviceId, mx_has_access_token: 'true', mx_has_pickle_key: 'true',
      mx_is_guest: 'false', mx_crypto_initialised: 'true', mx_local_settings: '{}',
    };
    for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);

    const opened = { keys: new Map(), typed: undefined, client: undefined };
    this.client = createClient({
      baseUrl: homeserver, accessToken, userId, deviceId, cryptoCallbacks: keyCallbacks(opened), timelineSupport: true,
    });
    opened.client = this.client;
    await this.client.initRustCrypto({ useIndexedDB: true, storageKey: pickleKey });
    const prepared = new Promise((resolve) => {
      this.client.on(ClientEvent.Sync, (state) => { if (state === 'PREPARED') resolve(); });
    });
    await this.client.startClient({ initialSyncLimit: 20 });
    await prepared;
    const own = this.client.getCrypto();
    await own.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (upload) => upload(null) });
    const made = await own.createRecoveryKeyFromPassphrase();
    await own.bootstrapSecretStorage({ createSecretStorageKey: async () => made, setupNewSecretStorage: true, setupNewKeyBackup: true });
    return (await own.getOwnDeviceKeys()).ed25519;
  },
  async join(room) { await this.client.joinRoom(room); },
  /** What is said in a room, as far as it can be read. */
  async texts(room) {
    const events = this.client.getRoom(room)?.getLiveTimeline().getEvents() ?? [];
    await Promise.all(events.map((event) => this.client.decryptEventIfNeeded(event)));
    return events.filter((event) => event.getType() === 'm.room.message').map((event) => event.getContent().body);
  },
  stop() { this.client.stopClient(); },
};
window.element = element;
