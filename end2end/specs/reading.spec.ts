import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';

test('one jumps to the first unread message, or puts the button away', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  const eventId = await peer.send(room, 'read before going away');
  await expect(timeline.message(/read before/)).toBeVisible();
  await peer.waitForReceipt({ room, user: member.userId, eventId });
  await signedIn.goTo('#/home');
  for (let i = 0; i < 50; i += 1) await peer.account.sendText(room, `unread ${String(i).padStart(2, '0')}`);
  await signedIn.openRoom(room);
  await expect(timeline.message(/unread 49/)).toBeInViewport();

  await timeline.jumpToUnread().click();
  await expect(timeline.newMessages()).toBeInViewport();
  await expect(timeline.message(/unread 00/)).toBeInViewport();
  await expect(timeline.jumpToUnread()).toHaveCount(0);

  await timeline.jumpToNewest().click();
  await timeline.expectAtEnd();
  await timeline.hideJumpToUnread().click();
  await expect(timeline.jumpToUnread()).toHaveCount(0);
  await timeline.wheel(-300);
  await expect(timeline.jumpToNewest()).toBeVisible();
  await expect(timeline.jumpToUnread()).toHaveCount(0);
  // What was put away was the button: the line is where it was.
  await expect(async () => {
    await timeline.wheel(-600);
    await expect(timeline.newMessages()).toBeInViewport({ timeout: 500 });
  }).toPass();
});

test.describe('days', () => {
  /** The day in London on which an event was sent, and noon of a later day. */
  const days = (sent: number) => {
    const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options }).format(sent);
    const number = (unit: 'year' | 'month' | 'day') => Number(part({ [unit]: 'numeric' }));
    return { part, noonAfter: (count: number) => Date.UTC(number('year'), number('month') - 1, number('day') + count, 12) };
  };

  test('dividers say today, yesterday, the day of the week, and then the date', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const eventId = await peer.send(room, 'as time goes by');
    await expect(signedIn.timeline.message(/time goes by/)).toBeVisible();
    const { timestamp } = await peer.waitFor({ room, eventId });
    const { part, noonAfter } = days(timestamp);
    const date = `${part({ day: 'numeric' })} ${part({ month: 'long' })}`;
    const sameYear = (later: number) => new Date(noonAfter(later)).getUTCFullYear() === Number(part({ year: 'numeric' }));
    for (const [later, words] of [
      [0, /^Today$/],
      [1, /^Yesterday$/],
      [3, new RegExp(`^${part({ weekday: 'long' })}$`)],
      // In the last week of a year, the year is said.
      [8, sameYear(8) ? new RegExp(`^${part({ weekday: 'short' })},? ${date}$`) : new RegExp(`^${date} ${part({ year: 'numeric' })}$`)],
      [400, new RegExp(`^${date} ${part({ year: 'numeric' })}$`)],
    ] as [number, RegExp][]) {
      // The page's clock alone: the server's and the engine's go on as they are.
      await page.clock.setFixedTime(noonAfter(later));
      await page.reload();
      await expect(signedIn.timeline.message(/time goes by/)).toBeVisible();
      await expect(signedIn.timeline.separators().first()).toHaveAccessibleName(words);
    }
  });
});

for (const [locale, timezoneId, shape] of [
  ['en-GB', 'Asia/Tokyo', /^\d{1,2}:\d\d$/],
  ['en-US', 'America/New_York', /^\d{1,2}:\d\d [AP]M$/],
] as [string, string, RegExp][]) {
  test.describe(locale, () => {
    test.use({ locale, timezoneId });

    test(`hours are those of the browser: ${locale} in ${timezoneId}`, async ({ signedIn, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member });
      const eventId = await peer.send(room, 'what time is it?');
      const { timestamp } = await peer.waitFor({ room, eventId });
      const time = signedIn.timeline.message(/what time is it/).getByRole('time');
      // Before AM and PM stands a space of another kind than ours.
      const plain = (text: string) => text.replace(/\s/g, ' ');
      const said = plain(await time.innerText());
      expect(said).toMatch(shape);
      expect(said).toBe(plain(new Intl.DateTimeFormat(locale, { timeZone: timezoneId, hour: 'numeric', minute: '2-digit' }).format(timestamp)));
    });
  });
}

test('a block of code is copied as it stands', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const code = 'fn main() {\n    println!("<&>\\t");\n}\n';
  await peer.send(room, code, { formatted: `<p>Look:</p><pre><code class="language-rust">${code.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>` });
  await signedIn.timeline.copyCode().click();
  await expect(signedIn.timeline.copied()).toBeVisible();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trimEnd()).toBe(code.trimEnd());
  await expect(signedIn.timeline.copyCode()).toBeVisible();
});

for (const kind of ['a plain', 'an encrypted']) {
  test(`all versions of an edited message are shown, in ${kind} room`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted: kind === 'an encrypted' });
    const eventId = await peer.send(room, 'the first wording');
    await expect(signedIn.timeline.message(/first wording/)).toBeVisible();
    await peer.edit(room, eventId, 'the second wording');
    await peer.edit(room, eventId, 'the third wording', { formatted: 'the <strong>third</strong> wording' });
    const versions = signedIn.timeline.versions().getByRole('listitem');
    await peer.edit(room, eventId, 'the third wording', { formatted: 'the <em>third</em> wording' });
    await expect(signedIn.timeline.message(/third wording/).getByRole('emphasis')).toBeVisible();
    await signedIn.timeline.edited(/third wording/).click();
    await expect(versions).toHaveText([/Shown now.*the third wording/s, /the secondthird wording/, /the firstsecond wording/, /Original.*the first wording/s]);
    await expect(versions.nth(1).getByRole('insertion')).toHaveText('third');
    await expect(versions.nth(1).getByRole('deletion')).toHaveText('second');
    // Where only the format has changed, it is shown.
    await expect(versions.first().getByRole('emphasis')).toHaveText('third');
    await page.keyboard.press('Escape');
    await expect(signedIn.timeline.versions()).toHaveCount(0);
  });
}

test('each paragraph is written in the direction of its own words', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const direction = (text: string) => signedIn.timeline.log().getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).direction);
  await peer.send(room, 'مرحبا بالعالم, hello');
  await peer.send(room, 'hello, مرحبا بالعالم');
  await peer.send(room, '123 – שלום!');
  await peer.send(room, 'one and two', { formatted: '<p>one in English</p><p>واحد بالعربية</p><ul><li>an item</li><li>عنصر</li></ul><pre><code>let عدد = 1;</code></pre>' });
  await expect(signedIn.timeline.message(/one in English/)).toBeVisible();
  expect(await direction('مرحبا بالعالم, hello')).toBe('rtl');
  expect(await direction('hello, مرحبا بالعالم')).toBe('ltr');
  expect(await direction('123 – שלום!')).toBe('rtl');
  expect(await direction('one in English')).toBe('ltr');
  expect(await direction('واحد بالعربية')).toBe('rtl');
  expect(await direction('an item')).toBe('ltr');
  expect(await direction('عنصر')).toBe('rtl');
  expect(await direction('let عدد = 1;')).toBe('ltr');

  const field = signedIn.composer.field();
  const written = () => field.evaluate((element) => getComputedStyle(element).direction);
  await field.fill('مرحبا');
  expect(await written()).toBe('rtl');
  await field.fill('hello');
  expect(await written()).toBe('ltr');
});
