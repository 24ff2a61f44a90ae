// Starts the app. Runs before anything else and without WebAssembly, so that it can say why the rest cannot run.
// The build writes the hashed names of its files into <meta> elements of index.html.

const meta = (name) => {
  const element = document.querySelector(`meta[name="${name}"]`);
  return element ? element.content : '';
};

// What the app reads of us.
const boot = { loginReturn: null, config: null, engine: null };
globalThis.protium = boot;

// 1. The login token leaves the address before anything can see it: history, referrers, logs, other scripts.
const takeLoginToken = () => {
  const url = new URL(location.href);
  const token = url.searchParams.get('loginToken');
  if (token === null) return;
  boot.loginReturn = { token, nonce: url.searchParams.get('sso_nonce') };
  url.searchParams.delete('loginToken');
  url.searchParams.delete('sso_nonce');
  history.replaceState(history.state, '', url.pathname + url.search + url.hash);
};

// What another app shares (manifest.webmanifest) leaves the query for the part that no server sees.
const takeShared = () => {
  const url = new URL(location.href);
  const names = ['title', 'text', 'url'].map((name) => `share-${name}`);
  const said = names.map((name) => url.searchParams.get(name)).filter((words) => words && words.trim());
  if (said.length === 0) return;
  names.forEach((name) => url.searchParams.delete(name));
  // Many apps put the address into the text.
  const words = said.filter((one, at) => !said.some((other, place) => place !== at && (place < at || one !== other) && other.includes(one)));
  const hash = `#/share?text=${encodeURIComponent(words.join('\n'))}`;
  history.replaceState(history.state, '', url.pathname + url.search + hash);
};

const stored = (key) => {
  try {
    return localStorage.getItem(`protium.${key}`);
  } catch {
    return null;
  }
};

// Whether Element has left a session here: then the sign-in page has more to offer than the small module knows.
const former = () => {
  try {
    return ['mx_user_id', 'mx_device_id', 'mx_has_pickle_key'].every((key) => localStorage.getItem(key));
  } catch {
    return false;
  }
};

// 2. The look, before the first paint.
const german = (stored('language') || navigator.language || '').toLowerCase().startsWith('de');
const dress = () => {
  const root = document.documentElement;
  const theme = stored('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if (german) root.lang = 'de';
};

// 3. Plain sentences for browsers in which nothing else works.
const words = {
  wasm: ['Your browser cannot run this page: it has no WebAssembly, or it is switched off. Please use a current browser.',
    'Dein Browser kann diese Seite nicht ausführen: Ihm fehlt WebAssembly, oder es ist ausgeschaltet. Bitte nimm einen aktuellen Browser.'],
  indexedDB: ['Your browser has no storage that this page could use (IndexedDB). Leave the private window, or use a current browser.',
    'Dein Browser hat keinen Speicher, den diese Seite nutzen könnte (IndexedDB). Verlass das private Fenster oder nimm einen aktuellen Browser.'],
  refused: ['Your browser does not let this page store anything. Allow site data for it, or leave the private window, and load the page again.',
    'Dein Browser lässt diese Seite nichts speichern. Erlaube ihr Websitedaten oder verlass das private Fenster, und lade die Seite neu.'],
  worker: ['Your browser cannot run parts of this page in the background (workers). Please use a current browser.',
    'Dein Browser kann Teile dieser Seite nicht im Hintergrund ausführen (Worker). Bitte nimm einen aktuellen Browser.'],
  locks: ['Your browser is too old for this page (Web Locks), or the page was not loaded over https. Please use a current browser.',
    'Dein Browser ist zu alt für diese Seite (Web Locks), oder sie wurde nicht über https geladen. Bitte nimm einen aktuellen Browser.'],
  load: ['Parts of this page could not be loaded. Check your connection, and load the page again.',
    'Teile dieser Seite konnten nicht geladen werden. Prüfe deine Verbindung und lade die Seite neu.'],
  title: ['This page cannot start in this browser', 'Diese Seite kann in diesem Browser nicht starten'],
  loadTitle: ['The page did not load', 'Die Seite wurde nicht geladen'],
  again: ['Load again', 'Neu laden'],
};
const say = (key) => words[key][german ? 1 : 0];

const fail = (key) => {
  boot.failed = true;
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text || '';
    return element;
  };
  const page = make('main', 'ErrorPage');
  const card = make('div', 'card');
  card.append(make('h1', 'title', say(key === 'load' ? 'loadTitle' : 'title')));
  const text = make('p', 'text', say(key));
  text.setAttribute('role', 'alert');
  card.append(text);
  const actions = make('div', 'actions');
  const button = make('button', 'Button', say('again'));
  button.dataset.variant = 'primary';
  button.addEventListener('click', () => location.reload());
  actions.append(button);
  card.append(actions);
  page.append(card);
  document.body.replaceChildren(page);
};

