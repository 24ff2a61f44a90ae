// A person's recovery key and key storage, on matrix-js-sdk.
import { DeviceId, LocalTrust, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { decodeRecoveryKey, deriveRecoveryKeyFromPassphrase } from 'matrix-js-sdk/lib/crypto-api/index.js';

/** The callbacks through which the client asks for the recovery key; what is known of keys is kept in `opened`. */
export const keyCallbacks = (opened) => ({
  getSecretStorageKey: async ({ keys }) => {
    for (const [id, info] of Object.entries(keys)) {
      const known = opened.keys.get(id);
      if (known) return [id, known];
      if (!opened.typed) continue;
      const { passphrase } = info;
      const key = opened.typed.passphrase !== undefined && passphrase
        ? await deriveRecoveryKeyFromPassphrase(opened.typed.passphrase, passphrase.salt, passphrase.iterations, passphrase.bits)
        : decodeRecoveryKey(opened.typed.key);
      // A secret may lie under keys of before too.
      if (await opened.client.secretStorage.checkKey(key, info)) return [id, key];
    }
    return null;
  },
  cacheSecretStorageKey: (id, _info, key) => opened.keys.set(id, key),
});

/** Makes a recovery key, of a passphrase or not, with a key storage under it. */
export async function setUpRecovery(person, { passphrase } = {}) {
  const crypto = person.client.getCrypto();
  const made = await crypto.createRecoveryKeyFromPassphrase(passphrase);
  await crypto.bootstrapSecretStorage({
    createSecretStorageKey: async () => made, setupNewSecretStorage: true, setupNewKeyBackup: true,
  });
  return { key: made.encodedPrivateKey, version: (await crypto.getKeyBackupInfo()).version };
}

/** Gets everything back by a recovery key or passphrase: identity, key storage, and the keys in it. */
export async function recover(person, typed) {
  person.opened.typed = typed;
  const crypto = person.client.getCrypto();
  // Nothing is imported before the public keys are known, which come after the first sync.
  await crypto.userHasCrossSigningKeys(person.userId, true);
  await crypto.bootstrapCrossSigning({});
  await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
  const { imported } = await crypto.restoreKeyBackup();
  const own = await crypto.getDeviceVerificationStatus(person.userId, person.deviceId);
  return { imported, verified: own?.isVerified() ?? false };
}

/** Deletes the account's key storage, and nothing else: as another client may have done. */
export async function deleteKeyStorage(person) {
  const crypto = person.client.getCrypto();
  const info = await crypto.getKeyBackupInfo();
  if (info) await crypto.deleteKeyBackupVersion(info.version);
}

/** Puts another version in the place of the account's key storage, whose key nobody else has. */
export async function replaceKeyStorage(person) {
  await deleteKeyStorage(person);
  const info = { algorithm: 'm.megolm_backup.v1.curve25519-aes-sha2', auth_data: { public_key: 'hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo', signatures: {} } };
  return person.account.request('POST', '/_matrix/client/v3/room_keys/version', { body: info });
}

/** Waits until this client knows a user by exactly these devices.
 * @param {Record<string, any>} wanted */
export async function waitForDevices(person, { user, devices, timeoutMs = 15_000 }) {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const known = await person.client.getCrypto().getUserDeviceInfo([user], true);
    const ids = [...known.get(user)?.keys() ?? []].sort();
    if (JSON.stringify(ids) === JSON.stringify([...devices].sort())) return { devices: ids };
    if (Date.now() > until) throw new Error(`${user} has the devices ${ids}, not ${devices}`);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
}

/** The ID of the account's dehydrated device (MSC3814), asked by plain HTTP; none if there is none. */
export async function dehydratedDevice(person) {
  const path = '/_matrix/client/unstable/org.matrix.msc3814.v1/dehydrated_device';
  return { deviceId: (await person.account.request('GET', path).catch(() => ({}))).device_id ?? null };
}

/** How many keys are stored, and in which version; asked by plain HTTP. */
export async function keyStorage(person) {
  const info = await person.account.request('GET', '/_matrix/client/v3/room_keys/version').catch(() => ({ count: 0 }));
  return { version: info.version ?? null, count: info.count };
}

/** Gives keys to verified devices alone from now on, or to all. */
export function giveKeysOnly(person, { verified }) {
  person.client.getCrypto().globalBlacklistUnverifiedDevices = verified;
}

/** Shuts a device out: it gets no keys any more. */
export async function shutOut(person, { user, device }) {
  const machine = person.client.getCrypto().getOlmMachineOrThrow();
  const request = machine.queryKeysForUsers([new UserId(user)]);
  await person.client.getCrypto().outgoingRequestProcessor.makeOutgoingRequest(request);
  await (await machine.getDevice(new UserId(user), new DeviceId(device))).setLocalTrust(LocalTrust.BlackListed);
}

/** Waits until every room key that this device has is in key storage.
 * @param {Record<string, any>} wanted */
export async function keysStored(person, { timeoutMs = 15_000 } = {}) {
  // The client tells of what is left only while it is at work.
  const { olmMachine } = person.client.getCrypto();
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { total, backedUp } = await olmMachine.roomKeyCounts();
    if (total === backedUp) return { total };
    if (Date.now() > until) throw new Error(`${backedUp} of ${total} keys are stored after ${timeoutMs} ms`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}
