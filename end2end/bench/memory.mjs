// What the browser needs: resident memory of its renderers, and the wasm memory of the engine's worker.
import { readFile } from 'node:fs/promises';

/** Resident megabytes of all renderer processes of a browser. */
export async function rendererMegabytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let kilobytes = 0;
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** Sends one command to a target and waits for its answer. */
function talk(session, sessionId) {
  let next = 0;
  const waiting = new Map();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const message = JSON.parse(event.message);
    waiting.get(message.id)?.(message.result);
  });
  return (method, params = {}) => new Promise((resolve) => {
    next += 1;
    waiting.set(next, resolve);
    void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: next, method, params }) });
  });
}

/** Megabytes of WebAssembly memory in all shared workers. */
export async function wasmMegabytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  let bytes = 0;
  for (const { targetId } of targetInfos.filter((t) => t.type === 'shared_worker')) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const ask = talk(session, sessionId);
    const prototype = await ask('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
    const { objects } = await ask('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId });
    const sum = await ask('Runtime.callFunctionOn', {
      objectId: objects.objectId, functionDeclaration: 'function () { return this.reduce((all, m) => all + m.buffer.byteLength, 0); }', returnByValue: true,
    });
    bytes += sum.result.value ?? 0;
  }
  await session.detach();
  return bytes / 1024 / 1024;
}
