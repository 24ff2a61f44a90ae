import { expect, test } from '../fixtures/test.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { shots } from '../fixtures/screenshots.ts';

async function roomBehindProxy({ app, context, member, peer, newProxy }: any, encrypted: boolean) {
  const proxy = await newProxy();
  await serveConfig(context, configFor(proxy.url));
  const room = await peer.createRoom({ name: 'Ferry', encrypted, invite: [member.userId] });
  await app.signIn(member.name);
  await app.accept('Ferry');
  await peer.waitForMember({ room, user: member.userId });
  await app.openRoom(room);
  await peer.send(room, 'before the tunnel');
  await expect(app.timeline.message(/before the tunnel/)).toBeVisible();
  return { proxy, room };
}

const sentBy = async (peer: any, room: string, user: string) => (await peer.messages({ room, limit: 60 }))
  .filter((e: any) => e.sender === user && e.type === 'm.room.message').map((e: any) => e.content.body);

for (const encrypted of [false, true]) {
  test(`what is written offline goes out once and in order (${encrypted ? 'encrypted' : 'plain'})`, async ({ app, context, member, peer, newProxy }) => {
    const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, encrypted);
    proxy.setMode('down');
    await expect(app.connection()).toContainText(/\S/, { timeout: 30_000 });
    const lines = ['one', 'two', 'three', 'four', 'five'].map((n) => `line ${n}`);
    for (const line of lines) await app.composer.send(line);
    for (const line of lines) await expect(app.timeline.message(new RegExp(line))).toBeVisible();
    proxy.setMode('pass');
    for (const line of lines) await peer.waitFor({ room, body: line, timeoutMs: 45_000 });
    expect(await sentBy(peer, room, member.userId)).toEqual(lines);
    await expect(app.connection()).toHaveText('', { timeout: 30_000 });
  });
}

test('what is written offline goes out after a restart in between', async ({ app, page, context, member, peer, newProxy }) => {
  const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, true);
  proxy.setMode('down');
  await app.composer.send('kept in the queue');
  await expect(app.timeline.message(/kept in the queue/)).toBeVisible();
  const address = page.url();
  // The last tab goes, and with it the worker.
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  proxy.setMode('pass');
  await peer.waitFor({ room, body: 'kept in the queue', timeoutMs: 60_000 });
  expect(await sentBy(peer, room, member.userId)).toEqual(['kept in the queue']);
});

test('without any network the app comes up from its own cache', async ({ app, page, context, member, peer, newProxy }) => {
  await roomBehindProxy({ app, context, member, peer, newProxy }, true);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The service worker fills its cache after it has become ready.
  await expect.poll(() => page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) count += (await (await caches.open(name)).keys()).length;
    return count;
  })).toBeGreaterThan(4);
  await context.unrouteAll();
  await context.setOffline(true);
  await page.reload();
  await expect(app.timeline.message(/before the tunnel/)).toBeVisible({ timeout: 20_000 });
  await expect(app.connection()).toContainText(/offline/i);
  await context.setOffline(false);
});

for (const mode of ['hang', 'slow', 'down'] as const) {
  test(`a cached room opens at once while the homeserver is in mode ${mode}`, async ({ app, page, context, member, peer, newProxy }) => {
    const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, true);
    proxy.setMode(mode, { delayMs: 60_000 });
    await page.reload();
    const started = Date.now();
    await expect(app.timeline.message(/before the tunnel/)).toBeVisible({ timeout: 8000 });
    test.info().annotations.push({ type: 'ms to cached timeline', description: String(Date.now() - started) });
    await app.goTo('#/home');
    await app.openRoom(room);
    await expect(app.timeline.message(/before the tunnel/)).toBeVisible({ timeout: 3000 });
  });
}

const refuseMessages = (proxy: any) => proxy.setMode('status', {
  status: 403, body: { errcode: 'M_FORBIDDEN', error: 'no' }, only: (r: { path: string }) => r.path.includes('/send/m.room.message'),
});

