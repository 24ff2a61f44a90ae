// Files of rooms' keys ("Key exports" in the specification), written and read without the SDK's own code for them.
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

const BEGIN = '-----BEGIN MEGOLM SESSION DATA-----';
const END = '-----END MEGOLM SESSION DATA-----';
const LINE = 96;

const keysOf = (passphrase, salt, rounds) => {
  const derived = pbkdf2Sync(passphrase, salt, rounds, 64, 'sha512');
  return { aes: derived.subarray(0, 32), mac: derived.subarray(32) };
};

const hmac = (key, bytes) => createHmac('sha256', key).update(bytes).digest();

/** The text of a file with these keys, in lines, as clients in browsers write it.
 * @param {string} json
 * @param {string} passphrase */
export function sealKeys(json, passphrase, rounds = 500_000) {
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  iv[8] &= 0x7f;
  const { aes, mac } = keysOf(passphrase, salt, rounds);
  const cipher = createCipheriv('aes-256-ctr', aes, iv);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(rounds);
  const body = Buffer.concat([Buffer.of(1), salt, iv, count, cipher.update(json, 'utf8'), cipher.final()]);
  const text = Buffer.concat([body, hmac(mac, body)]).toString('base64');
  return [BEGIN, ...(text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []), END, ''].join('\n');
}

/** The keys of a file, as JSON, and how often its passphrase is hashed.
 * @param {string} text
 * @param {string} passphrase */
export function openKeys(text, passphrase) {
  const lines = text.split('\n').map((line) => line.trim());
  const [begin, end] = [lines.indexOf(BEGIN), lines.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('no file of keys');
  const bytes = Buffer.from(lines.slice(begin + 1, end).join(''), 'base64');
  if (bytes[0] !== 1) throw new Error(`version ${bytes[0]}`);
  const rounds = bytes.readUInt32BE(33);
  const { aes, mac } = keysOf(passphrase, bytes.subarray(1, 17), rounds);
  const body = bytes.subarray(0, -32);
  if (!timingSafeEqual(hmac(mac, body), bytes.subarray(-32))) throw new Error('wrong passphrase, or damaged');
  const cipher = createDecipheriv('aes-256-ctr', aes, bytes.subarray(17, 33));
  return { json: Buffer.concat([cipher.update(body.subarray(37)), cipher.final()]).toString('utf8'), rounds };
}

/** The keys that a person's client has, as a file.
 * @param {any} person
 * @param {Record<string, any>} options */
export async function exportKeys(person, { passphrase, rounds }) {
  const json = await person.client.getCrypto().exportRoomKeysAsJson();
  return { text: sealKeys(json, passphrase, rounds), count: JSON.parse(json).length };
}

/** Gives a file to a person's client.
 * @param {any} person
 * @param {Record<string, any>} options */
export async function importKeys(person, { text, passphrase }) {
  const { json, rounds } = openKeys(text, passphrase);
  await person.client.getCrypto().importRoomKeysAsJson(json);
  return { count: JSON.parse(json).length, rounds };
}
