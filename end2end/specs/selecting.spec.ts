import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

test('several messages are selected by mouse, copied, and deleted', async ({ signedIn, page, context, peer, member }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { timeline, composer } = signedIn;
  for (const text of ['plums', 'pears', 'apples']) await peer.send(room, text);
  for (const text of ['red', 'green']) {
    await composer.send(text);
    await expect(timeline.message(text)).not.toHaveAttribute('data-send-state');
  }
  const bar = timeline.selectionBar();

  // Shift takes all between.
  await timeline.message(/pears/).click({ modifiers: ['Shift'] });
  await expect(bar.selected()).toHaveText('1 message selected');
  await timeline.message(/red/).click({ modifiers: ['Shift'] });
  await expect(bar.selected()).toHaveText('3 messages selected');
  await expect(timeline.choice(/apples/)).toBeChecked();
  await expect(timeline.choice(/plums/)).not.toBeChecked();
  await timeline.message(/plums/).click();
  await expect(bar.selected()).toHaveText('4 messages selected');
  await expectAccessible(page);
  await shots(page, 'selecting');
  await bar.button('Copy').click();
  await expect(bar.selected()).toHaveCount(0);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/Robin, .+:\nplums\n\nRobin, .+:\npears\n\nRobin, .+:\napples\n\n.+:\nred$/);

  await timeline.message(/apples/).click({ button: 'right' });
  await signedIn.menuItem('Select').click();
  await expect(bar.button('Delete')).toBeDisabled();
  await timeline.message(/red/).click();
  await timeline.message(/green/).click();
  await bar.button('Delete').click();
  const dialog = signedIn.dialog('Delete 2 messages?');
  await expect(dialog).toContainText('You may not delete one of the selected messages');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(timeline.message(/Message deleted/)).toHaveCount(2);
  await expect(timeline.message(/apples/)).toBeVisible();
  await expect(bar.selected()).toHaveCount(0);
});

test('messages are selected by keyboard and sent on together, in their order', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const garden = await peer.createRoom({ name: 'Garden', invite: [member.userId] });
  await member.account.request('POST', `/_matrix/client/v3/join/${encodeURIComponent(garden)}`, {});
  const { timeline } = signedIn;
  for (const text of ['one', 'two', 'three']) await peer.send(room, text);
  const bar = timeline.selectionBar();
  await timeline.message(/three/).focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(bar.selected()).toHaveText('2 messages selected');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(bar.selected()).toHaveText('3 messages selected');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar.selected()).toHaveText('2 messages selected');
  await page.keyboard.press('ArrowUp');
  await expect(timeline.message(/one/)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(timeline.choice(/one/)).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(bar.selected()).toHaveCount(0);
  await expect(timeline.message(/one/)).toBeFocused();

  await page.keyboard.press('Shift+ArrowDown');
  await bar.button('Forward').click();
  const dialog = signedIn.dialog('Forward 2 messages');
  await dialog.getByRole('checkbox', { name: 'Garden' }).check();
  await dialog.getByRole('button', { name: 'Forward to 1 room' }).click();
  await expect(page.getByText('Forwarded', { exact: true })).toBeVisible();
  await peer.waitFor({ room: garden, contains: 'two' });
  const there = await peer.messages({ room: garden });
  const bodies = there.map((event: any) => event.content.body).filter(Boolean);
  expect(bodies).toEqual(['one', 'two']);
});
