import { expect, newTab, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { everything } from '../fixtures/everything.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { DESKTOP, PHONE, shots } from '../fixtures/screenshots.ts';
import * as media from '../services/lib/media/index.mjs';
import type { Locator } from '@playwright/test';

/** The first message of which all is on the screen, and where it stands in the window. */
const firstWhole = (log: Locator) => log.evaluate((element) => {
  const edge = element.getBoundingClientRect().top;
  const row = [...element.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top >= edge);
  if (!row) throw new Error('no message is on the screen');
  return { text: /line \d+/.exec(row.textContent ?? '')?.[0] ?? '', top: row.getBoundingClientRect().top };
});

const box = async (what: Locator) => {
  const found = await what.boundingBox();
  if (!found) throw new Error('it has no box');
  return found;
};

test('messages stand in bubbles or in lines, as one chooses', async ({ signedIn, page, peer, member }) => {
  test.setTimeout(120_000);
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, settings } = signedIn;
  await everything(peer, room);
  await signedIn.composer.send('my own words');
  await peer.waitFor({ room, body: 'my own words' });
  await expect(timeline.message(/last line of all/)).toBeVisible();
  const own = timeline.log().getByText('my own words', { exact: true });
  const theirs = timeline.log().getByText('and the last line of all', { exact: true });
  expect(Math.abs((await box(own)).x - (await box(theirs)).x)).toBeLessThan(2);

  for (const name of ['Bubbles', 'Compact', 'Modern']) {
    await settings.choose('Message layout', name);
    await timeline.expectAtEnd();
    const [mine, other] = [await box(own), await box(theirs)];
    if (name === 'Bubbles') expect(mine.x).toBeGreaterThan(other.x + 100);
    else expect(Math.abs(mine.x - other.x)).toBeLessThan(2);
    expect((await box(timeline.message(/last line of all/))).height < 25).toBe(name === 'Compact');
    // Whoever listens hears the same.
    await expect(timeline.message(/Robin.*last line of all/)).toBeVisible();
    await expectAccessible(page);
    await shots(page, `layout-${name.toLowerCase()}`);
    await timeline.wheel(-900);
    await shots(page, `layout-${name.toLowerCase()}-upper`);
    await timeline.jumpToNewest().click();
    await timeline.expectAtEnd();
  }
});

test('what one reads stays in its place while all looks otherwise', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, settings } = signedIn;
  for (let count = 0; count < 90; count += 1) await peer.account.sendText(room, `line ${count}`);
  await expect(timeline.message(/line 89/)).toBeInViewport();
  await timeline.wheel(-1200);
  await expect(timeline.jumpToNewest()).toBeVisible();
  for (const [about, name] of [['Message layout', 'Bubbles'], ['Message layout', 'Compact'], ['Message layout', 'Modern'], ['Text size', 'Largest'], ['Text size', 'Normal']]) {
    const before = await firstWhole(timeline.log());
    // The header grows with the text; what one reads keeps its distance from the lower edge.
    const edge = async () => { const log = await box(timeline.log()); return log.y + log.height; };
    const gap = await edge() - before.top;
    await settings.choose(about as string, name as string);
    await expect.poll(async () => {
      const now = await timeline.top(new RegExp(`\\b${before.text}$`));
      return Math.abs(await edge() - now - gap);
    }).toBeLessThanOrEqual(3);
  }
});

test('a layout and a size are kept, and other tabs follow', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  await peer.send(room, 'how large am I?');
  const { timeline, settings } = signedIn;
  await expect(timeline.message(/how large/)).toBeVisible();
  const size = (of: typeof page) => of.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  expect(await size(page)).toBe('16px');
  const other = await newTab(page);
  await other.open(`/#/room/${room}`);
  await expect(other.timeline.message(/how large/)).toBeVisible();

  await settings.open();
  await settings.option('Text size', 'Largest').check();
  expect(await size(page)).toBe('24px');
  await settings.option('Message layout', 'Compact').check();
  await settings.close();
  await expect.poll(() => size(other.page)).toBe('24px');
  await expect.poll(async () => (await box(other.timeline.message(/how large/))).height).toBeLessThan(40);
  await other.page.close();

  await page.reload();
  await expect(timeline.message(/how large/)).toBeVisible();
  expect(await size(page)).toBe('24px');
  await settings.open();
  await expect(settings.option('Message layout', 'Compact')).toBeChecked();
  await settings.option('Text size', 'Normal').check();
  expect(await size(page)).toBe('16px');
});

