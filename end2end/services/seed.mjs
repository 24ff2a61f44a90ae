// Seeds a homeserver through its client-server API.
//
//   node seed.mjs                                          the people and rooms of the demo
//   node seed.mjs --rooms N --messages M [--account NAME]  an account of that size, as JSON on standard output
//
// Environment: PROTIUM_HOMESERVER, PROTIUM_SERVER_NAME. The stand-in for Mastodon has to be up: everybody signs in by it.
import { parseArgs } from 'node:util';
import { Homeserver } from './lib/homeserver.mjs';

const { values } = parseArgs({
  options: { rooms: { type: 'string' }, messages: { type: 'string' }, account: { type: 'string', default: 'bench' } },
});
const homeserver = new Homeserver(process.env.PROTIUM_HOMESERVER ?? 'http://localhost:8008');
const serverName = process.env.PROTIUM_SERVER_NAME ?? 'vmst.io';
const log = (line) => process.stderr.write(`seed: ${line}\n`);

if (values.rooms === undefined) {
  const { seedWorld } = await import('./lib/seed/world.mjs');
  const summary = await seedWorld(homeserver, serverName, log);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
} else {
  const { seedAccount } = await import('./lib/seed/bench.mjs');
  const summary = await seedAccount(homeserver, {
    name: values.account, rooms: Number(values.rooms), messages: Number(values.messages ?? 0), log,
  });
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}
