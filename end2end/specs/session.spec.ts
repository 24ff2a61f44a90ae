import { expect, newTab, test } from '../fixtures/test.ts';
import { homeserver, world } from '../fixtures/world.ts';
import { keptInClear } from '../fixtures/at-rest.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { sharedRoom } from '../fixtures/rooms.ts';

test('a reload needs neither sign-in nor homeserver', async ({ app, page, context, member, newProxy, peer }) => {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  const room = await peer.createRoom({ name: 'Kept', invite: [member.userId] });
  await member.account.join(room);
  await peer.send(room, 'still here after the reload');
  await app.signIn(member.name);
  await app.rooms.open('Kept');
  await expect(app.timeline.message(/still here/)).toBeVisible();
  proxy.setMode('down');
  await page.reload();
  await expect(app.rooms.room('Kept')).toBeVisible();
  await expect(app.timeline.message(/still here/)).toBeVisible();
});

test('the access token lies nowhere in clear', async ({ signedIn, page }) => {
  expect(await keptInClear(page, ['syt_'])).toEqual([]);
  await signedIn.expectRooms();
});

test('what an encrypted room says and is called lies nowhere in clear', async ({ signedIn, page, peer, member }) => {
  const texts = { name: 'the room of the blue heron', theirs: 'the heron flies at midnight', ours: 'and lands before the dawn', file: 'map-of-the-marsh.txt' };
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  await peer.setState(room, 'm.room.name', '', { name: texts.name });
  await peer.send(room, texts.theirs);
  await expect(signedIn.timeline.message(texts.theirs)).toBeVisible();
  await signedIn.composer.send(texts.ours);
  await peer.waitFor({ room, body: texts.ours });
  await signedIn.composer.attach([{ name: texts.file, mimeType: 'text/plain', buffer: Buffer.from('here be newts') }]);
  await signedIn.composer.sendButton().click();
  await peer.waitFor({ room, msgtype: 'm.file' });
  await expect(signedIn.rooms.room(texts.name)).toBeVisible();
  // From the stores, so that they are known to hold it all.
  await page.reload();
  await expect(signedIn.timeline.message(texts.ours)).toBeVisible();
  expect(await keptInClear(page, [...Object.values(texts), 'here be newts'])).toEqual([]);

  // And the search would find them, in whatever shape.
  const planted = await page.evaluate(async (text) => {
    const bytes = new TextEncoder().encode(text);
    const shapes = { text, bytes, numbers: [...bytes], base64: btoa(`.${text}`), blob: new Blob([text]), inside: { deep: [{ [text]: 1 }] } };
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('planted');
      request.onupgradeneeded = () => { for (const shape of Object.keys(shapes)) request.result.createObjectStore(shape); };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const transaction = request.result.transaction(Object.keys(shapes), 'readwrite');
        for (const [shape, value] of Object.entries(shapes)) transaction.objectStore(shape).put(value, 'key');
        transaction.onabort = () => reject(transaction.error);
        transaction.oncomplete = () => { request.result.close(); resolve(); };
      };
    });
    await (await caches.open('planted')).put('text', new Response(text));
    localStorage.setItem('planted', text);
    return ['localStorage/planted', ...Object.keys(shapes).map((shape) => `planted/${shape}`), `planted/${location.origin}/text`];
  }, texts.theirs);
  expect(await keptInClear(page, [texts.theirs])).toEqual(expect.arrayContaining(planted.map((place) => `${place}: ${texts.theirs}`)));
});

