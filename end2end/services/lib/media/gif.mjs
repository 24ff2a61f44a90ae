/** An animated GIF of even colours, one a frame, without end. `colours`: up to four `[red, green, blue]`. */
export function gif({ width, height, colours, frameMs = 200 }) {
  const word = (value) => [value & 255, value >> 8];
  const palette = Array.from({ length: 4 }, (_, i) => colours[i] ?? [0, 0, 0]).flat();
  // 0x91: a table of four colours.
  const head = [...Buffer.from('GIF89a', 'latin1'), ...word(width), ...word(height), 0x91, 0, 0, ...palette];
  const forever = [0x21, 0xff, 11, ...Buffer.from('NETSCAPE2.0', 'latin1'), 3, 1, 0, 0, 0];
  const frames = colours.slice(0, 4).flatMap((_, colour) => [
    0x21, 0xf9, 4, 0, ...word(Math.round(frameMs / 10)), 0, 0,
    0x2c, 0, 0, 0, 0, ...word(width), ...word(height), 0,
    2, ...blocks(codes(width * height, colour)), 0,
  ]);
  return Buffer.from([...head, ...forever, ...frames, 0x3b]);
}

/** Pixels of one colour as codes of three bits: the table is cleared before it could grow beyond that. */
function codes(count, colour) {
  const bytes = [];
  let [bits, held] = [0, 0];
  const put = (code) => {
    held |= code << bits;
    bits += 3;
    while (bits >= 8) {
      bytes.push(held & 255);
      held >>= 8;
      bits -= 8;
    }
  };
  for (let i = 0; i < count; i += 1) {
    if (i % 2 === 0) put(4);
    put(colour);
  }
  put(5);
  if (bits > 0) bytes.push(held & 255);
  return bytes;
}

function blocks(bytes) {
  const all = [];
  for (let i = 0; i < bytes.length; i += 255) {
    const part = bytes.slice(i, i + 255);
    all.push(part.length, ...part);
  }
  return all;
}
