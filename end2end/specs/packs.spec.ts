import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';
import * as media from '../services/lib/media/index.mjs';

const STATE = 'im.ponies.room_emotes';

test('a pack is made and used in words, reactions and as stickers, and a room’s pack is used everywhere', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, emoji, packs, timeline, settings } = signedIn;
  const url = await peer.account.upload(media.picture(3, 128, 128).bytes, 'image/png', 'hen.png');
  await peer.setState(room, STATE, 'pets', { images: { hen: { url, usage: ['sticker'] } }, pack: { display_name: 'Pets' } });

  await settings.open('Emoji and stickers');
  await expect(settings.dialog()).toContainText('There are no pictures in this pack yet.');
  const picture = { mimeType: 'image/png', buffer: Buffer.from(media.picture(9, 128, 128).bytes) };
  await packs.add([{ name: 'party cat.png', ...picture }, { name: 'dog.png', ...picture }]);
  await expect(packs.shortcode('party_cat')).toHaveValue('party_cat');
  await expect(packs.shortcode('dog')).toBeVisible();
  await packs.shortcode('party_cat').fill('two words');
  await expect(packs.picture('party_cat')).toContainText('Use letters, digits');
  await packs.shortcode('party_cat').fill('feast');
  await page.keyboard.press('Enter');
  await expect(packs.shortcode('feast')).toHaveValue('feast');
  await expectAccessible(page);
  await shots(page, 'packs-settings');
  await settings.close();

  await composer.field().pressSequentially('hello :feas');
  await expect(composer.suggestion(/feast/)).toBeVisible();
  await shots(page, 'packs-suggestion');
  await page.keyboard.press('Tab');
  await expect(composer.field()).toHaveValue('hello :feast: ');
  await page.keyboard.press('Enter');
  const said = await peer.waitFor({ room, contains: ':feast:' });
  expect(said.content.formatted_body).toMatch(/^hello <img data-mx-emoticon="" src="mxc:\/\/[^"]+" alt=":feast:"/);
  await expect(timeline.message(/hello/).getByRole('img', { name: ':feast:' })).toBeVisible();

  const eventId = await peer.send(room, 'who comes?');
  await timeline.message(/who comes/).click({ button: 'right' });
  await signedIn.menuItem('More emoji').click();
  await packs.tab('My pack').click();
  await expect(emoji.one('feast')).toBeVisible();
  await shots(page, 'packs-emoji');
  await emoji.one('feast').click();
  await expect(timeline.reaction(/who comes/, ':feast:')).toHaveAttribute('aria-pressed', 'true');
  const reaction = await peer.waitFor({ room, type: 'm.reaction', relatesTo: eventId });
  expect(reaction.content).toMatchObject({ shortcode: 'feast' });

  await peer.sendEvent(room, 'm.sticker', { body: 'a hen', url, info: { mimetype: 'image/png', w: 128, h: 128 } });
  await expect(timeline.log().getByRole('img', { name: 'a hen' })).toBeVisible();
  await composer.attachButton().click();
  await signedIn.menuItem('Sticker').click();
  await packs.tab('Pets').click();
  await expect(packs.sticker('hen')).toBeVisible();
  await shots(page, 'packs-stickers');
  await packs.sticker('hen').click();
  await expect(packs.stickers()).toHaveCount(0);
  const sticker = await peer.waitFor({ room, type: 'm.sticker', notSelf: true });
  expect(sticker.content).toMatchObject({ body: 'hen', url });

  await signedIn.openRoomMenu();
  await signedIn.menuItem('Emoji and stickers').click();
  const dialog = signedIn.dialog(/^Emoji and stickers of/);
  await expect(dialog.getByRole('heading', { name: 'Pets' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create pack' })).toHaveCount(0);
  await dialog.getByRole('switch', { name: 'Use in all rooms' }).check();
  await dialog.getByRole('button', { name: 'Put hen into my pack' }).click();
  await expect(page.getByText('hen is in your pack now.')).toBeVisible();
  const path = `/_matrix/client/v3/user/${encodeURIComponent(member.userId)}/account_data/im.ponies.emote_rooms`;
  await expect.poll(async () => (await member.account.request('GET', path).catch(() => ({}))).rooms).toEqual({ [room]: { pets: {} } });
  await expectAccessible(page);
  await shots(page, 'packs-room');
});
