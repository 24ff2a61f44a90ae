// Starts the app. The build writes the hashed names of its files into <meta> elements of index.html.
const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
const [js, wasm] = meta('protium-app').split('|').map((path) => new URL(path, document.baseURI));
const app = await import(js);
await app.default({ module_or_path: wasm });
