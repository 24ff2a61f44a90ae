import { expect, test as base } from '../fixtures/test.ts';
import { Deployment } from '../fixtures/nginx.ts';
import { App } from '../pages/App.ts';

const test = base.extend<{ deployment: Deployment }>({
  deployment: async ({}, use) => {
    const deployment = await Deployment.start();
    await use(deployment);
    await deployment.stop();
  },
});

test('a new build under open tabs takes over, and nothing is lost', async ({ page, context, member, peer, deployment }) => {
  test.setTimeout(120_000);
  const old = new App(page, deployment.url);
  const room = await peer.createRoom({ name: 'Moving house', encrypted: true, invite: [member.userId] });
  await old.signIn(member.name);
  await old.accept('Moving house');
  await peer.waitForMember({ room, user: member.userId });
  await old.openRoom(room);
  await old.composer.send('from the old build');
  await peer.waitFor({ room, body: 'from the old build' });
  await old.composer.field().fill('a draft that stays');

  await deployment.deploy('another-build');
  const fresh = new App(await context.newPage(), deployment.url);
  await fresh.open(`/#/room/${room}`);
  await expect(fresh.timeline.message(/from the old build/)).toBeVisible({ timeout: 30_000 });
  await fresh.composer.send('from the new build');
  await peer.waitFor({ room, body: 'from the new build' });

  // The old tab says so and goes on after a reload.
  await expect(page.getByRole('button', { name: /reload/i })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: /reload/i }).click();
  await expect(old.timeline.message(/from the new build/)).toBeVisible({ timeout: 30_000 });
  await expect(old.composer.field()).toHaveValue('a draft that stays');
  await old.composer.send('and from the tab that was old');
  await peer.waitFor({ room, body: 'and from the tab that was old' });

  const sent = (await peer.messages({ room, limit: 60 })).filter((e: any) => e.sender === member.userId && e.type === 'm.room.message');
  expect(sent.map((e: any) => e.content.body)).toEqual(['from the old build', 'from the new build', 'and from the tab that was old']);
});

test('five tabs of the old build hand over at once', async ({ page, context, member, deployment }) => {
  test.setTimeout(120_000);
  const first = new App(page, deployment.url);
  await first.signIn(member.name);
  const tabs = [first];
  while (tabs.length < 5) {
    const tab = new App(await context.newPage(), deployment.url);
    await tab.open();
    await tab.expectRooms();
    tabs.push(tab);
  }
  await deployment.deploy('yet-another-build');
  const fresh = new App(await context.newPage(), deployment.url);
  await fresh.open();
  await fresh.expectRooms();
  for (const tab of tabs) await expect(tab.page.getByRole('button', { name: /reload/i })).toBeVisible({ timeout: 20_000 });
  expect((await member.account.devices()).filter((d: { display_name?: string }) => d.display_name?.startsWith('Protium'))).toHaveLength(1);
});
