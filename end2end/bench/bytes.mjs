// What is transferred until something is visible. Between browser and nginx stands a proxy, since the requests of a
// worker are hidden from the page; what the browser itself counted for the page is given beside it.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FaultProxy } from '../services/lib/fault-proxy.mjs';
import { mark, walkToTheDoor, withBrowser } from './browser.mjs';

const size = (path) => stat(path).then((s) => s.size, () => undefined);

/** Raw and brotli bytes of the files behind these requests, as they lie in the build. */
async function weigh(dist, requests) {
  const paths = new Set(requests.map((r) => new URL(r.path, 'http://x').pathname).map((p) => (p === '/' ? '/index.html' : p)));
  const total = { raw: 0, brotli: 0, files: {} };
  for (const path of paths) {
    const raw = await size(join(dist, path));
    if (raw === undefined) continue;
    const brotli = await size(join(dist, `${path}.br`)) ?? raw;
    total.files[path] = { raw, brotli };
    total.raw += raw;
    total.brotli += brotli;
  }
  return total;
}

/** Bytes to the sign-in page and to the room list. */
export async function countBytes({ app, dist, name }) {
  const proxy = await new FaultProxy(app).listen();
  try {
    return await withBrowser(async ({ context, page }) => {
      let encoded = 0;
      const network = await context.newCDPSession(page);
      await network.send('Network.enable');
      network.on('Network.loadingFinished', (event) => {
        encoded += event.encodedDataLength;
      });
      await page.goto(`${proxy.url}/`);
      await mark(page, 'signInUsable');
      // The app and the engine are fetched once the sign-in page stands, and are no part of it.
      const signInPage = await weigh(dist, proxy.requests.filter((r) => !/\/(app|engine)-[^/]*\.(wasm|js)/.test(r.path)));
      signInPage.encodedDataLength = encoded;
      await (await walkToTheDoor(page, name)).click();
      await mark(page, 'roomList');
      return { signInPage, roomList: await weigh(dist, proxy.requests) };
    }, { serviceWorkers: 'block' });
  } finally {
    await proxy.close();
  }
}
