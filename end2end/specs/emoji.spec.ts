import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';

test('an emoji is looked for by name, in a skin tone, and written at the caret', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, emoji } = signedIn;
  await composer.field().fill('well done everybody');
  for (let i = 0; i < ' everybody'.length; i += 1) await page.keyboard.press('ArrowLeft');
  await composer.emojiButton().click();
  await expect(emoji.searchField()).toBeFocused();
  await emoji.tone('Medium dark').click();
  await emoji.searchField().fill('thumbs up');
  await shots(page, 'emoji-search');
  await emoji.one('thumbs up').click();
  await expect(emoji.box()).toHaveCount(0);
  await expect(composer.field()).toBeFocused();
  await page.keyboard.press('Enter');
  const got = await peer.waitFor({ room, contains: 'well done' });
  expect(got.content.body).toBe('well done👍🏾 everybody');
});

test('by keyboard alone one reacts with an emoji of another group', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, emoji } = signedIn;
  const eventId = await peer.send(room, 'what shall we eat?');
  await timeline.message(/shall we eat/).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(signedIn.menuItem('More emoji')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(emoji.searchField()).toBeFocused();
  await page.keyboard.type('pizza');
  await expect(emoji.one('pizza')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(emoji.one('pizza')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(timeline.reaction(/shall we eat/, '🍕')).toHaveAttribute('aria-pressed', 'true');
  await peer.waitFor({ room, type: 'm.reaction', relatesTo: eventId, key: '🍕' });

  await timeline.message(/shall we eat/).click({ button: 'right' });
  await signedIn.menuItem('More emoji').click();
  await emoji.group('Food & drink').click();
  await expect(emoji.one('grapes')).toBeVisible();
  await shots(page, 'emoji-group');
  await page.keyboard.press('Escape');
  await expect(emoji.box()).toHaveCount(0);
});

test('without any emoji of that name the box says so', async ({ signedIn, peer, member }) => {
  await sharedRoom({ signedIn, peer, member });
  await signedIn.composer.emojiButton().click();
  await signedIn.emoji.searchField().fill('xyzzy');
  await expect(signedIn.emoji.box()).toContainText('No emoji has a name like that');
});

test('emoji that were used are offered first, here and in other clients', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, emoji, timeline } = signedIn;
  const used = 'io.element.recent_emoji';
  await composer.emojiButton().click();
  await expect(emoji.group('Smileys & emotion')).toHaveAttribute('aria-pressed', 'true');
  await expect(emoji.group('Often used')).toHaveCount(0);
  await emoji.searchField().fill('birthday cake');
  await emoji.one('birthday cake').click();
  const path = `/_matrix/client/v3/user/${encodeURIComponent(member.userId)}/account_data/${used}`;
  await expect.poll(async () => (await member.account.request('GET', path).catch(() => ({}))).recent_emoji).toEqual([['🎂', 1]]);
  await composer.emojiButton().click();
  await expect(emoji.group('Often used')).toHaveAttribute('aria-pressed', 'true');
  await emoji.one('birthday cake').click();
  await composer.field().fill('');
  await peer.send(room, 'who won?');
  await timeline.message(/who won/).click({ button: 'right' });
  await signedIn.menuChoice('🎉').click();
  await expect.poll(async () => (await member.account.request('GET', path)).recent_emoji).toEqual([['🎉', 1], ['🎂', 2]]);
});