test('hours are counted to twelve or to twenty-four', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  await peer.send(room, 'what time is it?');
  const { timeline, settings } = signedIn;
  const time = timeline.message(/what time/).getByRole('time');
  await expect(time).toHaveText(/^\d{1,2}:\d\d$/);
  await settings.choose('Time of day', '12 hours');
  await expect(time).toHaveText(/^\d{1,2}:\d\d\s[ap]m$/i);
  await page.reload();
  await expect(time).toHaveText(/^\d{1,2}:\d\d\s[ap]m$/i);
  await settings.choose('Time of day', '24 hours');
  await expect(time).toHaveText(/^\d\d:\d\d$/);
  await settings.choose('Time of day', 'As in your region');
  await expect(time).toHaveText(/^\d{1,2}:\d\d$/);
});

test('who comes and goes, and who changes their name, is hidden in all rooms or in one', async ({ signedIn, page, peer, newPeer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member }, { isPublic: true });
  const { timeline, settings } = signedIn;
  await peer.send(room, 'before');
  const sam = await newPeer('Sam');
  await sam.join(room);
  await sam.waitForMember({ room, user: sam.userId });
  await peer.send(room, 'between');
  await peer.account.setProfile({ displayName: 'Robin Hood' });
  await peer.send(room, 'after');
  const joined = timeline.log().getByText(/Sam joined/);
  const renamed = timeline.log().getByText(/is now called Robin Hood/);
  await expect(joined).toBeVisible();
  await expect(renamed).toBeVisible();

  await settings.turn('Messages', 'Show who joins and leaves', false);
  await expect(joined).toHaveCount(0);
  await expect(renamed).toBeVisible();
  await settings.turn('Messages', 'Show changes of names and pictures', false);
  await expect(renamed).toHaveCount(0);
  await expect(timeline.message(/between/)).toBeVisible();
  // Nobody is called to what is hidden.
  await sam.leave(room);
  await peer.send(room, 'the end');
  await expect(timeline.message(/the end/)).toBeVisible();
  await expect(timeline.log().getByText(/Sam left/)).toHaveCount(0);

  const menu = async (name: string, was: 'true' | 'false') => {
    await signedIn.openRoomMenu();
    await expect(signedIn.menuChoice(name)).toHaveAttribute('aria-checked', was);
    await signedIn.menuChoice(name).click();
  };
  await menu('Show who joins and leaves', 'false');
  await expect(joined).toBeVisible();
  await expect(timeline.log().getByText(/Sam left/)).toBeVisible();
  await page.reload();
  await expect(joined).toBeVisible();
  await expect(renamed).toHaveCount(0);
  await menu('Show who joins and leaves', 'true');
  await expect(joined).toHaveCount(0);
  await settings.turn('Messages', 'Show who joins and leaves', true);
  await expect(joined).toBeVisible();
});

test('with Ctrl+Enter one sends, and Enter breaks the line', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, settings } = signedIn;
  await settings.turn('Messages', 'Send with Ctrl+Enter', true);
  await page.reload();
  const field = composer.field();
  await field.pressSequentially('one');
  await field.press('Enter');
  await field.pressSequentially('two');
  await expect(field).toHaveValue('one\ntwo');
  await field.press('Control+Enter');
  await peer.waitFor({ room, body: 'one\ntwo' });
  await expect(field).toHaveValue('');
  await settings.turn('Messages', 'Send with Ctrl+Enter', false);
  await composer.send('three');
  await peer.waitFor({ room, body: 'three' });

  await expect(field).toHaveAttribute('spellcheck', 'true');
  await settings.turn('Messages', 'Send :) as 🙂', true);
  await settings.turn('Messages', 'Put marks around what is selected', true);
  await field.fill('really :)');
  await field.evaluate((element) => { (element as HTMLTextAreaElement).setSelectionRange(0, 6); });
  await field.press('*');
  await expect(field).toHaveValue('*really* :)');
  await field.press('Enter');
  await peer.waitFor({ room, body: '*really* 🙂' });
});

