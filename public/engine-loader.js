// Brings the engine's wasm up inside a SharedWorker or a dedicated Worker. The addresses of its files come in
// the query of this script's own address: ?js=…&wasm=…, absolute or relative to this script.
//
// Ports and their messages are caught synchronously and kept until the wasm is up: a listener set after an
// `await` would miss them.
const query = new URL(self.location.href).searchParams;
const at = (name) => new URL(query.get(name), self.location.href);

const waiting = [];
const ports = [];
let connect = null;

function adopt(port) {
  ports.push(port);
  if (connect) return connect(port, []);
  const early = [];
  port.onmessage = (event) => early.push(event.data);
  waiting.push([port, early]);
}

// A frame is an array; a text says that there will be no more: the tabs start another worker, or say so.
function giveUp(reason) {
  for (const port of ports) port.postMessage(reason);
  setTimeout(() => self.close(), 100);
}

// An exception that nobody caught has left the wasm in the middle of something.
self.addEventListener('error', (event) => giveUp(`the engine threw: ${event.message}`));

// Only a shared worker has `onconnect`; a dedicated one is its own only port.
if ('onconnect' in self) self.onconnect = (event) => adopt(event.ports[0]);
else adopt(self);

try {
  const engine = await import(at('js'));
  await engine.default({ module_or_path: at('wasm') });
  connect = engine.connect;
  for (const [port, early] of waiting) connect(port, early);
} catch (error) {
  giveUp(`the engine could not be loaded: ${error}`);
}
