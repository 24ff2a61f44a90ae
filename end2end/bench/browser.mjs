// The browser that is measured, and the way to wait in it.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const inPage = fileURLToPath(new URL('in-page.js', import.meta.url));

/** Runs `work` with a new browser and a new profile in it. `rooms`: how many the account has. */
export async function withBrowser(work, { rooms = 1, ...options } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.PROTIUM_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    await context.addInitScript(`globalThis.benchRooms = ${rooms};`);
    await context.addInitScript({ path: inPage });
    return await work({ browser, context, page: await context.newPage() });
  } finally {
    await browser.close();
  }
}

/** When something became visible (see in-page.js), in milliseconds since the page's navigation began. */
export async function mark(page, name, limit = 180_000) {
  const until = Date.now() + limit;
  for (;;) {
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`${name} did not come: ${page.url()}`)), Math.max(1, until - Date.now())).unref();
    });
    try {
      return await Promise.race([page.evaluate((key) => globalThis.bench.when(key), name), late]);
    } catch (error) {
      // The page that was asked has gone for the next one.
      if (!/context was destroyed|navigat/i.test(error.message)) throw error;
    }
  }
}

/** The tasks that held up everything else for more than 50 ms, since the page was loaded. */
export const longTasks = (page) => page.evaluate(() => globalThis.bench.longTasks);

/** Does something; gives what came of it, and the long tasks meanwhile. */
export async function watched(page, work) {
  const before = (await longTasks(page)).length;
  const result = await work();
  return [result, (await longTasks(page)).slice(before)];
}

/** Walks through the provider and stands in front of the last link, which leads back to the app. */
export async function walkToTheDoor(page, name) {
  const way = { name: /^Continue with/ };
  await page.getByRole('link', way).or(page.getByRole('button', way)).first().click();
  await page.getByRole('textbox', { name: 'User name' }).fill(name);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  const door = page.getByRole('link', { name: /continue/i });
  await door.waitFor();
  return door;
}
