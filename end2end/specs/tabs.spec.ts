import { expect, newTab, test } from '../fixtures/test.ts';
import type { App } from '../pages/App.ts';

for (const count of [2, 5]) {
  test(`${count} tabs are live at once`, async ({ signedIn, page, peer, member }) => {
    const room = await peer.createRoom({ name: 'Everywhere', encrypted: true, invite: [member.userId] });
    await signedIn.accept('Everywhere');
    await peer.waitForMember({ room, user: member.userId });
    const tabs: App[] = [signedIn];
    await signedIn.openRoom(room);
    while (tabs.length < count) {
      const tab = await newTab(page);
      await tab.open(`/#/room/${room}`);
      await expect(tab.timeline.log()).toBeVisible();
      tabs.push(tab);
    }
    await peer.send(room, 'for all tabs');
    for (const tab of tabs) await expect(tab.timeline.message(/for all tabs/)).toBeVisible();
    for (const [index, tab] of tabs.entries()) await tab.composer.send(`from tab ${index}`);
    for (const tab of tabs) {
      for (let index = 0; index < count; index += 1) {
        await expect(tab.timeline.message(new RegExp(`from tab ${index}`))).toHaveCount(1);
      }
    }
    for (let index = 0; index < count; index += 1) await peer.waitFor({ room, body: `from tab ${index}` });

    // The first tab, which started it all, goes; the others live on.
    await tabs[0].page.close();
    await peer.send(room, 'after the first has gone');
    for (const tab of tabs.slice(1)) await expect(tab.timeline.message(/after the first/)).toBeVisible();
  });
}

test('one device serves all tabs', async ({ signedIn, page, member }) => {
  const second = await newTab(page);
  await second.open();
  await second.expectRooms();
  const here = (await member.account.devices()).filter((d: { display_name?: string }) => d.display_name?.startsWith('Protium'));
  expect(here).toHaveLength(1);
  await signedIn.expectRooms();
});

test('with dedicated workers one tab works at a time, and a second can take over', async ({ app, page, member, peer }) => {
  await app.signIn(member.name, '/?worker=dedicated');
  await app.open('/?worker=dedicated');
  await app.expectRooms();
  const room = await peer.createRoom({ name: 'Dedicated', invite: [member.userId] });
  await app.accept('Dedicated');
  await app.openRoom(room);
  await app.composer.send('by a dedicated worker');
  await peer.waitFor({ room, body: 'by a dedicated worker' });

  const second = await newTab(page);
  await second.open('/?worker=dedicated');
  await second.page.getByRole('button', { name: /use .*here/i }).click();
  await second.expectRooms();
  await second.openRoom(room);
  await second.composer.send('now from the second');
  await peer.waitFor({ room, body: 'now from the second' });
});
