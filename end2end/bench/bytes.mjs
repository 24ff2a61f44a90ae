// What is transferred until something is visible, counted by a proxy between browser and nginx.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';

const size = (path) => stat(path).then((s) => s.size, () => undefined);

/** Raw and brotli bytes of the files behind these requests, as they lie in the build. */
export async function weigh(dist, requests) {
  const paths = new Set(requests.map((r) => new URL(r.path, 'http://x').pathname).map((p) => (p === '/' ? '/index.html' : p)));
  const total = { files: 0, raw: 0, brotli: 0 };
  for (const path of paths) {
    const raw = await size(join(dist, path));
    if (raw === undefined) continue;
    total.files += 1;
    total.raw += raw;
    total.brotli += await size(join(dist, `${path}.br`)) ?? raw;
  }
  return total;
}
