// Encryption of attachments as the client-server specification has it (AES-CTR, SHA-256, version v2).
import { webcrypto, createHash, randomBytes } from 'node:crypto';

const unpadded = (bytes) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Encrypts bytes; `info` is the `file` object of the event, still without its `url`. */
export async function encryptAttachment(bytes) {
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const key = await webcrypto.subtle.generateKey({ name: 'AES-CTR', length: 256 }, true, ['encrypt', 'decrypt']);
  const data = Buffer.from(await webcrypto.subtle.encrypt({ name: 'AES-CTR', counter: iv, length: 64 }, key, bytes));
  const jwk = await webcrypto.subtle.exportKey('jwk', key);
  return {
    data,
    info: {
      v: 'v2',
      key: { ...jwk, ext: true },
      iv: unpadded(iv),
      hashes: { sha256: unpadded(createHash('sha256').update(data).digest()) },
    },
  };
}

/** Decrypts bytes by the `file` object of an event; throws when the hash is wrong. */
export async function decryptAttachment(data, info) {
  const hash = unpadded(createHash('sha256').update(data).digest());
  if (hash !== String(info.hashes.sha256).replace(/=+$/, '')) throw new Error('attachment: the hash is wrong');
  const key = await webcrypto.subtle.importKey('jwk', info.key, { name: 'AES-CTR' }, false, ['decrypt']);
  const counter = Buffer.from(info.iv, 'base64');
  return Buffer.from(await webcrypto.subtle.decrypt({ name: 'AES-CTR', counter, length: 64 }, key, data));
}
