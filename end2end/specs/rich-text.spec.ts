import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { shots } from '../fixtures/screenshots.ts';

/** Pastes as the browser would: what is on the clipboard, in each of its kinds. */
const paste = (field: Locator, data: Record<string, string>) => field.evaluate((element, data) => {
  const clipboardData = new DataTransfer();
  for (const [kind, text] of Object.entries(data)) clipboardData.setData(kind, text);
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}, data);

/** As Word puts it onto the clipboard. */
const WORD = {
  'text/plain': 'Plan\n·\tdig',
  'text/html': `<html><head><style>p { color: red }</style></head><body><!--StartFragment-->
    <p class=MsoNormal><b>Plan<o:p></o:p></b></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>dig</p>
    <!--EndFragment--></body></html>`,
};

test('what one sees while writing is what Markdown would have sent', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, timeline } = signedIn;
  await peer.send(room, 'anybody here?');
  await expect(timeline.message(/anybody/)).toBeVisible();
  await composer.formatButton().click();
  await composer.richButton().click();
  await expect(composer.richButton()).toHaveAttribute('aria-pressed', 'true');
  const field = composer.field();
  await expect(field).toHaveAttribute('aria-multiline', 'true');

  await field.pressSequentially('plain ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('bold');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' *end*');
  await expect(field.getByRole('strong')).toHaveText('bold');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('- one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('ask @rob');
  await expect(composer.suggestion(/Robin/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(field).toContainText('ask @Robin');
  await page.keyboard.type('please');
  await page.keyboard.press('Shift+Home');
  await composer.button('Italic').click();
  await expect(composer.button('Italic')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+z');
  await expect(composer.button('Italic')).toHaveAttribute('aria-pressed', 'false');
  await expectAccessible(page);
  await shots(page, 'rich-text');

  // The draft is Markdown, and is shown again as it looked.
  await page.reload();
  await expect(field.getByRole('strong')).toHaveText('bold');
  await expect(field).toContainText('@Robin');
  await field.press('Control+End');
  await page.keyboard.press('Enter');
  const seen = await peer.waitFor({ room, contains: 'plain ' });
  expect(seen.content.formatted_body).toBe(
    '<p>plain <strong>bold</strong> *end*</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n'
    + `<p>ask <a href="https://matrix.to/#/${peer.userId}">Robin</a> please</p>`,
  );
  expect(seen.content['m.mentions'].user_ids).toEqual([peer.userId]);
  await expect(field).toHaveText('');

  // The same, typed as Markdown.
  await composer.richButton().click();
  await field.fill(`${seen.content.body}`.replace('plain', 'again'));
  await page.keyboard.press('Enter');
  const typed = await peer.waitFor({ room, contains: 'again ' });
  expect(typed.content.formatted_body).toBe(`${seen.content.formatted_body}`.replace('plain', 'again'));
  expect(typed.content['m.mentions']).toEqual(seen.content['m.mentions']);
});

test('what is pasted comes in clean, input methods work, and the text stays when the field changes', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer } = signedIn;
  const field = composer.field();
  await field.focus();
  await paste(field, WORD);
  await expect(field).toHaveValue('**Plan**\n\n- dig');
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue('Plan\n·\tdig');
  await field.fill('');
  await paste(field, { 'text/plain': 'Beet\t3', 'text/html': '<table><tr><td>Plant</td><td>Rows</td></tr><tr><td>Beet</td><td>3</td></tr></table>' });
  await expect(field).toHaveValue('| Plant | Rows |\n| --- | --- |\n| Beet | 3 |');

  await field.fill('');
  await composer.formatButton().click();
  await composer.richButton().click();
  await field.focus();
  await paste(field, WORD);
  await expect(field.getByRole('strong')).toHaveText('Plan');
  await expect(field).toContainText('dig');
  await page.keyboard.press('Shift+Enter');

  // An input method: what it offers is exchanged until it is chosen.
  const browser = await page.context().newCDPSession(page);
  for (const text of ['に', 'にほ', 'にほん']) {
    await browser.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await browser.send('Input.insertText', { text: '日本' });
  await expect(field).toContainText('日本');
  await page.keyboard.type('!');

  // Words become a link.
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Address of the link' }).fill('a.example/x');
  await page.keyboard.press('Enter');
  await expect(field.getByRole('link')).toHaveAttribute('href', 'https://a.example/x');
  await expect(field).toBeFocused();

  await composer.richButton().click();
  await expect(field).toHaveValue('**Plan**\n\n- dig\n- [日本!](https://a.example/x)');
  await composer.richButton().click();
  await expect(field.getByRole('link')).toHaveText('日本!');
  await page.keyboard.press('Enter');
  const got = await peer.waitFor({ room, contains: 'Plan' });
  expect(got.content.formatted_body).toBe(
    '<p><strong>Plan</strong></p>\n<ul>\n<li>dig</li>\n<li><a href="https://a.example/x">日本!</a></li>\n</ul>',
  );
});

for (const rich of [false, true]) {
  test(`a phone's keyboard composes, corrects and takes up words again, and one dictates${rich ? ', with the format seen' : ''}`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { composer } = signedIn;
    if (rich) {
      await composer.formatButton().click();
      await composer.richButton().click();
    }
    const field = composer.field();
    await field.focus();
    const text = () => (rich ? field.innerText() : field.inputValue());
    const written = (words: string) => expect.poll(async () => (await text()).replaceAll('\u00a0', ' ').replace(/\n$/, '')).toBe(words);
    const browser = await page.context().newCDPSession(page);
    // Such keyboards do not say which key it was.
    const key = async () => {
      for (const type of ['rawKeyDown', 'keyUp'] as const) {
        await browser.send('Input.dispatchKeyEvent', { type, key: 'Unidentified', windowsVirtualKeyCode: 229 });
      }
    };
    const compose = async (words: string[], over?: [number, number]) => {
      for (const [at, word] of words.entries()) {
        await key();
        const replaced = at === 0 && over ? { replacementStart: over[0], replacementEnd: over[1] } : {};
        await browser.send('Input.imeSetComposition', { text: word, selectionStart: word.length, selectionEnd: word.length, ...replaced });
      }
    };
    const commit = (words: string) => browser.send('Input.insertText', { text: words });

    await compose(['h', 'he', 'hel', 'help']);
    await commit('help ');
    await compose(['t', 'te', 'teh']);
    await commit('the ');
    await written('help the ');
    // A word that stands there is taken up and becomes another one.
    await compose(['helpe', 'helper'], [0, 4]);
    await commit('helpers');
    await written('helpers the ');
    await page.keyboard.press('End');

    // What is offered comes while one composes, and a tap takes it.
    await compose([':', ':ta', ':tada']);
    const offered = page.getByRole('listbox').getByRole('option', { name: /party popper/ });
    await expect(offered).toBeVisible();
    await offered.click();
    await written('helpers the 🎉 ');

    // Dictation hands over a guess, then the whole.
    await compose(['meat', 'meet at noon']);
    await commit('meet at noon, bring spades');
    await written('helpers the 🎉 meet at noon, bring spades');
    await composer.sendButton().click();
    const got = await peer.waitFor({ room, contains: 'spades' });
    expect(got.content.body).toBe('helpers the 🎉 meet at noon, bring spades');
    await written('');
  });
}
