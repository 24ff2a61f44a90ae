// The app with the engine that plays its rooms (src/worker/test_engine.rs) in the real one's place.
import { readFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';

const FILES = { '/test-engine.js': 'text/javascript', '/test-engine_bg.wasm': 'application/wasm' };

/**
 * A proxy before the app that names the other engine in the page. A worker's requests cannot be answered by Playwright,
 * and its files must be of the page's own origin.
 */
export class TestEngineSite {
  /** `folder`: where `test-engine.js` and its wasm are; `./x` says so in PROTIUM_TEST_ENGINE. */
  constructor(app, folder) {
    if (!folder) throw new Error('PROTIUM_TEST_ENGINE is not set; ./x test and ./x bench set it');
    this.app = new URL(app);
    this.folder = folder;
    this.url = '';
  }

  /** The page with so many rooms, one of which moves to the top every so many milliseconds; never if 0. */
  address({ rooms, every = 200 }) {
    return `${this.url}/?rooms=${rooms}&every=${every}`;
  }

  #onward(request, headers, answered) {
    return httpRequest({
      hostname: this.app.hostname, port: this.app.port, method: request.method, path: request.url,
      headers: { ...request.headers, ...headers, host: this.app.host },
    }, answered);
  }

  async #serve(request, response) {
    const { pathname, search } = new URL(request.url, this.url);
    if (pathname in FILES) {
      response.writeHead(200, { 'content-type': FILES[pathname], 'cache-control': 'max-age=3600' });
      response.end(await readFile(join(this.folder, pathname)));
      return;
    }
    const isPage = pathname === '/';
    const headers = isPage ? { 'accept-encoding': 'identity', 'if-none-match': '', 'if-modified-since': '' } : {};
    const onward = this.#onward(request, headers, async (answer) => {
      if (!isPage) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      const page = Buffer.concat(chunks).toString();
      const named = page.replace(/(<meta name="?protium-engine"? content=)"([^"|]*)\|([^"|]*)\|([^"]*)"/, (_, before, js, wasm, loader) => (
        `${before}"test-engine.js${search}|test-engine_bg.wasm|${loader}"`));
      if (named === page) throw new Error('index.html names no engine');
      const { 'content-length': _, etag, ...others } = answer.headers;
      response.writeHead(answer.statusCode, others);
      response.end(named);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  /** Starts listening on a free port of the loopback. */
  async listen() {
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch((error) => {
        response.writeHead(500);
        response.end(error.message);
      });
    });
    await new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `http://localhost:${this.server.address().port}`;
    return this;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
