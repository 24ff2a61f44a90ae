import { expect, test } from '../fixtures/test.ts';
import { world } from '../fixtures/world.ts';

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
    if (/\.(wasm|js|css)$/.test(asset)) expect(answer.headers()['content-encoding'], asset).toBe('br');
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
