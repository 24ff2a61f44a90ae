// Keeps the shell of the app, so that a reload needs no network. It has the name of Element's service worker, so that
// a browser which knew Element here gets this one in its place.
//
// The page and the configuration come from the network if it answers soon, and else from here. Hashed files never
// change: they come from here if they are here. Nothing of a homeserver goes through here, but for films, which the tab
// that plays them gives (docs/decisions/026-media.md).

const PREFIX = 'protium-shell-';
const CONFIG = 'protium-config';
const PAGE = './';
// Beside the hashed files; all of them may be missing but the page.
const PLAIN = ['boot.js', 'icons.svg', 'favicon.svg', 'manifest.webmanifest', 'locales/de/entrance.ftl', 'locales/de/app.ftl', 'emoji/en.txt', 'emoji/de.txt'];
// Large, and asked for by few: the network has them when they are needed. A map needs it anyway.
const RARE = /^assets\/(map|pdf)/;
// How long the network has, in milliseconds, when there is something to fall back on.
const PATIENCE = 2500;

const scope = new URL(self.registration.scope);
const inScope = (path) => new URL(path, scope).href;

const fetchFresh = async (path) => {
  const answer = await fetch(inScope(path), { cache: 'no-cache', credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
};

// Newest first.
const shells = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();

// Fills a cache for the build that the server has now, unless it is here. It becomes visible as a whole: a cache of
// half a build would show a page whose files are missing.
const refresh = async () => {
  const manifest = await (await fetchFresh('asset-manifest.json')).json();
  const name = `${PREFIX}${manifest.build}`;
  const before = await shells();
  if (before.includes(name)) return;
  const files = Object.values(manifest.files).filter((path) => !RARE.test(path));
  const answers = await Promise.all([
    fetchFresh(PAGE).then((answer) => [PAGE, answer]),
    ...files.map(async (path) => {
      const answer = await fetch(inScope(path));
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return [path, answer];
    }),
    ...PLAIN.map((path) => fetchFresh(path).then((answer) => [path, answer], () => null)),
  ]);
  // A page of another build than the manifest's: a release is being rolled out; next time.
  const page = answers[0][1];
  if (!(await page.clone().text()).includes(manifest.build)) return;
  const cache = await caches.open(name);
  try {
    await Promise.all(answers.filter(Boolean).map(([path, answer]) => cache.put(inScope(path), answer)));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  // The build before stays for tabs that still show it.
  const keep = new Set([name, before[0]]);
  await Promise.all(before.filter((old) => !keep.has(old)).map((old) => caches.delete(old)));
};

let refreshing = null;
const refreshOnce = () => {
  refreshing ??= refresh().catch(() => {}).finally(() => { refreshing = null; });
  return refreshing;
};

// What the server has taken away is gone here too.
const keepConfig = async (key, answer) => {
  const cache = await caches.open(CONFIG);
  if (answer.ok) await cache.put(key, answer.clone());
  else if (answer.status === 404) await cache.delete(key);
};

// The page that brought the service worker has read its configuration past it: whoever goes offline next needs it.
const fetchConfig = () => Promise.all(
  [`config.${scope.hostname.replace(/\.$/, '')}.json`, 'config.json'].map((path) => (
    fetch(inScope(path), { cache: 'no-cache' }).then((answer) => keepConfig(inScope(path), answer), () => {}))),
);

const fromShell = async (path) => {
  for (const name of await shells()) {
    const found = await (await caches.open(name)).match(inScope(path), { ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
};

// The network's answer, or the kept one if the network fails or takes too long.
const networkFirst = async (network, kept) => {
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const usable = network.then((answer) => (answer.ok || answer.status === 404 ? answer : null), () => null);
  const first = await Promise.race([usable, late]);
  if (first) return first;
  const fallback = await kept();
  return fallback ?? network;
};

const page = async (event) => {
  // Whatever its query, it is the same page; a login token in it must not be kept, so the request is not.
  const network = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(event.request));
  event.waitUntil(network.then((answer) => (answer.ok ? refreshOnce() : null), () => {}));
  event.waitUntil(sweepShared().catch(() => {}));
  return networkFirst(network, () => fromShell(PAGE));
};

const config = async (request) => {
  const key = new URL(request.url);
  key.search = '';
  const network = fetch(request).then(async (answer) => {
    await keepConfig(key.href, answer);
    return answer;
  });
  return networkFirst(network, async () => (await caches.open(CONFIG)).match(key.href));
};

const asset = async (request, path) => {
  const found = await fromShell(path);
  if (!found) return fetch(request);
  // A worker believes the address of the response, if it has one; the engine's loader needs its own, with the query.
  if (new URL(request.url).search === '') return found;
  return new Response(found.body, { status: found.status, headers: found.headers });
};

// Films that come bit by bit: the tab has what came so far, and this gives it to the tab's player, range by range. An
// address is known to its tab alone. Nothing but a film comes out of here.
const STREAM = /^media-stream\/([0-9a-f]+)$/;
const FILMS = ['video/mp4', 'video/webm', 'video/quicktime'];
const HARD = {
  'cache-control': 'no-store',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

// What other apps share (manifest.webmanifest, src/app/platform/shared.rs): kept for the page that is shown next, an hour at
// most. Below an ID stand the files by number, and their list.
const SHARED = 'protium-shared';
const SHARED_PATH = /^(.*\/shared\/[^/]+)\/[^/]+$/;
const SHARED_FILES = 30;
const SHARED_BYTES = 200e6;
const SHARED_MS = 60 * 60 * 1000;
const SHARED_WORDS = 4000;

// Deletes what is old, and of the rest the oldest, until there is room for so many bytes.
const sweepShared = async (wanted = 0) => {
  if (!(await caches.has(SHARED))) return;
  const cache = await caches.open(SHARED);
  const kept = new Map();
  for (const { url } of await cache.keys()) {
    const [, place] = SHARED_PATH.exec(url) ?? [];
    kept.set(place, [...(kept.get(place) ?? []), url]);
  }
  const all = await Promise.all([...kept].map(async ([place, urls]) => {
    const list = await cache.match(`${place}/list`);
    return { urls, at: 0, bytes: 0, ...(list ? await list.json() : {}) };
  }));
  let bytes = wanted;
  for (const { urls, at, bytes: own } of all.sort((one, other) => other.at - one.at)) {
    bytes += own;
    if (Date.now() - at > SHARED_MS || bytes > SHARED_BYTES) await Promise.all(urls.map((url) => cache.delete(url)));
  }
};

// Keeps files; gives their ID. Those that are too many or too large are left out, and counted.
const keepShared = async (files) => {
  const id = crypto.randomUUID();
  const kept = [];
  let bytes = 0;
  for (const file of files) {
    if (kept.length < SHARED_FILES && bytes + file.size <= SHARED_BYTES) {
      kept.push(file);
      bytes += file.size;
    }
  }
  const list = { at: Date.now(), bytes, left: files.length - kept.length, files: kept.map(({ name, type }) => ({ name, type })) };
  const cache = await caches.open(SHARED);
  const put = (name, body) => cache.put(inScope(`shared/${id}/${name}`), new Response(body));
  try {
    await sweepShared(bytes);
    // The list comes first: what has none is swept.
    await put('list', JSON.stringify(list));
    await Promise.all(kept.map((file, at) => put(at, file)));
  } catch {
    // There is no room. The page finds nothing under the ID, and says so.
    await cache.delete(inScope(`shared/${id}/list`));
  }
  return id;
};

// Leads to the page that asks where to, in the part of the address that no server sees.
const share = async (request) => {
  const form = await request.formData().catch(() => null);
  if (!form) return Response.redirect(inScope('./#/share?lost'), 303);
  const all = ['title', 'text', 'url'].map((name) => form.get(`share-${name}`));
  const said = all.filter((words) => typeof words === 'string' && words.trim());
  // Many apps put the address into the text.
  const words = said.filter((one, at) => !said.some((other, place) => place !== at && (place < at || one !== other) && other.includes(one)));
  const files = form.getAll('share-files').filter((file) => file instanceof File && (file.size > 0 || file.name));
  const query = [];
  // By characters: half of one cannot stand in an address.
  if (words.length > 0) query.push(`text=${encodeURIComponent([...words.join('\n')].slice(0, SHARED_WORDS).join(''))}`);
  if (files.length > 0) query.push(`files=${await keepShared(files)}`);
  return Response.redirect(inScope(`./#/share?${query.join('&')}`), 303);
};

const none = (status = 404, headers = {}) => new Response(null, { status, headers: { ...HARD, ...headers } });

const film = async (event, id) => {
  const { request, clientId } = event;
  if (request.mode === 'navigate' || !['video', ''].includes(request.destination)) return none();
  const client = clientId ? await self.clients.get(clientId) : null;
  if (!client) return none();
  // Answered when the bytes are there, or when it is known that they will not come.
  const answer = await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
    client.postMessage({ film: id, range: request.headers.get('range') ?? undefined }, [port2]);
  });
  if (!answer || !FILMS.includes(answer.type)) return none();
  const { type, from, to, total, whole, bytes } = answer;
  if (!bytes) return none(416, { 'content-range': `bytes */${total}` });
  const headers = { ...HARD, 'accept-ranges': 'bytes', 'content-length': String(to - from), 'content-type': type };
  if (whole) return new Response(bytes, { headers });
  return new Response(bytes, { status: 206, headers: { ...headers, 'content-range': `bytes ${from}-${to - 1}/${total}` } });
};

self.addEventListener('message', (event) => {
  if (event.data === 'films') event.ports[0]?.postMessage(true);
  // Somebody has signed out. The page that says so is left at once.
  if (event.data === 'forget-shared') event.waitUntil(caches.delete(SHARED));
});

self.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([refreshOnce(), fetchConfig()]).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && request.mode === 'navigate' && url.href === inScope('share')) {
    event.respondWith(share(request));
    return;
  }
  if (request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  const stream = STREAM.exec(path);
  if (stream) {
    event.respondWith(film(event, stream[1]));
    return;
  }
  if (request.mode === 'navigate') {
    if (path === '' || path === 'index.html') event.respondWith(page(event));
  } else if (/^config(\.[^/]+)?\.json$/.test(path)) {
    event.respondWith(config(request));
  } else if (path.startsWith('assets/')) {
    event.respondWith(asset(request, path));
  } else if (PLAIN.includes(path)) {
    event.respondWith(networkFirst(fetch(request), () => fromShell(path)));
  }
});
