// Pictures drawn in code: a sky, a sun and hills, different for each seed.

/** A small deterministic generator of numbers in [0, 1). */
export function chance(seed) {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const mix = (a, b, t) => a.map((value, i) => value + (b[i] - value) * t);

function hsl(hue, saturation, lightness) {
  const f = (n) => {
    const k = (n + hue / 30) % 12;
    return 255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [f(0), f(8), f(4)];
}

/** A function from pixel to [red, green, blue], each 0 to 255. */
export function scene(width, height, seed) {
  const next = chance(seed + 1);
  const hue = next() * 360;
  const top = hsl(hue, 0.55, 0.35);
  const bottom = hsl((hue + 50) % 360, 0.7, 0.78);
  const sun = { x: width * (0.2 + 0.6 * next()), y: height * (0.2 + 0.25 * next()), r: Math.min(width, height) * 0.09 };
  const hills = [0, 1, 2, 3].map((layer) => ({
    base: height * (0.52 + 0.12 * layer),
    color: hsl((hue + 150 + 15 * layer) % 360, 0.35, 0.42 - 0.08 * layer),
    waves: [1, 2, 3].map((i) => ({ a: height * 0.07 * next() / i, f: (2 + 5 * next()) * i / width, p: next() * 6.28 })),
  }));
  const ridge = hills.map(({ base, waves }) => Float32Array.from({ length: width }, (_, x) => base
    + waves.reduce((sum, { a, f, p }) => sum + a * Math.sin(6.28 * f * x + p), 0)));
  return (x, y) => {
    for (let i = hills.length - 1; i >= 0; i -= 1) if (y > ridge[i][x]) return hills[i].color;
    const distance = Math.hypot(x - sun.x, y - sun.y);
    const sky = mix(top, bottom, Math.min(1, y / (height * 0.7)));
    if (distance < sun.r) return [255, 244, 214];
    return mix(sky, [255, 236, 190], Math.max(0, 1 - (distance - sun.r) / (sun.r * 4)) * 0.6);
  };
}