// What is missing, if anything. Storage is tried for real: some browsers have it and refuse it.
const missing = () => {
  if (typeof WebAssembly !== 'object') return 'wasm';
  if (!globalThis.indexedDB) return 'indexedDB';
  if (typeof Worker !== 'function' && typeof SharedWorker !== 'function') return 'worker';
  if (!navigator.locks) return 'locks';
  return null;
};
const storageRefused = () => new Promise((resolve) => {
  try {
    const request = indexedDB.open('protium-probe');
    request.onerror = () => resolve(true);
    request.onsuccess = () => {
      request.result.close();
      indexedDB.deleteDatabase('protium-probe');
      resolve(false);
    };
  } catch {
    resolve(true);
  }
});

// 4. The configuration: of this host name if there is one, never merged with the general one.
const readConfig = async (name) => {
  try {
    const answer = await fetch(name, { cache: 'no-cache' });
    const html = (answer.headers.get('content-type') || '').includes('text/html');
    if (!answer.ok || html) return { name, status: html ? 404 : answer.status, text: '' };
    return { name, status: answer.status, text: await answer.text() };
  } catch {
    return { name, status: 0, text: '' };
  }
};
const loadConfig = async () => {
  // A fully qualified name may end in a dot; it is the same host.
  const host = location.hostname.replace(/\.$/, '');
  const [own, general] = await Promise.all([readConfig(`config.${host}.json`), readConfig('config.json')]);
  const empty = own.text.trim() === '' || own.text.trim() === '{}';
  return own.status === 200 && !empty ? own : general;
};

// 5. Where somebody is signed in, the frame of the app stands at once.
const skeleton = () => {
  const box = (tag, className) => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };
  const shell = box('div', 'Shell');
  shell.setAttribute('aria-busy', 'true');
  const panels = box('div', 'panels');
  const rooms = box('section', 'RoomList');
  const list = box('div', 'WindowList rooms');
  for (let index = 0; index < 12; index += 1) {
    const row = box('div', 'RoomListRow');
    row.dataset.pending = '';
    const avatar = box('span', 'Avatar');
    avatar.dataset.shape = 'square';
    row.append(avatar, box('span', 'link'), box('span', 'preview'));
    list.append(row);
  }
  rooms.append(list);
  panels.append(box('nav', 'SpaceRail'), rooms, box('main', 'conversation'));
  shell.append(panels);
  document.body.append(shell);
};

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// 6. Who is signed in needs the engine: it starts beside the interface, which takes it over (src/app/link/port.rs, which
// has to come to the same name and address).
const absolute = (path) => new URL(path, document.baseURI).href;
const startEngine = () => {
  if (typeof SharedWorker !== 'function' || new URL(location.href).searchParams.get('worker') === 'dedicated') return;
  const [js, wasm, loader] = meta('protium-engine').split('|').map(absolute);
  const name = `engine-${meta('protium-build')}-${stored('engine-generation') || 0}`;
  const address = `${loader}?js=${encodeURIComponent(js)}&wasm=${encodeURIComponent(wasm)}`;
  try {
    const worker = new SharedWorker(address, { name, type: 'module' });
    boot.engine = { name, worker };
    // The interface then makes one itself, and hears why it fails.
    worker.onerror = () => { boot.engine = null; };
  } catch { /* likewise */ }
};

// 7. The interface: whole for who is signed in or comes back to be, else the small module with the sign-in page alone.
const filesOf = (module) => meta(`protium-${module}`).split('|').map(absolute);

// While a release is rolled out, a page may ask an old server for new files: try again, then load the page once more.
const load = async (name) => {
  const [js, wasm] = filesOf(name);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const module = fetch(wasm).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status}`);
        return answer;
      });
      module.catch(() => {});
      // A failed import is remembered by the browser under its address.
      const app = await import(attempt === 0 ? js : `${js}?again=${attempt}`);
      await app.default({ module_or_path: module });
      sessionStorage.removeItem('protium.reloaded');
      return;
    } catch (error) {
      console.error(error);
      if (attempt === 2) break;
      await pause(500 * 2 ** attempt);
    }
  }
  let before = true;
  try {
    before = sessionStorage.getItem('protium.reloaded') !== null;
    sessionStorage.setItem('protium.reloaded', '1');
  } catch { /* then the person reloads */ }
  if (before) fail('load');
  else location.reload();
};

const start = async () => {
  takeLoginToken();
  takeShared();
  dress();
  const lack = missing();
  if (lack) {
    fail(lack);
    return;
  }
  if (stored('session')) startEngine();
  boot.config = loadConfig();
  // Somebody who is signed in has storage.
  const refused = stored('session') ? Promise.resolve(false) : storageRefused();
  if (stored('session') && !boot.loginReturn) skeleton();
  refused.then((yes) => { if (yes) fail('refused'); });
  const entrance = !stored('session') && !boot.loginReturn && !former();
  await load(entrance ? 'entrance' : 'app');
  if (await refused) {
    fail('refused');
    return;
  }
  if (entrance) {
    // What comes after the sign-in is in the browser's cache by then.
    for (const file of filesOf('app')) fetch(file, { priority: 'low' }).catch(() => {});
  }
  if (navigator.serviceWorker) {
    // After the start: filling the cache must not compete with it.
    const register = () => navigator.serviceWorker.register('sw.js').catch(() => {});
    if (globalThis.requestIdleCallback) requestIdleCallback(register, { timeout: 5000 });
    else setTimeout(register, 2000);
  }
};

start();
