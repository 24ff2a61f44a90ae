/** A mono 16-bit WAV with a short tune; `seconds` long. */
export function wav(seconds = 3, rate = 16_000) {
  const count = Math.round(seconds * rate);
  const data = Buffer.alloc(44 + count * 2);
  data.write('RIFF', 0, 'latin1');
  data.writeUInt32LE(36 + count * 2, 4);
  data.write('WAVEfmt ', 8, 'latin1');
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(rate, 24);
  data.writeUInt32LE(rate * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36, 'latin1');
  data.writeUInt32LE(count * 2, 40);
  const notes = [261.6, 329.6, 392, 523.3, 392, 329.6];
  for (let i = 0; i < count; i += 1) {
    const time = i / rate;
    const inNote = (time % 0.5) / 0.5;
    const note = notes[Math.floor(time / 0.5) % notes.length];
    data.writeInt16LE(Math.round(9000 * Math.exp(-3 * inNote) * Math.sin(2 * Math.PI * note * time)), 44 + i * 2);
  }
  return data;
}
