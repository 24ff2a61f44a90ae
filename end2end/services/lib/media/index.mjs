// Real files made in code, each with the info object that belongs into a Matrix event.
import { scene } from './scene.mjs';
import { png } from './png.mjs';
import { jpeg } from './jpeg.mjs';
import { gif } from './gif.mjs';
import { wav } from './wav.mjs';
import { mp4 } from './mp4.mjs';
import { blurhash } from './blurhash.mjs';

/** `{bytes, mime, name, info, thumbnail}` of a PNG picture with thumbnail and blurhash. */
export function picture(seed = 1, width = 640, height = 400) {
  const pixel = scene(width, height, seed);
  const [tw, th] = [Math.max(1, Math.round(width / 2)), Math.max(1, Math.round(height / 2))];
  return {
    bytes: png(width, height, pixel),
    mime: 'image/png',
    name: `landscape-${seed}.png`,
    info: { w: width, h: height, 'xyz.amorgan.blurhash': blurhash(width, height, pixel) },
    thumbnail: { bytes: png(tw, th, scene(tw, th, seed)), mime: 'image/png', width: tw, height: th },
  };
}

/** A JPEG photograph, rather blocky. */
export function photo(seed = 2, width = 640, height = 480) {
  const pixel = scene(width, height, seed);
  return {
    bytes: jpeg(width, height, pixel),
    mime: 'image/jpeg',
    name: `photo-${seed}.jpg`,
    info: { w: width, h: height, 'xyz.amorgan.blurhash': blurhash(width, height, pixel) },
  };
}

/** A square PNG for users and rooms. */
export function avatar(seed, size = 96) {
  return { bytes: png(size, size, scene(size, size, seed)), mime: 'image/png', name: `avatar-${seed}.png` };
}

/** A short tune. */
export function tune(seconds = 3) {
  return { bytes: wav(seconds), mime: 'audio/wav', name: 'tune.wav', info: { duration: seconds * 1000 } };
}

/** A picture that is red and blue by turns. */
export function moving(width = 160, height = 100) {
  return {
    bytes: gif({ width, height, colours: [[220, 40, 40], [40, 60, 220]] }),
    mime: 'image/gif',
    name: 'blink.gif',
    info: { w: width, h: height },
  };
}

/** A short film in which the sun moves over the hills. */
export function film(seed = 3, width = 320, height = 192, frames = 12) {
  const still = scene(width, height, seed);
  const pixel = (frame) => {
    const cx = width * (0.1 + 0.8 * frame / frames);
    return (x, y) => (Math.hypot(x - cx, y - height * 0.25) < height * 0.1 ? [255, 230, 150] : still(x, y));
  };
  return {
    bytes: mp4({ width, height, frames, frameMs: 250, pixel }),
    mime: 'video/mp4',
    name: 'sun.mp4',
    info: { w: width, h: height, duration: frames * 250 },
    thumbnail: { bytes: png(width, height, still), mime: 'image/png', width, height },
  };
}

/** A plain text file. */
export function document(name = 'notes.txt') {
  const lines = Array.from({ length: 40 }, (_, i) => `${i + 1}. A line of some notes, for download.`);
  return { bytes: Buffer.from(`${lines.join('\n')}\n`), mime: 'text/plain', name, info: {} };
}
