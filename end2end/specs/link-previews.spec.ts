import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

const PAGE = `<html><head><meta property="og:title" content="Apple harvest">
  <meta property="og:description" content="When to pick them, and how to keep them over the winter">
  <meta property="og:site_name" content="The Garden"></head><body>Apples</body></html>`;

let site: Server;
let asked = 0;
let url: string;

test.beforeEach(async () => {
  asked = 0;
  site = createServer((request, response) => {
    if (request.url?.startsWith('/apples')) asked += 1;
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(PAGE);
  });
  await new Promise<void>((resolve) => { site.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/apples`;
});

test.afterEach(async () => {
  await new Promise((resolve) => { site.close(resolve); });
});

test('what stands behind a link is shown, and hidden again', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  await peer.send(room, `look at ${url}`);
  const message = timeline.message(/look at/);
  const card = message.getByRole('link', { name: /Apple harvest/ });
  await expect(card).toContainText('The Garden');
  await expect(card).toHaveAttribute('href', url);
  await expectAccessible(page);
  await shots(page, 'link-preview');
  await message.getByRole('button', { name: 'Hide this preview' }).click();
  await expect(card).toHaveCount(0);
});

test('in an encrypted room nobody is told of a link until one wants that', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { timeline } = signedIn;
  await peer.send(room, `look at ${url}`);
  await expect(timeline.message(/look at/)).toBeVisible();
  const card = timeline.message(/look at/).getByRole('link', { name: /Apple harvest/ });
  await signedIn.openRoomMenu();
  await expect(signedIn.menuChoice('Link previews')).not.toBeChecked();
  await expect(card).toHaveCount(0);
  expect(asked).toBe(0);
  await signedIn.menuChoice('Link previews').click();
  await expect(card).toBeVisible();
  await page.reload();
  await expect(card).toBeVisible();
});