test('a failed message can be sent again or deleted', async ({ app, context, member, peer, newProxy }) => {
  const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, false);
  refuseMessages(proxy);
  await app.composer.send('refused at first');
  const row = app.timeline.message(/refused at first/);
  await expect(row.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expect(app.timeline.unsent().getByRole('alert')).toHaveText('One message was not sent.');
  proxy.setMode('pass');
  await row.getByRole('button', { name: 'Retry' }).click();
  await peer.waitFor({ room, body: 'refused at first' });
  await expect(app.timeline.unsent()).toHaveCount(0);

  refuseMessages(proxy);
  await app.composer.send('never mind');
  await app.timeline.message(/never mind/).getByRole('button', { name: 'Delete' }).click();
  await expect(app.timeline.message(/never mind/)).toHaveCount(0);
  await expect(app.timeline.unsent()).toHaveCount(0);
  proxy.setMode('pass');
  await app.composer.send('afterwards');
  await peer.waitFor({ room, body: 'afterwards' });
  expect(await sentBy(peer, room, member.userId)).toEqual(['refused at first', 'afterwards']);
});

test('all that was not sent is sent again, or deleted after a question', async ({ app, page, context, member, peer, newProxy }) => {
  const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, false);
  const { timeline, composer } = app;
  refuseMessages(proxy);
  await composer.send('refused at first');
  await expect(timeline.unsent().getByRole('alert')).toHaveText('One message was not sent.');
  // What is behind the refused one waits for it in the queue.
  await composer.send('waiting behind it');
  await expect(timeline.message(/waiting behind it/)).toBeVisible();
  await shots(page, 'unsent');
  proxy.setMode('pass');
  await timeline.sendAllAgain().press('Enter');
  await expect(timeline.unsent()).toHaveCount(0);
  // The button is gone from under the focus, which goes on in the timeline.
  await expect(timeline.log().locator('article:focus')).toBeVisible();
  for (const body of ['refused at first', 'waiting behind it']) await peer.waitFor({ room, body });

  refuseMessages(proxy);
  await composer.send('never mind');
  await expect(timeline.unsent()).toBeVisible();
  await composer.send('but this one');
  await expect(timeline.message(/but this one/)).toBeVisible();
  await timeline.deleteAll().press('Enter');
  const question = timeline.deleteAllQuestion();
  await expect(question).toContainText('what you wrote will be lost');
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(timeline.deleteAll()).toBeFocused();
  await expect(timeline.message(/never mind/)).toBeVisible();
  await timeline.deleteAll().press('Enter');
  proxy.setMode('pass');
  await question.getByRole('button', { name: 'Delete all' }).click();
  await expect(question).toHaveCount(0);
  await expect(timeline.message(/never mind/)).toHaveCount(0);
  await expect(timeline.unsent()).toHaveCount(0);
  await peer.waitFor({ room, body: 'but this one' });
  expect(await sentBy(peer, room, member.userId)).toEqual(['refused at first', 'waiting behind it', 'but this one']);
});

test('busy and broken answers are tried again', async ({ app, context, member, peer, newProxy }) => {
  const { proxy, room } = await roomBehindProxy({ app, context, member, peer, newProxy }, false);
  let refused = 0;
  proxy.setMode('status', {
    status: 429,
    body: { errcode: 'M_LIMIT_EXCEEDED', error: 'slow down', retry_after_ms: 300 },
    only: (r: { path: string }) => {
      if (!r.path.includes('/send/m.room.message') || refused >= 2) return false;
      refused += 1;
      return true;
    },
  });
  await app.composer.send('patience');
  await peer.waitFor({ room, body: 'patience', timeoutMs: 30_000 });
  expect(refused).toBe(2);
  expect(await sentBy(peer, room, member.userId)).toEqual(['patience']);
});
