// What much at hand costs: switching between rooms with very many cached messages, scrolling through thousands of all
// kinds, and writing while people talk. Before a homeserver that tells it all by sync.
import { FullRooms } from '../services/lib/full-rooms.mjs';
import { Homeserver } from '../services/lib/homeserver.mjs';
import { ssoJourney } from '../services/lib/sso.mjs';
import { picture } from '../services/lib/media/index.mjs';
import { watched, withBrowser } from './browser.mjs';
import { configure, measureKeys, measureSwitches, signIn } from './visit.mjs';

const ROOMS = 20;
/** Messages of the room that is scrolled through. */
const MIXED = 5_000;

/**
 * Waits until all that was told is in: then the rooms stand in the order of their last messages, and no longer change
 * their places, as they do for half a minute while the engine finds those among thousands.
 */
async function inOrder(page) {
  const isInOrder = () => page.evaluate(() => {
    const names = globalThis.bench.roomNames();
    return names[0] === 'Room 00000' && names.every((name, at) => at === 0 || names[at - 1] < name);
  });
  const until = Date.now() + 900_000;
  for (let steady = 0; steady < 10; steady = await isInOrder() ? steady + 1 : 0) {
    if (Date.now() > until) throw new Error('the rooms do not come into their order');
    await page.waitForTimeout(1000);
  }
}

/** `messages`: cached in all; what is over after the mixed room is spread over the others. */
export async function measureFull({ app, homeserver, serverName, messages, switches, log }) {
  const name = `full_${Date.now()}`;
  const { loginToken } = await ssoJourney({ homeserver, account: name });
  const account = await new Homeserver(homeserver).login(loginToken, { deviceName: 'Bench' });
  const view = picture(5, 480, 300);
  const uri = await account.upload(view.bytes, view.mime, view.name);
  const each = Math.max(0, Math.ceil((messages - MIXED) / (ROOMS - 1)));
  const server = await new FullRooms(homeserver, { rooms: ROOMS, mixed: MIXED, messages: each, picture: uri, serverName }).listen();
  try {
    return await withBrowser(async ({ context, page }) => {
      await configure(context, server.url, serverName);
      await signIn(page, app, name);
      const began = Date.now();
      await server.told;
      await inOrder(page);
      const filled = (Date.now() - began) / 1000;
      log(`${MIXED + each * (ROOMS - 1)} messages are cached after ${filled.toFixed(0)} s`);
      await page.waitForTimeout(5000);

      const { firstOpens, switches: times, longTasksInSwitches } = await measureSwitches(page, switches);
      await page.evaluate((room) => globalThis.bench.switchTo(room), 'Room 00000');
      await page.waitForTimeout(1000);
      const [scroll, longTasksInScroll] = await watched(page, () => page.evaluate(() => globalThis.bench.scrollUp()));
      await page.evaluate((room) => globalThis.bench.switchTo(room), 'Room 00001');
      await page.evaluate((room) => globalThis.bench.switchTo(room), 'Room 00000');
      server.talk(true);
      await page.waitForTimeout(2000);
      const [keys, longTasksInBusy] = await watched(page, () => measureKeys(page, 60));
      server.talk(false);
      return {
        messages: MIXED + each * (ROOMS - 1), filledSeconds: filled, firstOpens, switches: times, longTasksInSwitches,
        scroll, longTasksInScroll, busyKeyEcho: keys, longTasksInBusy,
      };
    }, { rooms: ROOMS });
  } finally {
    await server.close();
  }
}
