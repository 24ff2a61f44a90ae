// What the browser needs: memory of its renderers, and the wasm memory of the page and of the engine's worker.
import { readFile } from 'node:fs/promises';

const MEGA = 1024 * 1024;

/**
 * Megabytes of each renderer process, resident and without mapped files (which all processes share), the largest first:
 * that one holds the page and its worker.
 */
export async function rendererMegabytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = [];
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    const of = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    sizes.push({ resident: of('VmRSS'), own: of('RssAnon') });
  }
  return sizes.sort((a, b) => b.resident - a.resident);
}

/** Sends commands to a target that the session was attached to. */
function talk(session, sessionId) {
  let next = 0;
  const waiting = new Map();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const message = JSON.parse(event.message);
    const [resolve, reject] = waiting.get(message.id) ?? [];
    if (message.error) reject?.(new Error(message.error.message));
    else resolve?.(message.result);
  });
  return (method, params = {}) => new Promise((resolve, reject) => {
    next += 1;
    waiting.set(next, [resolve, reject]);
    session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: next, method, params }) }).catch(reject);
  });
}

/** Bytes of all `WebAssembly.Memory` objects behind one end of the protocol. */
async function wasmBytes(send) {
  const prototype = await send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await send('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId });
  const sum = await send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((all, memory) => all + memory.buffer.byteLength, 0); }',
    returnByValue: true,
  });
  return sum.result.value ?? 0;
}

/** How long a worker may take to answer, in milliseconds: one that is ending never does, and is not counted. */
const ALIVE = 10_000;

const ifAlive = (answer) => Promise.race([
  answer, new Promise((resolve) => { setTimeout(resolve, ALIVE, 0).unref(); }),
]);

/** Megabytes of WebAssembly memory: the interface's, and the engine's. */
export async function wasmMegabytes(browser, context, page) {
  const own = await context.newCDPSession(page);
  const ui = await wasmBytes((method, params) => own.send(method, params));
  await own.detach();
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  let engine = 0;
  for (const { targetId } of targetInfos.filter((target) => target.type === 'shared_worker')) {
    engine += await ifAlive(session.send('Target.attachToTarget', { targetId, flatten: false })
      .then(({ sessionId }) => wasmBytes(talk(session, sessionId))));
  }
  await session.detach();
  return { ui: ui / MEGA, engine: engine / MEGA };
}
