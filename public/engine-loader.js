// Brings the engine's wasm up inside a SharedWorker or a dedicated Worker. The addresses of its files come in the
// query of this script's own address: ?js=…&wasm=…, relative to the folder this script lies in.
const query = new URL(self.location.href).searchParams;
const at = (name) => new URL(query.get(name), self.location.href);

// Ports and messages that come before the engine is up wait here: a listener set later would miss them.
self.waiting = [];
self.onconnect = (event) => self.waiting.push(event);
self.onmessage = (event) => self.waiting.push(event);

const engine = await import(at('js'));
await engine.default({ module_or_path: at('wasm') });
