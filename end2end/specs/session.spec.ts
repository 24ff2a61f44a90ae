import { expect, newTab, test } from '../fixtures/test.ts';
import { homeserver } from '../fixtures/world.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';

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
  const found = await page.evaluate(async () => {
    const hits: string[] = [];
    const look = (where: string, value: unknown) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value, (_k, v: unknown) => (
        v instanceof ArrayBuffer ? new TextDecoder().decode(v) : ArrayBuffer.isView(v) ? new TextDecoder().decode(v as Uint8Array<ArrayBuffer>) : v
      ));
      if (text?.includes('syt_')) hits.push(where);
    };
    for (const store of [localStorage, sessionStorage]) for (const key of Object.keys(store)) look(key, store.getItem(key));
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const value of all) look(`${name}/${store}`, value);
      }
      database.close();
    }
    return hits;
  });
  expect(found).toEqual([]);
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
