// A baseline JPEG made of flat 8 x 8 blocks: each block has its mean colour and no further detail.
import { BitWriter } from './bits.mjs';

// The DC luminance table of the standard's annex K, used for all components.
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
// The only AC symbol used is "end of block", with the code 0.
const AC_COUNTS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const QUANT = 8;

function codes(counts, values) {
  const table = new Map();
  let code = 0;
  let at = 0;
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i += 1) {
      table.set(values[at], { code, length: index + 1 });
      code += 1;
      at += 1;
    }
    code <<= 1;
  });
  return table;
}

function segment(marker, data) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, Buffer.from(data)]);
}

/** JPEG bytes of `width` x `height`, coloured by `pixel(x, y)` at the middle of each block. */
export function jpeg(width, height, pixel) {
  const dc = codes(DC_COUNTS, DC_VALUES);
  const out = new BitWriter();
  const last = [0, 0, 0];
  for (let by = 0; by < height; by += 8) {
    for (let bx = 0; bx < width; bx += 8) {
      const [r, g, b] = pixel(Math.min(bx + 4, width - 1), Math.min(by + 4, height - 1));
      const components = [
        0.299 * r + 0.587 * g + 0.114 * b - 128,
        -0.1687 * r - 0.3313 * g + 0.5 * b,
        0.5 * r - 0.4187 * g - 0.0813 * b,
      ];
      components.forEach((value, c) => {
        const level = Math.round(value * 8 / QUANT);
        const difference = level - last[c];
        last[c] = level;
        const size = 32 - Math.clz32(Math.abs(difference));
        const symbol = dc.get(size);
        out.bits(symbol.code, symbol.length);
        if (size > 0) out.bits(difference > 0 ? difference : difference + (1 << size) - 1, size);
        out.bits(0, 1);
      });
    }
  }
  out.align(1);
  const scan = out.bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array(64).fill(QUANT)]),
    segment(0xc0, [8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    segment(0xc4, [0x00, ...DC_COUNTS, ...DC_VALUES]),
    segment(0xc4, [0x10, ...AC_COUNTS, 0]),
    segment(0xda, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]),
    Buffer.from(scan),
    Buffer.from([0xff, 0xd9]),
  ]);
}
