// Looks for a QR code in a picture of the camera and tells the bytes that it holds; src/app/platform/qr.rs asks it. It is
// apart from the page so that looking holds nothing up. The build puts what is imported beside this file, from vendor/jsqr.
import './jsQR.js';

// Nothing where there is no code, or it cannot be read.
const bytesOf = (pixels, width, height) => {
  try {
    // A code on a screen is dark on light: the other way round need not be looked for.
    const found = self.jsQR(new Uint8ClampedArray(pixels), width, height, { inversionAttempts: 'dontInvert' });
    return Uint8Array.from(found?.binaryData ?? []);
  } catch {
    return new Uint8Array();
  }
};

self.onmessage = ({ data: [pixels, width, height] }) => self.postMessage(bytesOf(pixels, width, height));

// From here on the time counts that an answer takes.
self.postMessage('ready');
