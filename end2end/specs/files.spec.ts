import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { everything } from '../fixtures/everything.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import * as media from '../services/lib/media/index.mjs';
import { shots } from '../fixtures/screenshots.ts';

for (const encrypted of [false, true]) {
  test(`the files of a room stand beside it, also those far back${encrypted ? ', encrypted' : ''}`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
    await everything(peer, room);
    const shown = media.picture(6, 320, 200);
    const url = await peer.account.upload(shown.bytes, shown.mime, shown.name);
    const item = (body: string) => ({ itemtype: 'm.image', body, url, info: { mimetype: shown.mime, w: 320, h: 200, size: shown.bytes.length } });
    const itemtypes = ['shore.png', 'cliff.png'].map(item);
    await peer.sendEvent(room, 'm.room.message', { msgtype: 'dm.filament.gallery', body: 'shore.png, cliff.png', itemtypes });
    // More than a page of messages, so that the files are further back than what is loaded.
    await Promise.all(Array.from({ length: 50 }, (_, count) => peer.send(room, `filler ${count}`)));
    await peer.send(room, 'after the fillers');
    await expect(signedIn.timeline.message(/after the fillers/)).toBeVisible();
    await page.reload();
    await signedIn.openRoomMenu();
    await signedIn.menuItem('Files').click();
    const panel = page.getByRole('region', { name: 'Files' });
    const list = panel.getByRole('navigation', { name: 'Files' });
    await expect(list.getByRole('link', { name: /landscape/ }).first()).toBeVisible();
    // It looks the same in both.
    if (!encrypted) {
      await expectAccessible(page);
      await shots(page, 'files');
    }

    await panel.getByRole('button', { name: 'Others' }).click();
    await expect(list.getByRole('link', { name: /landscape/ })).toHaveCount(0);
    await panel.getByRole('button', { name: 'Pictures' }).click();
    // Several in one message stand for themselves, and follow one another.
    await list.getByRole('link', { name: /shore/ }).click();
    await expect(signedIn.viewer.heading()).toHaveText('shore.png');
    await page.keyboard.press('ArrowRight');
    await expect(signedIn.viewer.heading()).toHaveText('cliff.png');
    await page.keyboard.press('Escape');
    await expect(signedIn.timeline.viewer()).toHaveCount(0);
    await list.getByRole('link', { name: /landscape/ }).first().click();
    await expect(signedIn.viewer.heading()).toContainText('landscape');
    await page.keyboard.press('Escape');
    await expect(signedIn.timeline.viewer()).toHaveCount(0);
    await panel.getByRole('button', { name: 'Others' }).click();
    await list.getByRole('link', { name: /minutes/ }).first().click();
    await expect(signedIn.viewer.heading()).toHaveText('minutes.txt');
    await page.keyboard.press('Escape');
    await expect(signedIn.timeline.viewer()).toHaveCount(0);
    await panel.getByRole('button', { name: 'Audio' }).click();
    const file = list.getByRole('link').first();
    await file.focus();
    await page.keyboard.press('Enter');
    await expect(signedIn.timeline.log().locator('[data-focused=true], [data-focused=""]')).toBeVisible();
  });
}

test('a room without files or polls says so', async ({ signedIn, page, peer, member }) => {
  await sharedRoom({ signedIn, peer, member });
  await signedIn.openRoomMenu();
  await signedIn.menuItem('Files').click();
  await expect(page.getByRole('region', { name: 'Files' })).toContainText('No files were sent here.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Files' })).toHaveCount(0);
  await signedIn.openRoomMenu();
  await signedIn.menuItem('Polls').click();
  await expect(page.getByRole('region', { name: 'Polls' })).toContainText('Nobody has asked anything here with a poll.');
});