test('a browser that has thrown its stores away comes to the sign-in page, and one can sign in again', async ({ signedIn, page }) => {
  // On the same origin without the app, so that the engine has ended and nothing holds the stores.
  await page.goto(`${signedIn.base}/version`);
  await expect.poll(() => page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(name ?? '');
        request.onsuccess = resolve;
        request.onerror = resolve;
        request.onblocked = resolve;
      });
    }
    return (await indexedDB.databases()).length;
  })).toBe(0);
  expect(await page.evaluate(() => localStorage.length)).toBeGreaterThan(0);

  await signedIn.open();
  await expect(signedIn.signInPage.continueWith()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: 'This browser has forgotten you' })).toBeVisible();
  await signedIn.signInPage.continueWith().click();
  await signedIn.mastodon.authorize();
  await signedIn.synapse.confirm();
  await signedIn.expectRooms();
});

test('logging out ends the session, deletes every store and ends the other tabs', async ({ signedIn, page, member }) => {
  const second = await newTab(page);
  await second.open();
  await second.expectRooms();
  const before = await member.account.devices();
  await signedIn.logOut();
  await expect(signedIn.signInPage.continueWith()).toBeVisible({ timeout: 20_000 });
  await expect(second.signInPage.continueWith()).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await member.account.devices()).length).toBe(before.length - 1);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map((d) => d.name))).toEqual([]);
});

test('after logging out one is led where the configuration says', async ({ app, page, context, member }) => {
  // Any page that is there will do; this is Synapse's own.
  const goodbye = `${world.homeserver}/_matrix/static/`;
  await serveConfig(context, configFor(world.homeserver, { logout_redirect_url: goodbye }));
  await app.signIn(member.name);
  const before = await member.account.devices();
  await app.logOut();
  await expect(page).toHaveURL(goodbye, { timeout: 20_000 });
  await expect(page.getByRole('heading', { name: /works!|Synapse/ }).first()).toBeVisible();
  await expect.poll(async () => (await member.account.devices()).length).toBe(before.length - 1);
  // It is for logging out only: whoever comes again finds the sign-in page.
  await app.open();
  await expect(app.signInPage.continueWith()).toBeVisible();
  expect(page.url().startsWith(app.base)).toBe(true);
});

test('a soft logout keeps the stores and comes back as the same device', async ({ app, page, context, member, newProxy, peer }) => {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  const room = await peer.createRoom({ name: 'Softly', encrypted: true, invite: [member.userId] });
  await app.signIn(member.name);
  await app.accept('Softly');
  await app.rooms.open('Softly');
  await peer.waitForMember({ room, user: member.userId });
  await peer.send(room, 'read me before and after');
  await expect(app.timeline.message(/before and after/)).toBeVisible();
  const devices = (await member.account.devices()).map((d: { device_id: string }) => d.device_id).sort();

  proxy.setMode('status', {
    status: 401,
    body: { errcode: 'M_UNKNOWN_TOKEN', error: 'Soft logout, on purpose', soft_logout: true },
    only: (r: { path: string }) => !r.path.includes('/login') && !r.path.includes('/versions') && !r.path.includes('well-known'),
  });
  await expect(app.signInPage.continueWith()).toBeVisible({ timeout: 30_000 });
  proxy.setMode('pass');
  await app.signInPage.continueWith().click();
  await app.mastodon.authorize();
  await app.synapse.confirm();
  await app.expectRooms();
  await app.openRoom(room);
  await expect(app.timeline.message(/before and after/)).toBeVisible();
  expect((await member.account.devices()).map((d: { device_id: string }) => d.device_id).sort()).toEqual(devices);
  await page.close();
});

test('a session ended elsewhere ends here, and says so', async ({ signedIn, member }) => {
  const devices = await member.account.devices();
  const here = devices.find((d: { display_name?: string }) => d.display_name?.startsWith('Protium'));
  const { accessToken } = await homeserver.register(`admin_${Date.now()}`, { admin: true });
  await homeserver.request('DELETE', `/_synapse/admin/v2/users/${encodeURIComponent(member.userId)}/devices/${here.device_id}`, { token: accessToken });
  await expect(signedIn.signInPage.continueWith()).toBeVisible({ timeout: 30_000 });
  await expect(signedIn.signInPage.alert()).toBeVisible();
});
