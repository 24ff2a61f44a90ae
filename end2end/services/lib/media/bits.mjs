/** Writes bits, most significant first. */
export class BitWriter {
  constructor() {
    this.bytes = [];
    this.current = 0;
    this.filled = 0;
  }

  bit(value) {
    this.current = (this.current << 1) | (value & 1);
    this.filled += 1;
    if (this.filled === 8) {
      this.bytes.push(this.current);
      this.current = 0;
      this.filled = 0;
    }
  }

  bits(value, count) {
    for (let i = count - 1; i >= 0; i -= 1) this.bit(value >>> i);
  }

  /** Exponential Golomb code of an unsigned number (H.264). */
  ue(value) {
    const length = 32 - Math.clz32(value + 1);
    this.bits(0, length - 1);
    this.bits(value + 1, length);
  }

  se(value) {
    this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  get aligned() {
    return this.filled === 0;
  }

  align(fill) {
    while (!this.aligned) this.bit(fill);
  }
}
