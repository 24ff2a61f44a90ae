// Measures the app in a real browser. See docs/testing.md; `./x bench` starts the servers and calls this.
//
//   node bench.mjs [--rooms N] [--messages M] [--runs K] [--switches S] [--growth N] [--keys N] [--large] [--json FILE]
//
// `--growth 0` leaves out the lists of very many rooms, `--keys 0` the room keys; `--large` fills the cache with 100,000 messages instead of 10,000,
// which takes minutes. Environment: PROTIUM_APP, PROTIUM_HOMESERVER,
// PROTIUM_SERVER_NAME, PROTIUM_REGISTRATION_SECRET, PROTIUM_DIST, PROTIUM_TEST_ENGINE.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Homeserver } from '../services/lib/homeserver.mjs';
import { seedAccount } from '../services/lib/seed/bench.mjs';
import { countBytes } from './bytes.mjs';
import { summarise, table } from './figures.mjs';
import { measureFull } from './full.mjs';
import { interfaceGrowth, wholeGrowth } from './growth.mjs';
import { measureKeys } from './keys.mjs';
import { visit } from './visit.mjs';

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: '200' },
    messages: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '5' },
    switches: { type: 'string', default: '30' },
    growth: { type: 'string', default: '10000' },
    keys: { type: 'string', default: '10000' },
    large: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const [rooms, messages, runs, switches, many, keys] = ['rooms', 'messages', 'runs', 'switches', 'growth', 'keys'].map((name) => Number(values[name]));
const app = process.env.PROTIUM_APP ?? 'http://localhost:8080';
const dist = process.env.PROTIUM_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const engine = process.env.PROTIUM_TEST_ENGINE;
const serverName = process.env.PROTIUM_SERVER_NAME ?? 'vmst.io';
const homeserver = process.env.PROTIUM_HOMESERVER ?? 'http://localhost:8008';
const name = `bench_${rooms}_${messages}`;
const log = (line) => process.stderr.write(`bench: ${line}\n`);

/** A part that breaks off is told and left out; what was measured stays. */
const broken = [];
function tell(what, error) {
  log(`${what} broke off: ${error.message}`);
  broken.push({ what, message: error.message });
}
const part = (what, work) => work().catch((error) => tell(what, error));

log(`an account of ${rooms} rooms and ${messages} messages`);
const synapse = new Homeserver(homeserver, process.env.PROTIUM_REGISTRATION_SECRET);
const { userId, thread } = await seedAccount(synapse, { name, rooms, messages, log });
const all = [];
for (let i = 1; i <= runs; i += 1) {
  // A device that an earlier run left behind would be looked at by every later one.
  await synapse.deleteDevicesAsAdmin(userId);
  const one = await part(`run ${i}`, () => visit({ app, name, rooms, switches, thread, broken: tell }));
  if (one) all.push(one);
  log(`run ${i} of ${runs}, load ${loadavg()[0].toFixed(1)}`);
}
const full = await part('full rooms', () => measureFull({ app, homeserver, serverName, messages: values.large ? 100_000 : 10_000, switches, log }));
const restored = keys > 0 ? await part('room keys', () => measureKeys({ app, homeserver: synapse, keys, runs: Math.min(runs, 3), log })) : undefined;
const bytes = await part('bytes', () => countBytes({ app, dist, name }));
let growth;
let whole;
if (many > 0) {
  if (engine) growth = await part('many rooms', () => interfaceGrowth({ app, engine, many, runs, log }));
  else log('PROTIUM_TEST_ENGINE is not set: the interface is not measured with very many rooms');
  whole = await part('many rooms', () => wholeGrowth({ app, homeserver, serverName, many, runs, log }));
}

const result = {
  rooms, messages, runs: all.length, switches, machine: { cores: cpus().length, model: cpus()[0]?.model, load: loadavg() },
  ...summarise(all), full, restored, bytes, growth, wholeGrowth: whole, broken, all,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.stdout.write(`${table(result).join('\n')}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(result, undefined, 1)}\n`);
process.exit(broken.length === 0 ? 0 : 1);
