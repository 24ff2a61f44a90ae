// Measures the app in a real browser. See docs/testing.md; `./x bench` starts the servers and calls this.
//
//   node bench.mjs [--rooms N] [--messages M] [--runs K] [--switches S] [--json FILE]
//
// Environment: PROTIUM_APP, PROTIUM_HOMESERVER, PROTIUM_SERVER_NAME, PROTIUM_REGISTRATION_SECRET, PROTIUM_DIST.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { FaultProxy } from '../services/lib/fault-proxy.mjs';
import { Homeserver } from '../services/lib/homeserver.mjs';
import { ManyRooms } from '../services/lib/many-rooms.mjs';
import { seedAccount } from '../services/lib/seed/bench.mjs';
import { ssoJourney } from '../services/lib/sso.mjs';
import { rendererMegabytes, wasmMegabytes } from './memory.mjs';
import { weigh } from './bytes.mjs';

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '200' },
    messages: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    switches: { type: 'string', default: '30' },
    growth: { type: 'string', default: '10000' },
    json: { type: 'string' },
  },
});
const [rooms, messages, runs, switches] = ['rooms', 'messages', 'runs', 'switches'].map((name) => Number(values[name]));
const app = process.env.PROTIUM_APP ?? 'http://localhost:8000';
const dist = process.env.PROTIUM_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const serverName = process.env.PROTIUM_SERVER_NAME ?? 'vmst.io';
const homeserver = new Homeserver(process.env.PROTIUM_HOMESERVER ?? 'http://localhost:8008', process.env.PROTIUM_REGISTRATION_SECRET);
const account = `bench_${rooms}_${messages}`;
const inPage = fileURLToPath(new URL('in-page.js', import.meta.url));
const log = (line) => process.stderr.write(`bench: ${line}\n`);

const LAUNCH = {
  executablePath: process.env.PROTIUM_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
};

const sorted = (list) => [...list].sort((a, b) => a - b);
const quantile = (list, q) => sorted(list)[Math.min(list.length - 1, Math.ceil(list.length * q) - 1)];
const median = (list) => quantile(list, 0.5);

const mark = (page, name) => page.waitForFunction((key) => globalThis.bench?.marks[key], name, { timeout: 120_000 }).then((h) => h.jsonValue());

async function serveConfig(context, base) {
  await context.route(/\/config(\.[^/]*)?\.json/, (route) => (/config\.[^/]+\.json/.test(route.request().url())
    ? route.fulfill({ status: 404, body: '' })
    : route.fulfill({
      contentType: 'application/json',
      body: JSON.stringify({ default_server_config: { 'm.homeserver': { base_url: base, server_name: serverName } }, brand: 'Protium' }),
    })));
}

/** Walks through the provider and stands in front of the last link, which leads back to the app. */
async function walkToTheDoor(page, name) {
  await page.getByRole('link', { name: /^Continue with/ }).or(page.getByRole('button', { name: /^Continue with/ })).first().click();
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  return page.getByRole('link', { name: /continue/i });
}

/** One visit of a new profile: everything that is measured in it. */
async function visit({ base = app, name = account, config, deep = true }) {
  const browser = await chromium.launch(LAUNCH);
  try {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    await context.addInitScript({ path: inPage });
    if (config) await serveConfig(context, config);
    const page = await context.newPage();
    const result = {};
    await page.goto(`${base}/`);
    result.signInUsable = await mark(page, 'signInUsable');
    result.firstPaint = await page.evaluate(() => globalThis.bench.firstPaint());
    const door = await walkToTheDoor(page, name);
    await door.click();
    result.signInToRoomList = await mark(page, 'roomList');
    if (!deep) {
      await page.waitForTimeout(3000);
      await page.reload();
      result.reloadToRoomList = await mark(page, 'roomList');
      return result;
    }
    // Let the first sync end, as nobody measures while it runs.
    await page.waitForTimeout(5000);
    const list = page.getByRole('navigation', { name: 'Rooms', exact: true });
    const links = await list.getByRole('link').evaluateAll((all) => all.map((a) => ({ href: a.getAttribute('href'), name: /^[^,\n]+/.exec(a.textContent)?.[0] })));
    // The windowed list shows some; with these, rooms are switched round and round.
    const ring = links.slice(0, 10);
    for (const { href, name: room } of ring) await page.evaluate(([h, n]) => globalThis.bench.switchTo(h, n), [href, room]);
    await page.waitForTimeout(1500);
    const tasksBefore = await page.evaluate(() => globalThis.bench.longTasks.length);
    result.switches = [];
    for (let i = 0; i < switches; i += 1) {
      const { href, name: room } = ring[(i * 3 + 1) % ring.length];
      result.switches.push(await page.evaluate(([h, n]) => globalThis.bench.switchTo(h, n), [href, room]));
      await page.waitForTimeout(100);
    }
    result.longTasksInSwitches = (await page.evaluate(() => globalThis.bench.longTasks)).slice(tasksBefore).length;

    const field = page.getByRole('textbox', { name: /^Message / });
    await field.focus();
    result.keyEcho = [];
    for (let i = 0; i < 10; i += 1) {
      await page.evaluate(() => globalThis.bench.armEcho());
      await page.keyboard.press('a');
      result.keyEcho.push(await page.evaluate(() => globalThis.echo));
    }
    result.localEcho = [];
    result.confirmed = [];
    for (let i = 0; i < 5; i += 1) {
      const text = `measured ${Date.now()} ${i}`;
      await field.fill(text);
      await page.evaluate((t) => globalThis.bench.armSend(t), text);
      await page.keyboard.press('Enter');
      const { echo, confirmed } = await page.evaluate(() => globalThis.sent);
      result.localEcho.push(echo);
      result.confirmed.push(confirmed);
    }
    await page.reload();
    result.reloadToTimeline = await mark(page, 'timeline');
    await page.waitForTimeout(2000);
    result.rendererMegabytes = await rendererMegabytes(browser);
    result.wasmMegabytes = await wasmMegabytes(browser).catch(() => undefined);
    return result;
  } finally {
    await browser.close();
  }
}

