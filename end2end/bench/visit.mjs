// One visit with a new profile: sign-in, rooms, messages, reload.
import { loadavg } from 'node:os';
import { longTasks, mark, walkToTheDoor, watched, withBrowser } from './browser.mjs';
import { rendererMegabytes, wasmMegabytes } from './memory.mjs';

/** The longest that one part may take, in milliseconds: a browser that does not answer must not hold up the rest. */
const PART = 120_000;

const inTime = (work) => new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error(`no end within ${PART / 1000} s`)), PART);
  work.then(resolve, reject).finally(() => clearTimeout(late));
});

/** Opens the rooms on the screen once, then switches among them. */
export async function measureSwitches(page, count) {
  const names = (await page.evaluate(() => globalThis.bench.roomNames())).slice(0, 10);
  const switchTo = (name) => page.evaluate((to) => globalThis.bench.switchTo(to), name);
  const firstOpens = [];
  for (const name of names) firstOpens.push((await switchTo(name)).total);
  await page.waitForTimeout(1500);
  const way = [];
  const [, longTasksInSwitches] = await watched(page, async () => {
    for (let i = 0; i < count; i += 1) {
      way.push(await switchTo(names[(i * 3) % names.length]));
      await page.waitForTimeout(100);
    }
  });
  return { firstOpens, switches: way.map((one) => one.total), way, longTasksInSwitches };
}

/** So many keys, one after another. */
export async function measureKeys(page, count) {
  await page.getByRole('textbox', { name: /^Message / }).first().focus();
  const times = [];
  for (let i = 0; i < count; i += 1) {
    await page.evaluate(() => globalThis.bench.armEcho());
    await page.keyboard.press('a');
    times.push(await page.evaluate(() => globalThis.echo));
  }
  return times;
}

async function measureWriting(page) {
  const field = page.getByRole('textbox', { name: /^Message / });
  const keyEcho = await measureKeys(page, 10);
  const localEcho = [];
  const confirmed = [];
  for (let i = 0; i < 5; i += 1) {
    const text = `measured ${Date.now()} ${i}`;
    await field.fill(text);
    await page.evaluate((t) => globalThis.bench.armSend(t), text);
    await page.keyboard.press('Enter');
    const sent = await page.evaluate(() => globalThis.sent);
    localEcho.push(sent.echo);
    confirmed.push(sent.confirmed);
  }
  return { keyEcho, localEcho, confirmed };
}

/** How long something takes to open, in milliseconds: first, then five times more; and the long tasks meanwhile. */
async function measureOpening(page, open, close = async () => {}) {
  const [[first, ...again], tasks] = await watched(page, async () => {
    const opens = [];
    for (let i = 0; i < 6; i += 1) {
      opens.push(await open());
      await close();
      await page.waitForTimeout(300);
    }
    return opens;
  });
  return [first, again, tasks];
}

/** The thread of the seeded account. The first time brings its messages from the homeserver. */
async function measureThread(page, { room, root }) {
  if (!root) return {};
  const open = () => page.evaluate(([to, event]) => globalThis.bench.openThread(to, event), [room, root]);
  const [threadFirstOpen, threadOpens, longTasksInThread] = await measureOpening(page, open);
  return { threadFirstOpen, threadOpens, longTasksInThread };
}

/** The box of emoji, which is fetched when it is opened first. */
async function measureEmoji(page) {
  const open = () => page.evaluate(() => globalThis.bench.openEmoji());
  const [emojiFirstOpen, emojiOpens, longTasksInEmoji] = await measureOpening(page, open, () => page.keyboard.press('Escape'));
  return { emojiFirstOpen, emojiOpens, longTasksInEmoji };
}

/** From the address to the filled list, through the provider. */
export async function signIn(page, app, name) {
  await page.goto(app);
  const signInUsable = await mark(page, 'signInUsable');
  const firstPaint = await mark(page, 'firstPaint');
  const door = await walkToTheDoor(page, name);
  await door.click();
  const signInToRoomList = await mark(page, 'roomList');
  const signInToWholeRoomList = await mark(page, 'wholeRoomList', 600_000);
  return { firstPaint, signInUsable, signInToRoomList, signInToWholeRoomList, longTasksInSignIn: await longTasks(page) };
}

/** The reload of a room that was read, and what the browser holds after it. */
async function measureReload(page) {
  await page.waitForTimeout(1000);
  await page.evaluate(() => globalThis.bench.rememberNewest());
  await page.reload();
  const reloadToTimeline = await mark(page, 'timeline', 30_000);
  const reloadToRoomList = await mark(page, 'roomList', 30_000);
  await page.waitForTimeout(3000);
  return { reloadToTimeline, reloadToRoomList, longTasksInReload: await longTasks(page) };
}

/** Everything that is measured of one account. What breaks off is told by `broken`; the rest goes on. */
export function visit({ app, name, rooms, switches, thread, broken }) {
  return withBrowser(async ({ browser, context, page }) => {
    const result = { load: loadavg()[0], ...await signIn(page, app, name) };
    const parts = {
      switches: () => measureSwitches(page, switches),
      writing: () => measureWriting(page),
      reload: () => measureReload(page),
      renderers: async () => ({ renderers: await rendererMegabytes(browser) }),
      // Afterwards, so that the memory is that of a room which is read.
      emoji: () => measureEmoji(page),
      thread: () => measureThread(page, thread),
      // Looking for objects ends the page of some versions of Chromium.
      wasm: async () => ({ wasm: await wasmMegabytes(browser, context, page) }),
    };
    // Let the first sync end, as nobody measures while it runs.
    await page.waitForTimeout(5000);
    for (const [part, measure] of Object.entries(parts)) {
      await inTime(measure()).then((figures) => Object.assign(result, figures), (error) => broken(part, error));
    }
    return result;
  }, { rooms });
}

/** Gives the app another homeserver than the configured one. */
export function configure(context, homeserver, serverName) {
  return context.route(/\/config(\.[^/]*)?\.json/, (route) => (/config\.[^/]+\.json/.test(route.request().url())
    ? route.fulfill({ status: 404, body: '' })
    : route.fulfill({
      json: { default_server_config: { 'm.homeserver': { base_url: homeserver, server_name: serverName } } },
    })));
}

/** Sign-in and reload up to the list, nothing else, with another homeserver than the configured one. */
export function visitList({ app, name, rooms, homeserver, serverName }) {
  return withBrowser(async ({ context, page }) => {
    await configure(context, homeserver, serverName);
    const result = await signIn(page, app, name);
    await page.waitForTimeout(5000);
    await page.reload();
    result.reloadToRoomList = await mark(page, 'roomList');
    return result;
  }, { rooms });
}