test('what one reads and that one writes is told to nobody', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, rooms, settings, timeline } = signedIn;
  const writing = new Set<string>();
  peer.on('typing', ({ users }: { users: string[] }) => users.forEach((user) => writing.add(user)));
  await settings.open('Privacy');
  await settings.switch('Let others see what you have read').setChecked(false);
  await settings.switch('Let others see when you are typing').setChecked(false);
  await settings.close();
  await page.reload();
  await expect(timeline.log()).toBeVisible();
  await signedIn.goTo('#/home');

  const secret = await peer.send(room, 'who knows that you know?');
  await expect(rooms.room('Shared')).toHaveAccessibleName(/unread/);
  await rooms.open('Shared');
  await expect(timeline.message(/who knows/)).toBeVisible();
  await expect(rooms.room('Shared')).not.toHaveAccessibleName(/unread/);
  await composer.field().pressSequentially('nobody');
  await composer.field().press('Enter');
  // What was told before it would have come before it.
  await peer.waitFor({ room, body: 'nobody' });
  expect(peer.readUpTo({ room, user: member.userId })).not.toBe(secret);
  expect([...writing]).not.toContain(member.userId);

  await settings.open('Privacy');
  await settings.switch('Let others see what you have read').setChecked(true);
  await settings.switch('Let others see when you are typing').setChecked(true);
  await settings.close();
  const known = await peer.send(room, 'and now all may');
  await expect(timeline.message(/all may/)).toBeVisible();
  await peer.waitForReceipt({ room, user: member.userId, eventId: known });
  await composer.field().pressSequentially('hm');
  await peer.waitForTyping({ room, user: member.userId });
});

test('one need not see that others write', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { settings, timeline } = signedIn;
  const typing = page.getByText(/Robin is typing/);
  await peer.typing(room);
  await expect(typing).toBeVisible();
  await settings.turn('Messages', 'Show when others are typing', false);
  await expect(typing).toHaveCount(0);
  await peer.send(room, 'said');
  await expect(timeline.message(/said/)).toBeVisible();
  await peer.typing(room);
  await settings.turn('Messages', 'Show when others are typing', true);
  await expect(typing).toBeVisible();
});

for (const encrypted of [false, true]) {
  test(`a GIF stands still where one wants that${encrypted ? ', encrypted' : ''}`, async ({ signedIn, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
    const { settings, timeline } = signedIn;
    await peer.sendFile({ room, ...media.moving() });
    const row = timeline.message(/blink\.gif/);
    const picture = row.getByRole('img', { name: 'blink.gif' });
    const loaded = () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(loaded).toBeGreaterThan(0);
    await expect(row.getByText('GIF', { exact: true })).toHaveCount(0);
    await settings.turn('Messages', 'Play GIFs by themselves', false);
    await expect(row.getByText('GIF', { exact: true })).toBeVisible();
    await expect.poll(loaded).toBeGreaterThan(0);
    // Its first frame, which is red, covers what would move.
    await expect.poll(() => row.locator('canvas').last().evaluate((canvas) => {
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(5, 5, 1, 1);
      return data[0]! > 150 && data[2]! < 120;
    })).toBe(true);
    await expect(picture).toHaveCSS('opacity', '0');
    await row.getByRole('button', { name: 'Open blink.gif' }).click();
    await expect(signedIn.viewer.picture('blink.gif')).toBeVisible();
  });
}

test('the dialog by keyboard, in both schemes', async ({ signedIn, page, peer, member }) => {
  test.setTimeout(120_000);
  await sharedRoom({ signedIn, peer, member });
  const { settings } = signedIn;
  await settings.open();
  await settings.tab('Appearance').focus();
  await page.keyboard.press('ArrowDown');
  await expect(settings.tab('Messages')).toBeFocused();
  await expect(settings.tab('Messages')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Tab');
  await expect(settings.switch('Send with Ctrl+Enter')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(settings.switch('Send with Ctrl+Enter')).toBeChecked();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect(settings.option('Message layout', 'Modern')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(settings.option('Message layout', 'Bubbles')).toBeChecked();

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const tab of ['Appearance', 'Messages', 'Privacy'] as const) {
      await settings.tab(tab).click();
      await expectAccessible(page);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  for (const tab of ['Appearance', 'Messages', 'Privacy'] as const) {
    await settings.tab(tab).click();
    await shots(page, `settings-${tab.toLowerCase()}`, { desktop: DESKTOP });
  }
  await settings.close();
  await expect(signedIn.account()).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('the settings take the whole screen', async ({ signedIn, page }) => {
    const { settings } = signedIn;
    await settings.open();
    await expect.poll(() => box(settings.dialog())).toMatchObject({ x: 0, y: 0, ...PHONE });
    for (const tab of ['Appearance', 'Messages', 'Privacy'] as const) {
      await settings.tab(tab).tap();
      await expectAccessible(page);
      await shots(page, `settings-${tab.toLowerCase()}`, { phone: PHONE });
    }
    await settings.switch('Let others see what you have read').tap();
    await expect(settings.switch('Let others see what you have read')).not.toBeChecked();
    await settings.dialog().getByRole('button', { name: 'Close' }).tap();
    await expect(settings.dialog()).toHaveCount(0);
  });
});
