// An account with very many room keys in its key storage, for measuring how they come to a new device.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { encodeRecoveryKey } from 'matrix-js-sdk/lib/crypto-api/index.js';
import { Person } from '../person.mjs';
import { ssoJourney } from '../sso.mjs';
import { inLanes } from './bench.mjs';
import { signIn } from './users.mjs';

const MEGOLM = 'm.megolm.v1.aes-sha2';
const ENCRYPTION = { type: 'm.room.encryption', state_key: '', content: { algorithm: MEGOLM } };
/** What stands in each room, under a key of its own. */
export const WORDS = 'the key to this was in key storage';
/** How long the keys may take to get there, in milliseconds. */
const PATIENCE = 900_000;

const unpadded = (bytes) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
/** The public half of a new key for signing; not any bytes are one. */
const signingKey = () => Buffer.from(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x, 'base64url');

/** A room key as clients export it: of a session that nobody has encrypted anything with. */
function roomKey(room) {
  const signing = signingKey();
  return {
    algorithm: MEGOLM,
    room_id: room,
    session_id: unpadded(signing),
    // Version, index, ratchet, signing key (spec, "Session export format").
    session_key: unpadded(Buffer.concat([Buffer.of(1, 0, 0, 0, 0), randomBytes(128), signing])),
    sender_key: unpadded(randomBytes(32)),
    sender_claimed_keys: { ed25519: unpadded(signing) },
    forwarding_curve25519_key_chain: [],
  };
}

/**
 * Gives the Mastodon account `name` so many encrypted rooms, and so many room keys in its key storage. What is there is
 * kept. Gives the recovery key, which is the same for the same name.
 */
export async function seedKeys(homeserver, { name, rooms, keys, log = () => {} }) {
  const privateKey = new Uint8Array(createHash('sha256').update(`recovery key of ${name}`).digest());
  const recoveryKey = encodeRecoveryKey(privateKey);
  const account = await signIn(homeserver, name);
  const path = `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/account_data/org.protium.bench`;
  const kept = { keys: 0, ...await account.request('GET', path).catch(() => ({})) };
  if (kept.keys >= keys) {
    await account.logout();
    return { name, recoveryKey, rooms: kept.rooms, userId: account.userId };
  }

  const ids = await inLanes(Array.from({ length: rooms }, (_, i) => i), (number) => account.createRoom({
    preset: 'private_chat', name: `Locked ${String(number).padStart(3, '0')}`, initial_state: [ENCRYPTION],
  }));
  const { loginToken } = await ssoJourney({ homeserver: homeserver.baseUrl, account: name });
  const person = await Person.signIn(homeserver.baseUrl, loginToken);
  try {
    for (const room of ids) await person.send(room, WORDS);
    const crypto = person.client.getCrypto();
    // All at once: before there is a key storage nothing is on its way to it.
    const made = Array.from({ length: keys - ids.length }, (_, i) => roomKey(ids[i % ids.length]));
    await crypto.importRoomKeys(made);
    log(`${keys} room keys are made`);
    await crypto.bootstrapSecretStorage({
      createSecretStorageKey: async () => ({ privateKey, encodedPrivateKey: recoveryKey, keyInfo: {} }),
      setupNewSecretStorage: true,
      setupNewKeyBackup: true,
    });
    const until = Date.now() + PATIENCE;
    for (let stored = 0; stored < keys;) {
      if (Date.now() > until) throw new Error(`${stored} of ${keys} keys are stored, and no more come`);
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
      stored = (await account.request('GET', '/_matrix/client/v3/room_keys/version')).count;
    }
    log(`${keys} room keys are stored`);
  } finally {
    await person.logout();
  }
  await account.request('PUT', path, { body: { keys, rooms: ids } });
  await account.logout();
  return { name, recoveryKey, rooms: ids, userId: account.userId };
}
