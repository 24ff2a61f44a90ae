import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';
import { expectAccessible } from '../fixtures/axe.ts';

test('a person is named by the first letters, by keyboard', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  await peer.send(room, 'anybody here?');
  await expect(timeline.message(/anybody/)).toBeVisible();
  await composer.field().pressSequentially('yes @rob');
  await expect(composer.suggestion(/Robin/)).toHaveAttribute('aria-selected', 'true');
  const id = await composer.suggestion(/Robin/).getAttribute('id');
  await expect(composer.field()).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('Enter');
  await expect(composer.suggestions()).toHaveCount(0);
  await expect(composer.field()).toHaveValue(`yes ${peer.userId} `);
  await page.keyboard.press('Enter');
  const got = await peer.waitFor({ room, contains: 'yes ' });
  expect(got.content['m.mentions'].user_ids).toEqual([peer.userId]);
  expect(got.content.formatted_body).toBe(`yes <a href="https://matrix.to/#/${peer.userId}">Robin</a>`);
  await expect(timeline.message(/yes @?Robin/)).toBeVisible();
});

test('suggestions can be walked, declined and pressed, and undone', async ({ signedIn, page, peer, member }) => {
  await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  const field = composer.field();
  await field.pressSequentially('/s');
  await expect(composer.suggestion(/spoiler/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(composer.suggestion(/shrug/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(composer.suggestions()).toHaveCount(0);
  await field.pressSequentially('h');
  await expect(composer.suggestions()).toHaveCount(0);

  await field.fill('');
  await field.pressSequentially('so :tada');
  await composer.suggestion(/party popper/).click();
  await expect(field).toHaveValue('so 🎉 ');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue('so :tada');

  // With nothing typed nobody is meant yet: Enter sends.
  await field.fill('');
  await field.pressSequentially('mail me @ home @');
  await expect(composer.suggestions()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('');
});

test('a word that is no command is kept, and said', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  await composer.send('/shrgu dunno');
  await expect(composer.field()).toHaveValue('/shrgu dunno');
  await expect(signedIn.main().getByRole('alert')).toContainText('/shrgu');
  await composer.field().fill('');
  await composer.send('/shrug dunno');
  await peer.waitFor({ room, contains: '¯\\_(ツ)_/¯ dunno' });
  await composer.send('/spoiler the **end**');
  const got = await peer.waitFor({ room, contains: 'the **end**' });
  expect(got.content.formatted_body).toBe('<span data-mx-spoiler>the <strong>end</strong></span>');
});

test('suggestions can be looked at', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  await peer.send(room, 'hello');
  await expect(timeline.message(/hello/)).toBeVisible();
  await composer.field().pressSequentially('@');
  await expect(composer.suggestion(/Robin/)).toBeVisible();
  await shots(page, 'suggestions-people');
  await composer.field().fill('');
  await composer.field().pressSequentially('/');
  await expect(composer.suggestion(/spoiler/)).toBeVisible();
  await expectAccessible(page);
  await shots(page, 'suggestions-commands');
  await composer.field().fill('');
  await composer.field().pressSequentially(':smil');
  await expect(composer.suggestions()).toBeVisible();
  await shots(page, 'suggestions-emoji');
});
