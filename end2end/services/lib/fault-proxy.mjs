// A proxy between the app and a server, with faults that can be switched while it runs.
import { createServer, request as httpRequest } from 'node:http';
import { EventEmitter, once } from 'node:events';
import { Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What happens to requests:
 * `pass`; `down` (connections are cut); `hang` (accepted, never answered); `slow` (answered after `delayMs`);
 * `status` (answered with `status` and a Matrix error, by us); `late` (answered with `body` by us, and passed on to the
 * server only by `deliver`); `part` (of the answer's body the first `bytes`, the rest with the next mode).
 */
export class FaultProxy {
  constructor(target) {
    this.target = new URL(target);
    /** @type {{method: string, path: string}[]} */
    this.requests = [];
    this.kept = [];
    this.url = '';
    /** Those of them whose asker was gone before the answer was whole. */
    this.left = [];
    this.changed = new EventEmitter().setMaxListeners(0);
    this.setMode('pass');
  }

  /** Starts listening on a free port of the loopback. */
  async listen(port = 0) {
    this.sockets = new Set();
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      if (this.mode === 'down') socket.destroy();
    });
    await new Promise((resolve) => {
      this.server.listen(port, '127.0.0.1', resolve);
    });
    this.url = `http://localhost:${this.server.address().port}`;
    return this;
  }

  /** `only` limits the fault to requests it is true for; it gets `{method, path}`.
   * @param {'pass' | 'down' | 'hang' | 'slow' | 'status' | 'late' | 'part'} mode
   * @param {Record<string, any>} options */
  setMode(mode, { delayMs = 0, status = 500, body, headers = {}, bytes = 0, only = () => true } = {}) {
    this.mode = mode;
    this.options = { delayMs, status, body, headers, bytes, only };
    this.changed.emit('mode');
    if (mode === 'down' || mode === 'hang') for (const socket of this.sockets ?? []) socket.destroy();
  }

  async #serve(request, response) {
    const asked = { method: request.method, path: request.url };
    this.requests.push(asked);
    const { delayMs, status, body, headers, bytes, only } = this.options;
    let whole = true;
    if (this.mode !== 'pass' && only(asked)) {
      switch (this.mode) {
        case 'down': request.socket.destroy(); return;
        case 'hang': return;
        case 'slow': await wait(delayMs); break;
        case 'status': {
          if (request.method === 'OPTIONS') break;
          response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*', ...headers });
          response.end(JSON.stringify(body ?? { errcode: 'M_UNKNOWN', error: 'A fault, on purpose' }));
          return;
        }
        case 'late': {
          if (request.method === 'OPTIONS') break;
          const chunks = [];
          for await (const chunk of request) chunks.push(chunk);
          const { authorization, 'content-type': type } = request.headers;
          this.kept.push({ ...asked, headers: { authorization, 'content-type': type }, body: Buffer.concat(chunks) });
          response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*', ...headers });
          response.end(JSON.stringify(body ?? {}));
          return;
        }
        case 'part': whole = false; break;
        default: throw new Error(`unknown mode ${this.mode}`);
      }
    }
    const onward = httpRequest({
      hostname: this.target.hostname,
      port: this.target.port,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host: this.target.host },
    }, (answer) => {
      if (response.destroyed) return answer.destroy();
      response.writeHead(answer.statusCode, answer.headers);
      return (whole ? answer : answer.pipe(this.#gate(bytes))).pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => {
      if (!response.writableFinished) this.left.push(asked);
      onward.destroy();
    });
    request.pipe(onward);
  }

  /** Lets so many bytes through, and what follows once the mode is another one. */
  #gate(bytes) {
    const next = once(this.changed, 'mode');
    let left = bytes;
    return new Transform({
      transform(chunk, _encoding, done) {
        const now = chunk.subarray(0, left);
        left -= now.length;
        if (now.length === chunk.length) return done(null, chunk);
        this.push(now);
        return next.then(() => {
          left = Infinity;
          done(null, chunk.subarray(now.length));
        });
      },
    });
  }

  /** Passes on what the mode `late` has kept, in its order. Says how much that was. */
  async deliver() {
    const kept = this.kept.splice(0);
    for (const { method, path, headers, body } of kept) {
      const answer = await fetch(new URL(path, this.target), { method, headers, body });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    }
    return kept.length;
  }

  async close() {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}
