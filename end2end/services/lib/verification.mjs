// Verifying each other, as the other client does it, one verification of a person at a time; and reading QR codes as
// Protium reads them.
import { createRequire } from 'node:module';
import { CryptoEvent, VerificationPhase, VerificationRequestEvent, VerifierEvent } from 'matrix-js-sdk/lib/crypto-api/index.js';

const jsQR = createRequire(import.meta.url)('../../../vendor/jsqr/jsQR.js');

/** Pixels of a module, and modules of margin, where a code is drawn. */
const PIXELS = 5;
const MARGIN = 4;

const crypto = (person) => person.client.getCrypto();

/** Notes the request and whatever comes of it. */
function follow(person, request) {
  const verification = { request, sas: undefined };
  person.verification = verification;
  const listened = new Set();
  const look = () => {
    const { verifier } = request;
    if (verifier && !listened.has(verifier)) {
      listened.add(verifier);
      verifier.on(VerifierEvent.ShowSas, (sas) => {
        verification.sas = sas;
        person.changed.emit('changed');
      });
      verification.sas = verifier.getShowSasCallbacks() ?? undefined;
      // It ends with an error where it is cancelled, which the phase tells too.
      verifier.verify().catch(() => undefined);
    }
    person.changed.emit('changed');
  };
  request.on(VerificationRequestEvent.Change, look);
  look();
  return { flow: request.transactionId };
}

/** Hears of requests from now on; the first use of anything here begins it. */
function listen(person) {
  if (person.requests) return;
  person.requests = [];
  person.client.on(CryptoEvent.VerificationRequestReceived, (request) => {
    person.requests.push(request);
    person.changed.emit('changed');
  });
}

const current = (person) => {
  if (!person.verification) throw new Error('there is no verification');
  return person.verification;
};

/** Waits until it stands at the phase. */
const until = (person, name, timeoutMs) => person.until(
  () => (person.verification?.request.phase === VerificationPhase[name] ? true : undefined), `phase ${name}`, timeoutMs,
);

/** What the peer's commands do with a person. */
export const VERIFICATION = {
  listenForVerification: async (person) => listen(person),

  // Asks a person in a room, one device, or all devices of one's own.
  async verify(person, { user, device, room }) {
    listen(person);
    const request = room
      ? await crypto(person).requestVerificationDM(user, room)
      : device
        ? await crypto(person).requestDeviceVerification(user ?? person.userId, device)
        : await crypto(person).requestOwnUserVerification();
    return follow(person, request);
  },

  async acceptVerification(person, { timeoutMs }) {
    listen(person);
    const request = await person.until(() => person.requests.shift(), 'request to verify', timeoutMs);
    const followed = follow(person, request);
    await request.accept();
    return followed;
  },

  async startEmoji(person) {
    await until(person, 'Ready');
    const { request } = current(person);
    await request.startVerification('m.sas.v1');
  },

  // Their names, as the other client has them.
  async emoji(person, { timeoutMs }) {
    const sas = await person.until(() => person.verification?.sas, 'emoji to compare', timeoutMs);
    return { emoji: sas.sas.emoji.map(([symbol, name]) => ({ symbol, name })) };
  },

  async confirmEmoji(person, { same = true }) {
    const { sas } = current(person);
    if (same) await sas.confirm();
    else sas.mismatch();
  },

  cancelVerification: (person) => current(person).request.cancel(),

  async waitForVerification(person, { phase, timeoutMs }) {
    await until(person, phase, timeoutMs);
    return { cancelled: person.verification.request.cancellationCode };
  },

  // Whether a person, or one of the account's own devices, is verified.
  async isVerified(person, { user, device }) {
    if (device) {
      const status = await crypto(person).getDeviceVerificationStatus(user ?? person.userId, device);
      return { verified: Boolean(status?.crossSigningVerified) };
    }
    return { verified: (await crypto(person).getUserVerificationStatus(user ?? person.userId)).isCrossSigningVerified() };
  },

  // Something to a device that no client of ours would send.
  async sendToDevice(person, { type, user, device, content }) {
    const path = `/_matrix/client/v3/sendToDevice/${encodeURIComponent(type)}/${Date.now()}-${Math.random()}`;
    const messages = { [user ?? person.userId]: { [device ?? '*']: content } };
    await person.account.request('PUT', path, { body: { messages } });
  },
};

/** What a QR code holds, which is given as modules. Drawn and looked at as a camera would. */
export function readQr({ side, dark }) {
  const width = (side + 2 * MARGIN) * PIXELS;
  const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
  for (let y = 0; y < side * PIXELS; y += 1) {
    for (let x = 0; x < side * PIXELS; x += 1) {
      if (dark[Math.floor(y / PIXELS) * side + Math.floor(x / PIXELS)]) {
        const at = 4 * ((y + MARGIN * PIXELS) * width + x + MARGIN * PIXELS);
        pixels.fill(0, at, at + 3);
      }
    }
  }
  const found = jsQR(pixels, width, width, { inversionAttempts: 'dontInvert' });
  if (!found) throw new Error('no QR code is found');
  return { base64: Buffer.from(found.binaryData).toString('base64') };
}
