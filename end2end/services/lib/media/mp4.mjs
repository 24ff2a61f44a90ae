// An MP4 with H.264 video whose macroblocks are all I_PCM: plain samples, so no transform coding is needed.
import { BitWriter } from './bits.mjs';

const u16 = (value) => [value >>> 8 & 255, value & 255];
const u32 = (value) => [value >>> 24 & 255, value >>> 16 & 255, value >>> 8 & 255, value & 255];
const ascii = (text) => [...Buffer.from(text, 'latin1')];
const zeros = (count) => new Array(count).fill(0);
const MATRIX = [...u32(0x10000), ...zeros(12), ...u32(0x10000), ...zeros(12), ...u32(0x40000000)];

function box(type, ...parts) {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([...u32(body.length + 8), ...ascii(type)]), body]);
}

/** Puts emulation prevention bytes into a NAL unit. */
function escape(bytes) {
  const out = [];
  let run = 0;
  for (const byte of bytes) {
    if (run >= 2 && byte <= 3) {
      out.push(3);
      run = 0;
    }
    out.push(byte);
    run = byte === 0 ? run + 1 : 0;
  }
  return out;
}

function finish(head, writer) {
  writer.bit(1);
  writer.align(0);
  return Buffer.from([head, ...escape(writer.bytes)]);
}

function sequenceParameters(across, down) {
  const w = new BitWriter();
  w.bits(66, 8); // baseline profile
  w.bits(0xc0, 8);
  w.bits(30, 8); // level 3
  w.ue(0); // sequence parameter set 0
  w.ue(0); // frame numbers of 4 bits
  w.ue(2); // output order is decoding order
  w.ue(0); // no reference frames
  w.bit(0);
  w.ue(across - 1);
  w.ue(down - 1);
  w.bit(1); // frames only
  w.bit(1);
  w.bit(0); // no cropping
  w.bit(0); // no extra information
  return finish(0x67, w);
}

function pictureParameters() {
  const w = new BitWriter();
  w.ue(0);
  w.ue(0);
  w.bit(0); // CAVLC
  w.bit(0);
  w.ue(0); // one slice group
  w.ue(0);
  w.ue(0);
  w.bit(0);
  w.bits(0, 2);
  w.se(0);
  w.se(0);
  w.se(0);
  w.bit(1); // deblocking may be controlled per slice
  w.bit(0);
  w.bit(0);
  return finish(0x68, w);
}

function frame(across, down, index, pixel) {
  const w = new BitWriter();
  w.ue(0); // first macroblock
  w.ue(7); // all slices of the picture are I
  w.ue(0);
  w.bits(0, 4); // frame number of an IDR picture
  w.ue(index % 2); // neighbouring IDR pictures must differ
  w.bit(0);
  w.bit(0);
  w.se(0);
  w.ue(1); // no deblocking
  for (let my = 0; my < down; my += 1) {
    for (let mx = 0; mx < across; mx += 1) {
      w.ue(25); // I_PCM
      w.align(0);
      const at = (x, y) => pixel(mx * 16 + x, my * 16 + y);
      const clip = (value) => Math.max(1, Math.min(254, Math.round(value)));
      for (let y = 0; y < 16; y += 1) {
        for (let x = 0; x < 16; x += 1) {
          const [r, g, b] = at(x, y);
          w.bytes.push(clip(16 + 0.257 * r + 0.504 * g + 0.098 * b));
        }
      }
      for (const [kr, kg, kb] of [[-0.148, -0.291, 0.439], [0.439, -0.368, -0.071]]) {
        for (let y = 0; y < 16; y += 2) {
          for (let x = 0; x < 16; x += 2) {
            const [r, g, b] = at(x, y);
            w.bytes.push(clip(128 + kr * r + kg * g + kb * b));
          }
        }
      }
    }
  }
  const unit = finish(0x65, w);
  return Buffer.concat([Buffer.from(u32(unit.length)), unit]);
}

/** MP4 bytes; width and height are rounded down to multiples of 16; `pixel(frame)` gives a function of x and y. */
export function mp4({ width = 160, height = 96, frames = 12, frameMs = 250, pixel }) {
  const across = Math.floor(width / 16);
  const down = Math.floor(height / 16);
  const samples = Array.from({ length: frames }, (_, i) => frame(across, down, i, pixel(i)));
  const sps = sequenceParameters(across, down);
  const pps = pictureParameters();
  const duration = frames * frameMs;
  const [w, h] = [across * 16, down * 16];

  const avcC = box('avcC', [1, 66, 0xc0, 30, 0xff, 0xe1, ...u16(sps.length)], sps, [1, ...u16(pps.length)], pps);
  const avc1 = box('avc1', zeros(6), u16(1), zeros(16), u16(w), u16(h), u32(0x480000), u32(0x480000), u32(0), u16(1), zeros(32), u16(24), u16(0xffff), avcC);
  const moov = (offset) => box('moov',
    box('mvhd', u32(0), u32(0), u32(0), u32(1000), u32(duration), u32(0x10000), u16(0x100), zeros(10), MATRIX, zeros(24), u32(2)),
    box('trak',
      box('tkhd', u32(3), u32(0), u32(0), u32(1), u32(0), u32(duration), zeros(8), zeros(8), MATRIX, u32(w << 16), u32(h << 16)),
      box('mdia',
        box('mdhd', u32(0), u32(0), u32(0), u32(1000), u32(duration), u16(0x55c4), u16(0)),
        box('hdlr', u32(0), u32(0), ascii('vide'), zeros(12), ascii('Video\0')),
        box('minf',
          box('vmhd', u32(1), zeros(8)),
          box('dinf', box('dref', u32(0), u32(1), box('url ', u32(1)))),
          box('stbl',
            box('stsd', u32(0), u32(1), avc1),
            box('stts', u32(0), u32(1), u32(frames), u32(frameMs)),
            box('stsc', u32(0), u32(1), u32(1), u32(frames), u32(1)),
            box('stsz', u32(0), u32(0), u32(frames), samples.flatMap((s) => u32(s.length))),
            box('stco', u32(0), u32(1), u32(offset)))))));
  const ftyp = box('ftyp', ascii('isom'), u32(0x200), ascii('isomiso2avc1mp41'));
  const offset = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(offset), box('mdat', ...samples)]);
}