/** Bytes to the sign-in page and to the room list. */
async function countBytes() {
  const proxy = await new FaultProxy(app).listen();
  const browser = await chromium.launch(LAUNCH);
  try {
    const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
    await context.addInitScript({ path: inPage });
    const page = await context.newPage();
    // The engine is fetched beside the sign-in page, so what counts is what had been asked for by then.
    await page.goto(`${proxy.url}/`);
    await mark(page, 'signInUsable');
    const isEngine = (r) => /engine[^/]*\.(wasm|js)/.test(r.path);
    const signIn = await weigh(dist, proxy.requests.filter((r) => !isEngine(r)));
    await (await walkToTheDoor(page, account)).click();
    await mark(page, 'roomList');
    return { signInPage: signIn, roomList: await weigh(dist, proxy.requests) };
  } finally {
    await browser.close();
    await proxy.close();
  }
}

/** From 200 rooms to very many: how the time to the list grows. */
async function measureGrowth(counts) {
  const times = {};
  for (const count of counts) {
    const server = await new ManyRooms(homeserver.baseUrl, { rooms: count, serverName }).listen();
    const all = [];
    for (let i = 0; i < Math.min(runs, 5); i += 1) {
      const name = `growth_${Date.now()}`;
      await ssoJourney({ homeserver: homeserver.baseUrl, account: name });
      all.push(await visit({ name, config: server.url, deep: false }));
    }
    await server.close();
    times[count] = {
      signInToRoomList: median(all.map((r) => r.signInToRoomList)), reloadToRoomList: median(all.map((r) => r.reloadToRoomList)),
    };
  }
  return times;
}

log(`account of ${rooms} rooms and ${messages} messages`);
await seedAccount(homeserver, { name: account, rooms, messages, log });
const all = [];
for (let i = 0; i < runs; i += 1) {
  all.push(await visit({}));
  log(`run ${i + 1} of ${runs}`);
}
const bytes = await countBytes();
const growth = Number(values.growth) > 0 ? await measureGrowth([200, Number(values.growth)]) : undefined;

const of = (key) => median(all.map((r) => r[key]).filter((v) => v !== undefined));
const flat = (key) => all.flatMap((r) => r[key]);
const summary = {
  rooms, messages, runs, bytes,
  firstPaintMs: of('firstPaint'),
  signInUsableMs: of('signInUsable'),
  signInToRoomListMs: of('signInToRoomList'),
  reloadToTimelineMs: of('reloadToTimeline'),
  roomSwitchMs: { median: median(flat('switches')), p95: quantile(flat('switches'), 0.95) },
  keyEchoMs: median(flat('keyEcho')),
  localEchoMs: median(flat('localEcho')),
  sendToConfirmedMs: median(flat('confirmed')),
  rendererMB: of('rendererMegabytes'),
  wasmMB: of('wasmMegabytes'),
  longTasksInSwitches: of('longTasksInSwitches'),
  growth,
  all,
};

const kb = (value) => `${(value / 1000).toFixed(0)} KB`;
const ms = (value) => (value === undefined ? '–' : `${value.toFixed(value < 100 ? 1 : 0)} ms`);
const mb = (value) => (value === undefined ? '–' : `${value.toFixed(0)} MB`);
const table = [
  ['bytes to the sign-in page, raw / brotli', `${kb(bytes.signInPage.raw)} / ${kb(bytes.signInPage.brotli)}`, '– / 200 KB'],
  ['bytes to the room list, raw / brotli', `${kb(bytes.roomList.raw)} / ${kb(bytes.roomList.brotli)}`, ''],
  ['first paint', ms(summary.firstPaintMs), ''],
  ['sign-in button usable', ms(summary.signInUsableMs), '350 ms'],
  ['sign-in to room list', ms(summary.signInToRoomListMs), '1000 ms'],
  ['warm reload to a read timeline', ms(summary.reloadToTimelineMs), '400 ms'],
  ['room switch, median', ms(summary.roomSwitchMs.median), '40 ms'],
  ['room switch, p95', ms(summary.roomSwitchMs.p95), '70 ms'],
  ['key press to echo', ms(summary.keyEchoMs), '25 ms'],
  ['Enter to local echo', ms(summary.localEchoMs), ''],
  ['send to confirmed', ms(summary.sendToConfirmedMs), ''],
  ['renderer memory', mb(summary.rendererMB), '190 MB'],
  ['wasm memory of the engine', mb(summary.wasmMB), ''],
  [`long tasks in ${switches} switches`, String(summary.longTasksInSwitches), '0'],
  ...Object.entries(growth ?? {}).map(([count, t]) => [
    `${count} rooms: sign-in / reload to the list`, `${ms(t.signInToRoomList)} / ${ms(t.reloadToRoomList)}`, count === '200' ? '' : 'less than 4/3 of that',
  ]),
];
const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length)));
process.stdout.write(`${JSON.stringify(summary)}\n`);
for (const row of table) process.stdout.write(`${row.map((cell, i) => cell.padEnd(widths[i])).join('   ')}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(summary, undefined, 1)}\n`);
process.exit(0);
