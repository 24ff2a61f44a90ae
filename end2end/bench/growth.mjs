// From 200 rooms to very many: how the time to the list grows, for the interface alone and for the whole.
import { ManyRooms } from '../services/lib/many-rooms.mjs';
import { ssoJourney } from '../services/lib/sso.mjs';
import { mark, withBrowser } from './browser.mjs';
import { median } from './figures.mjs';
import { TestEngineSite } from './test-engine.mjs';
import { visitList } from './visit.mjs';

const COUNT = 200;
const medians = (results) => Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((r) => r[key]))]));
const longest = (tasks) => Math.max(0, ...tasks.map((task) => task.duration));

/** The interface, with an engine that plays the rooms: warm start to the list. */
export async function interfaceGrowth({ app, engine, many, runs, log }) {
  const site = await new TestEngineSite(app, engine).listen();
  const times = {};
  try {
    for (const rooms of [COUNT, many]) {
      const results = [];
      for (let i = 0; i < runs; i += 1) {
        results.push(await withBrowser(async ({ page }) => {
          await page.goto(site.address({ rooms, every: 200 }));
          await mark(page, 'wholeRoomList');
          await page.waitForTimeout(500);
          await page.reload();
          const reloadToRoomList = await mark(page, 'wholeRoomList');
          const during = longest(await page.evaluate(() => globalThis.bench.longTasks));
          const seen = await page.evaluate(() => globalThis.bench.longTasks.length);
          await page.waitForTimeout(3000);
          const after = longest((await page.evaluate(() => globalThis.bench.longTasks)).slice(seen));
          return { reloadToRoomList, longestTaskBefore: during, longestTaskAfter: after };
        }, { rooms }));
      }
      times[rooms] = medians(results);
      log(`interface with ${rooms} rooms: ${JSON.stringify(times[rooms])}`);
    }
  } finally {
    await site.close();
  }
  return times;
}

/** The whole, before a homeserver that answers the room list's sync with rooms that exist nowhere else. */
export async function wholeGrowth({ app, homeserver, serverName, many, runs, log }) {
  const times = {};
  for (const rooms of [COUNT, many]) {
    const server = await new ManyRooms(homeserver, { rooms, serverName }).listen();
    const results = [];
    try {
      for (let i = 0; i < runs; i += 1) {
        const name = `growth_${Date.now()}`;
        await ssoJourney({ homeserver, account: name });
        const result = await visitList({ app, name, rooms, homeserver: server.url, serverName });
        results.push({
          signInToRoomList: result.signInToRoomList,
          signInToWholeRoomList: result.signInToWholeRoomList,
          reloadToRoomList: result.reloadToRoomList,
        });
      }
    } finally {
      await server.close();
    }
    times[rooms] = medians(results);
    log(`the whole with ${rooms} rooms: ${JSON.stringify(times[rooms])}`);
  }
  return times;
}
