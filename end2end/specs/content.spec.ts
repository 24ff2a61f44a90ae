import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';
import { world } from '../fixtures/world.ts';

const typesetters = (page: Page) => page.workers().filter((worker) => worker.url().includes('/maths-worker-'));
const maths = (latex: string, block = false) => {
  const tag = block ? 'div' : 'span';
  return `<${tag} data-mx-maths="${latex}"><code>${latex}</code></${tag}>`;
};

test('LaTeX is set as MathML, both ways, and what cannot be set stays its source', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, composer } = signedIn;
  await peer.send(room, 'no formula yet');
  await expect(timeline.message(/no formula yet/)).toBeVisible();
  expect(typesetters(page)).toHaveLength(0);

  await peer.send(room, 'theirs', { formatted: `theirs ${maths('\\frac{a}{b}')}${maths('\\begin{pmatrix}a&amp;b\\\\c&amp;d\\end{pmatrix}', true)}` });
  const theirs = timeline.message(/theirs/);
  await expect(theirs.locator('math mfrac')).toHaveText('ab');
  await expect(theirs.locator('math mtable mtd')).toHaveText(['a', 'b', 'c', 'd']);
  expect(typesetters(page)).toHaveLength(1);
  await theirs.getByRole('button', { name: 'Copy LaTeX' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}');

  await peer.send(room, 'hostile', { formatted: `hostile ${maths('\\href{javascript:alert(1)}{x}')}${maths('\\frac{')}${maths(`${'{'.repeat(1500)}x${'}'.repeat(1500)}`)}` });
  const hostile = timeline.message(/hostile/);
  await composer.send('ours is $x^2$, and $5 or $6 is a price');
  await composer.send('ours is $x^2$');
  await expect(timeline.message(/ours is .*x/).last().locator('math msup')).toHaveText('x2');
  await expect(timeline.message(/is a price/)).toContainText('$5 or $6');
  await expect(hostile.locator('math, a[href^=javascript]')).toHaveCount(0);
  await expect(hostile.getByRole('code').first()).toHaveText('\\href{javascript:alert(1)}{x}');
  const got = await peer.waitFor({ room, body: 'ours is $x^2$' });
  expect(got.content.formatted_body).toBe(`ours is ${maths('x^2')}`);
  await expectAccessible(page);
  await shots(page, 'maths');
});

test.describe('with maps', () => {
  const STYLE = 'https://tiles.example/style.json';
  // What a service worker fetches cannot be answered here.
  test.use({ serviceWorkers: 'block', geolocation: { latitude: 52.5163, longitude: 13.3777, accuracy: 12 } });

  let asked = 0;
  test.beforeEach(async ({ context }) => {
    asked = 0;
    await serveConfig(context, configFor(world.homeserver, { map_style_url: STYLE }));
    await context.route(`${STYLE}*`, async (route) => {
      asked += 1;
      const square = [[[13.37, 52.51], [13.38, 52.51], [13.38, 52.52], [13.37, 52.51]]];
      const data = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: square } };
      await route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: {
          version: 8,
          sources: { here: { type: 'geojson', data } },
          layers: [
            { id: 'ground', type: 'background', paint: { 'background-color': '#dde' } },
            { id: 'here', type: 'fill', source: 'here', paint: { 'fill-color': '#84a' } },
          ],
        },
      });
    });
  });

  test('a place is shown in words, on a map when asked, and one is sent', async ({ signedIn, page, context, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { timeline, composer } = signedIn;
    await peer.sendEvent(room, 'm.room.message', { msgtype: 'm.location', body: 'The gate', geo_uri: 'geo:52.5163,13.3777;u=12' });
    const theirs = timeline.message(/The gate/);
    await expect(theirs).toContainText('52.5163, 13.3777, within 12 m');
    await expect(theirs.getByRole('link', { name: 'Open map' })).toHaveAttribute('href', /openstreetmap\.org\/\?mlat=52\.5163&mlon=13\.3777#/);
    expect(asked).toBe(0);
    await theirs.getByRole('button', { name: 'Show on map' }).click();
    await expect(theirs.getByRole('region', { name: 'Map' })).toBeVisible();
    await expect(theirs.getByRole('button', { name: 'Zoom in' })).toBeVisible();
    await expect(theirs.getByRole('img', { name: 'The map is loading' })).toHaveCount(0);
    expect(asked).toBe(1);
    await shots(page, 'location');
    await expectAccessible(page);
    await theirs.getByRole('button', { name: 'Always show maps' }).click();
    await expect(theirs.getByRole('button', { name: 'Always show maps' })).toHaveCount(0);

    // Somebody who may not be found says where they are.
    await composer.attachButton().click();
    await signedIn.menuItem('Location').click();
    const dialog = signedIn.dialog('Send a location');
    await dialog.getByRole('button', { name: 'Use my location' }).click();
    await expect(dialog.getByRole('alert')).toContainText('may not know where you are');
    await dialog.getByRole('textbox', { name: 'Place' }).fill('nowhere');
    await expect(dialog.getByText('No place can be read from this.')).toBeVisible();
    await context.grantPermissions(['geolocation', 'clipboard-read', 'clipboard-write']);
    await dialog.getByRole('button', { name: 'Use my location' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Place' })).toHaveValue(/52\.5163, 13\.3777/);
    await expect(dialog.getByRole('region', { name: 'Map' })).toBeVisible();
    await shots(page, 'location-dialog');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    const ours = timeline.message(/My location: 52\.5163, 13\.3777/);
    await expect(ours.getByRole('region', { name: 'Map' })).toBeVisible();
    const got = await peer.waitFor({ room, contains: 'My location', notSelf: true });
    expect(got.content).toMatchObject({ msgtype: 'm.location', geo_uri: 'geo:52.5163,13.3777;u=12', 'org.matrix.msc3488.asset': { type: 'm.self' } });
  });
});

test('in an encrypted room a preview that the sender brings is shown, and nobody is asked', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const link = 'https://apples.example/harvest';
  const asked: string[] = [];
  page.context().on('request', (request) => { if (request.url().includes('preview_url')) asked.push(request.url()); });
  await peer.send(room, `look at ${link}`, {
    'com.beeper.linkpreviews': [{ matched_url: link, 'og:title': 'Apple harvest', 'og:description': 'When to pick them', 'og:site_name': 'Your bank' }],
  });
  const card = signedIn.timeline.message(/look at/).getByRole('link', { name: /Apple harvest/ });
  await expect(card).toContainText('Preview by the sender');
  await expect(card).toContainText('apples.example');
  await expect(card).not.toContainText('Your bank');
  await expect(card).toHaveAttribute('href', link);
  expect(asked).toEqual([]);
  await shots(page, 'bundled-preview');
});
