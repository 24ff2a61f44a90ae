// Ten thousand room keys from key storage: a new device is confirmed by the recovery key, and until the last key has come
// it is watched whether the page stays free.
import { seedKeys, WORDS } from '../services/lib/seed/keys.mjs';
import { watched, withBrowser } from './browser.mjs';
import { signIn } from './visit.mjs';

const ROOMS = 50;
/** How long all of them may take, in milliseconds. */
const PATIENCE = 900_000;

/** What is asked of a new device, once nothing else stands in the middle. */
async function asked(page) {
  const confirm = page.getByRole('main').getByRole('region', { name: 'Confirm it is you' });
  const firstRun = page.getByRole('region', { name: /^You are in/ });
  await confirm.or(firstRun).first().waitFor({ timeout: 60_000 });
  if (await firstRun.isVisible()) await firstRun.getByRole('button', { name: 'Close' }).click();
  await confirm.waitFor({ timeout: 60_000 });
  return confirm;
}

/** One new device: seconds from the press until it is confirmed, and until all keys are there. */
function restore({ app, name, recoveryKey, room }) {
  return withBrowser(async ({ page }) => {
    await signIn(page, app, name);
    const confirm = await asked(page);
    await confirm.getByLabel('Recovery key or passphrase', { exact: true }).fill(recoveryKey);
    // Let the first sync end, as of a person who types.
    await page.waitForTimeout(5000);
    const all = page.getByRole('status').filter({ hasText: 'Your old messages are here.' });
    const [times, longTasks] = await watched(page, async () => {
      const began = performance.now();
      await confirm.getByRole('button', { name: 'Confirm', exact: true }).click();
      await confirm.waitFor({ state: 'detached', timeout: PATIENCE });
      const confirmed = performance.now() - began;
      await all.waitFor({ state: 'attached', timeout: PATIENCE });
      return { confirmed, restored: performance.now() - began };
    });
    // What came last is there as well.
    await page.goto(`${app}#/room/${room}`);
    await page.getByRole('article').filter({ hasText: WORDS }).first().waitFor({ timeout: 60_000 });
    return { ...times, longTasks };
  }, { rooms: ROOMS });
}

/** `keys`: how many there are. Each run is another new device. */
export async function measureKeys({ app, homeserver, keys, runs, log }) {
  const name = `keys_${keys}`;
  const { recoveryKey, rooms, userId } = await seedKeys(homeserver, { name, rooms: ROOMS, keys, log });
  const all = [];
  for (let i = 1; i <= runs; i += 1) {
    await homeserver.deleteDevicesAsAdmin(userId);
    const one = await restore({ app, name, recoveryKey, room: rooms[0] });
    log(`${keys} room keys in ${(one.restored / 1000).toFixed(1)} s, ${one.longTasks.length} long tasks`);
    all.push(one);
  }
  return { keys, all };
}
