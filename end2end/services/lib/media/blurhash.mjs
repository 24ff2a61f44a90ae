// Encoder for BlurHash, written from the published description of the format.
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

function base83(value, length) {
  let text = '';
  for (let i = 1; i <= length; i += 1) text += DIGITS[Math.floor(value / 83 ** (length - i)) % 83];
  return text;
}

const linear = (value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};
const srgb = (value) => {
  const v = Math.max(0, Math.min(1, value));
  return Math.round((v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055) * 255);
};
const signedRoot = (value) => Math.sign(value) * Math.sqrt(Math.abs(value));

/** The hash of a picture given by `pixel(x, y)`, sampled on a coarse grid. */
export function blurhash(width, height, pixel, across = 4, down = 3) {
  const grid = 24;
  const samples = [];
  for (let j = 0; j < grid; j += 1) {
    for (let i = 0; i < grid; i += 1) {
      const color = pixel(Math.floor((i + 0.5) * width / grid), Math.floor((j + 0.5) * height / grid)).map(linear);
      samples.push({ x: (i + 0.5) / grid, y: (j + 0.5) / grid, color });
    }
  }
  const factors = [];
  for (let j = 0; j < down; j += 1) {
    for (let i = 0; i < across; i += 1) {
      const scale = (i === 0 && j === 0 ? 1 : 2) / samples.length;
      const sum = [0, 0, 0];
      for (const { x, y, color } of samples) {
        const basis = Math.cos(Math.PI * i * x) * Math.cos(Math.PI * j * y);
        for (let c = 0; c < 3; c += 1) sum[c] += basis * color[c] * scale;
      }
      factors.push(sum);
    }
  }
  const [mean, ...rest] = factors;
  const largest = Math.max(...rest.flat().map(Math.abs));
  const quantised = Math.max(0, Math.min(82, Math.floor(largest * 166 - 0.5)));
  const maximum = (quantised + 1) / 166;
  const level = (value) => Math.max(0, Math.min(18, Math.floor(signedRoot(value / maximum) * 9 + 9.5)));
  const [r, g, b] = mean.map(srgb);
  return base83(across - 1 + (down - 1) * 9, 1) + base83(quantised, 1) + base83(r * 65536 + g * 256 + b, 4)
    + rest.map((f) => base83(level(f[0]) * 361 + level(f[1]) * 19 + level(f[2]), 2)).join('');
}
