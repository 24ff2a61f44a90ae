import { expect, test } from '../fixtures/test.ts';
import { givePower, sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

for (const encrypted of [false, true]) {
  test(`messages are pinned, walked and unpinned${encrypted ? ', encrypted' : ''}`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
    const { timeline } = signedIn;
    const rules = await peer.send(room, 'Be kind to one another');
    await peer.send(room, 'The market opens at eight');
    await timeline.message(/market opens/).click({ button: 'right' });
    await expect(signedIn.menuItem('Reply')).toBeVisible();
    await expect(signedIn.menuItem('Pin')).toHaveCount(0);
    await page.keyboard.press('Escape');

    await givePower(peer, room, member.userId, 50);
    await peer.account.setState(room, 'm.room.pinned_events', '', { pinned: [rules] });
    await expect(timeline.pinned()).toContainText('Be kind to one another');
    await timeline.message(/market opens/).click({ button: 'right' });
    await signedIn.menuItem('Pin').click();
    await expect(timeline.pinned()).toContainText('Pinned 2 of 2');
    await expect(timeline.pinned()).toContainText('The market opens at eight');
    await expectAccessible(page);
    await shots(page, 'pinned-banner');
    await timeline.pinned().getByRole('button', { name: /market opens/ }).click();
    await expect(timeline.message(/market opens/)).toHaveAttribute('data-focused');
    await expect(timeline.pinned()).toContainText('Pinned 1 of 2');

    await timeline.pinned().getByRole('button', { name: 'All pinned messages' }).click();
    const dialog = signedIn.dialog('Pinned messages');
    await expect(dialog.getByRole('listitem')).toHaveText([/Robin.*market opens/, /Robin.*Be kind/]);
    await shots(page, 'pinned-list');
    await dialog.getByRole('listitem').filter({ hasText: 'market' }).getByRole('button', { name: 'Unpin' }).click();
    await expect(dialog.getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(timeline.pinned()).toContainText('Be kind');
    await timeline.message(/Be kind/).click({ button: 'right' });
    await signedIn.menuItem('Unpin').click();
    await expect(timeline.pinned()).toHaveCount(0);
    expect(await peer.state(room, 'm.room.pinned_events')).toEqual({ pinned: [] });
  });
}

test('what is pinned can be read without a connection', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  const rules = await peer.send(room, 'Be kind to one another');
  await peer.account.setState(room, 'm.room.pinned_events', '', { pinned: [rules] });
  await expect(timeline.pinned()).toContainText('Be kind');
  await page.context().setOffline(true);
  await page.reload();
  await expect(timeline.pinned()).toContainText('Be kind');
});
