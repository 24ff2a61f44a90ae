import type { Browser } from '@playwright/test';
import { expect, newTab, test } from '../fixtures/test.ts';

/** Ends the engine's worker from outside, as the browser might. Returns how many there were. */
async function killWorkers(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const workers = targetInfos.filter((t) => t.type === 'shared_worker');
  for (const { targetId } of workers) {
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    await session.send('Target.sendMessageToTarget', {
      sessionId, message: JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'self.close()' } }),
    });
  }
  await session.detach().catch(() => undefined);
  return workers.length;
}

test('a worker killed in the middle of sending loses nothing and doubles nothing', async ({ signedIn, page, browser, peer, member }) => {
  test.setTimeout(120_000);
  const room = await peer.createRoom({ name: 'Sturdy', encrypted: true, invite: [member.userId] });
  await signedIn.accept('Sturdy');
  await peer.waitForMember({ room, user: member.userId });
  await signedIn.openRoom(room);
  const second = await newTab(page);
  await second.open(`/#/room/${room}`);
  await expect(second.composer.field()).toBeEditable();

  const lines = Array.from({ length: 8 }, (_, i) => `sturdy ${i}`);
  for (const line of lines.slice(0, 6)) await signedIn.composer.send(line);
  expect(await killWorkers(browser)).toBeGreaterThan(0);
  for (const line of lines.slice(6)) await signedIn.composer.send(line);

  for (const line of lines) await peer.waitFor({ room, body: line, timeoutMs: 60_000 });
  const got = (await peer.messages({ room, limit: 60 }))
    .filter((e: any) => e.sender === member.userId && e.type === 'm.room.message').map((e: any) => e.content.body);
  expect([...got].sort()).toEqual(lines);

  await peer.send(room, 'still alive?');
  for (const tab of [signedIn, second]) {
    await expect(tab.timeline.message(/still alive/)).toBeVisible({ timeout: 30_000 });
    for (const line of lines) await expect(tab.timeline.message(new RegExp(line))).toHaveCount(1);
  }
});

test('three deaths in a minute end in a page that says so, with the log', async ({ signedIn, page, browser }) => {
  test.setTimeout(120_000);
  for (let i = 0; i < 3; i += 1) {
    await expect.poll(() => killWorkers(browser), { timeout: 20_000 }).toBeGreaterThan(0);
    await page.waitForTimeout(1500);
  }
  await expect(page.getByRole('button', { name: /log/i })).toBeVisible({ timeout: 20_000 });
  await signedIn.page.getByRole('button', { name: /try again|reload|start/i }).first().click();
  await signedIn.expectRooms();
});
