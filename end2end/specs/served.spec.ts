import { expect, test as base } from '../fixtures/test.ts';
import { world } from '../fixtures/world.ts';
import { configFor } from '../fixtures/config.ts';
import { Below, Deployment } from '../fixtures/nginx.ts';
import { App } from '../pages/App.ts';

const test = base.extend<{ deploy: (configs?: Record<string, unknown>) => Promise<Deployment> }>({
  deploy: async ({}, use) => {
    const made: Deployment[] = [];
    await use(async (configs) => {
      made.push(await Deployment.start(configs));
      return made[made.length - 1];
    });
    for (const deployment of made) await deployment.stop();
  },
});

test('headers and caching are as they should be', async ({ request }) => {
  const index = await request.get(`${world.app}/`);
  const policy = index.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  expect(index.headers()['cache-control']).toContain('no-cache');
  const html = await index.text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  const assets = [...new Set([...html.matchAll(/assets\/[\w.-]+/g)].map((m) => m[0]))];
  expect(assets.length).toBeGreaterThan(2);
  for (const asset of assets) {
    const answer = await request.get(`${world.app}/${asset}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.status(), asset).toBe(200);
    expect(answer.headers()['cache-control'], asset).toContain('immutable');
    if (asset.endsWith('.wasm')) expect(answer.headers()['content-type']).toBe('application/wasm');
    // What is smaller than that is not worth it (src/xtask/build/compress.rs).
    const large = (await answer.body()).length > 1024;
    if (large && /\.(wasm|js|css)$/.test(asset)) expect(answer.headers()['content-encoding'], asset).toBe('br');
  }
  for (const path of ['config.json', 'version', 'sw.js', 'health']) {
    const answer = await request.get(`${world.app}/${path}`);
    expect(answer.status(), path).toBe(200);
    if (path !== 'health') expect(answer.headers()['cache-control'], path).toContain('no-cache');
  }
  expect((await request.get(`${world.app}/assets/missing.js`)).status()).toBe(404);
});

test('the welcome page does not wait for the engine', async ({ app, context }) => {
  await context.route(/\/assets\/.*engine.*\.wasm/, () => { /* never answered */ });
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
});

test('the configuration of a host name comes first, and nothing of the general one is mixed in', async ({ page, deploy }) => {
  const link = (text: string) => ({ branding: { auth_footer_links: [{ text, url: 'https://joinmastodon.org/' }] } });
  const { url } = await deploy({
    'config.json': configFor(world.homeserver, { brand: 'General', disable_custom_urls: true, ...link('Rules') }),
    'config.localhost.json': { ...configFor(world.homeserver), brand: 'Local' },
  });
  const own = new App(page, url);
  await own.open();
  await expect(own.signInPage.continueWith()).toBeVisible();
  await expect(own.signInPage.heading()).toHaveText('Welcome to Local');
  await expect(own.signInPage.changeHomeserver()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rules' })).toHaveCount(0);

  // A dot at the end makes it no other host.
  const dotted = new App(page, url.replace('localhost', 'localhost.'));
  await dotted.open();
  await expect(dotted.signInPage.heading()).toHaveText('Welcome to Local');

  // The same server under a name that has no file of its own.
  const other = new App(page, url.replace('localhost', '127.0.0.1'));
  await other.open();
  await expect(other.signInPage.continueWith()).toBeVisible();
  await expect(other.signInPage.heading()).toHaveText('Welcome to General');
  await expect(other.signInPage.changeHomeserver()).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Rules' })).toBeVisible();
});

test('a broken configuration of a host name is told, not passed over', async ({ page, deploy }) => {
  const { url } = await deploy({ 'config.json': configFor(world.homeserver), 'config.localhost.json': '{ "brand": ' });
  await new App(page, url).open();
  await expect(page.getByRole('alert')).toContainText('config.localhost.json');
});

test('below a path of another server everything works, and nothing is asked for outside of it', async ({ page, context, member, peer, deploy }) => {
  const below = await new Below().start((await deploy()).url, '/chat');
  try {
    const app = new App(page, below.url);
    const room = await peer.createRoom({ name: 'Below', encrypted: true, invite: [member.userId] });
    await app.signIn(member.name);
    expect(page.url()).toMatch(new RegExp(`^${below.url}/#/`));
    await app.accept('Below');
    await peer.waitForMember({ room, user: member.userId });
    await app.composer.send('from down here');
    await peer.waitFor({ room, body: 'from down here' });
    await peer.send(room, `${below.url}/#/user/${peer.userId}`);
    await app.timeline.message(new RegExp(peer.userId)).getByRole('link', { name: new RegExp(peer.userId) }).last().click();
    await expect(page).toHaveURL(new RegExp(`^${below.url}/#/user/`));
    expect(context.pages()).toHaveLength(1);

    // The path without its slash leads there; the service worker reigns there and nowhere else.
    await page.goto(`${below.url}#/room/${room}`);
    await expect(app.timeline.message(/from down here/)).toBeVisible();
    expect(await page.evaluate(() => navigator.serviceWorker.ready.then((worker) => worker.scope))).toBe(`${below.url}/`);
    await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.length))).toBeGreaterThan(0);
    await context.setOffline(true);
    await page.reload();
    await expect(app.timeline.message(/from down here/)).toBeVisible({ timeout: 20_000 });
    await context.setOffline(false);
    expect(below.asked.filter((path) => path !== '/chat' && !path.startsWith('/chat/'))).toEqual([]);
  } finally {
    await page.close();
    await below.stop();
  }
});

test('the app can be installed', async ({ app, page, request }) => {
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '');
  expect(manifest).toMatchObject({ name: 'Protium', short_name: 'Protium', display: 'standalone' });
  const start = await request.get(new URL(manifest.start_url, url).href);
  expect([start.status(), start.headers()['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(new URL(manifest.scope, url).href).toBe(`${world.app}/`);
  expect(new URL(manifest.id, url).href).toBe(`${world.app}/`);
  for (const icon of manifest.icons) {
    const answer = await request.get(new URL(icon.src, url).href);
    expect([icon.src, answer.status(), answer.headers()['content-type']?.split(';')[0]]).toEqual([icon.src, 200, icon.type]);
    if (icon.type === 'image/png') {
      const bytes = await answer.body();
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, icon.src).toBe(icon.sizes);
    }
  }
  // What browsers want: one picture of each size, and one that may be cut to any shape.
  const sizes = manifest.icons.map((icon: { sizes: string; purpose?: string }) => `${icon.purpose ?? 'any'} ${icon.sizes}`);
  expect(sizes).toEqual(expect.arrayContaining(['any 192x192', 'any 512x512', 'maskable 512x512']));
  // The contexts of tests are like private windows, in which nothing is installed.
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map((e) => e.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
