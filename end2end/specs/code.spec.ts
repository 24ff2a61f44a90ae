import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { sharedRoom } from '../fixtures/rooms.ts';

const RUST = '// Says hello.\nfn main() {\n    let name = "<world> & all";\n    println!("hello {name}", 1);\n}';

/** Code as other clients send it. */
const block = (code: string, language?: string) => {
  const escaped = code.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return { formatted: `<pre><code${language ? ` class="language-${language}"` : ''}>${escaped}\n</code></pre>` };
};

const highlighters = (page: Page) => page.workers().filter((worker) => worker.url().includes('/highlight-worker-'));
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('code in a named language gets colours and line numbers', async ({ signedIn, page, peer, member }) => {
      const room = await sharedRoom({ signedIn, peer, member });
      await peer.send(room, 'no code yet');
      await expect(signedIn.timeline.message(/no code yet/)).toBeVisible();
      expect(highlighters(page)).toHaveLength(0);

      await peer.send(room, RUST, block(RUST, 'rust'));
      const code = signedIn.timeline.code(/Says hello/);
      await expect(code.locator('.keyword')).toHaveText(['fn', 'let']);
      await expect(code.locator('.comment')).toHaveText('// Says hello.');
      await expect(code.locator('.string')).toHaveText(['"<world> & all"', '"hello {name}"']);
      await expect(code.locator('.number')).toHaveText('1');
      expect(await code.evaluate((element) => element.textContent)).toBe(RUST);
      await expect(signedIn.timeline.codeBlock(/Says hello/)).toContainText('rust');
      await expect(signedIn.timeline.codeBlock(/Says hello/).locator('[data-numbers]')).toHaveAttribute('data-numbers', '1\n2\n3\n4\n5');
      const colour = (kind: string) => code.locator(kind).first().evaluate((element) => getComputedStyle(element).color);
      expect(new Set([await colour('.keyword'), await colour('.string'), await colour('.comment'), await colour('.number')]).size).toBe(4);
      expect(highlighters(page)).toHaveLength(1);
      await expectAccessible(page);
    });
  });
}

test('code without a language, or in one that is not known, stays plain', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  await peer.send(room, 'a', block('fn unnamed() {\n    return "a";\n}'));
  await peer.send(room, 'b', block('fn worf() { "b" }', 'klingon'));
  await peer.send(room, 'c', block('fn rusty() { "c" }', 'Rust,ignore'));
  // Asked last, so answered last.
  await expect(signedIn.timeline.code(/rusty/).locator('.keyword')).toHaveText('fn');
  for (const [text, lines] of [[/unnamed/, 3], [/worf/, 1]] as const) {
    await expect(signedIn.timeline.code(text)).toBeVisible();
    await expect(signedIn.timeline.code(text).locator('span')).toHaveCount(0);
    expect((await signedIn.timeline.code(text).innerText()).trimEnd().split('\n')).toHaveLength(lines);
    await expect(signedIn.timeline.codeBlock(text).locator('[data-numbers]')).toHaveCount(0);
  }
  await expect(signedIn.timeline.codeBlock(/worf/)).toContainText('klingon');
});

test('long code is folded; by keyboard one unfolds it, folds it again, and copies the whole', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline } = signedIn;
  const long = Array.from({ length: 60 }, (_, line) => `const line${line + 1} = ${line};`).join('\n');
  for (let i = 0; i < 30; i += 1) await peer.account.sendText(room, `before ${i}`);
  await peer.send(room, 'long', block(long, 'js'));
  await peer.send(room, 'what comes after');
  const code = timeline.code(/line1 /);
  const numbers = timeline.codeBlock(/line1 /).locator('[data-numbers]');
  const fold = timeline.fold();
  await expect(timeline.message(/what comes after/)).toBeInViewport();
  await expect(fold).toHaveText('Show all 60 lines');
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(code.locator('.keyword')).toHaveCount(12);
  await expect(numbers).toHaveAttribute('data-numbers', /\n12$/);
  await expect(code).not.toContainText('line13');

  await timeline.codeBlock(/line1 /).locator('pre').focus();
  await page.keyboard.press('Tab');
  await expect(fold).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(timeline.copyCode()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(timeline.copied()).toBeVisible();
  expect((await copied(page)).trimEnd()).toBe(long);

  const top = async () => (await code.boundingBox())?.y ?? 0;
  const before = await top();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(fold).toHaveText('Show fewer');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await expect(fold).toBeFocused();
  await expect(code.locator('.keyword')).toHaveCount(60);
  await expect(numbers).toHaveAttribute('data-numbers', /\n60$/);
  // One reads on where one was.
  expect(Math.abs(await top() - before)).toBeLessThan(3);

  await signedIn.timeline.wheel(3000);
  await timeline.expectAtEnd();
  await expect(fold).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(fold).toHaveText('Show all 60 lines');
  await expect(fold).toBeInViewport();
  await expect(timeline.message(/what comes after/)).toBeInViewport();
});

test.describe('with a highlighter that hangs on one language', () => {
  // What a service worker fetches cannot be replaced.
  test.use({ serviceWorkers: 'block' });

  test('code that takes too long stays plain, and the next gets its colours', async ({ signedIn, page, context, peer, member }) => {
    await context.route(/\/highlight-worker-[^/]*\.js$/, (route) => route.fulfill({
      contentType: 'text/javascript',
      body: `self.onmessage = ({ data: [language, code] }) => {
        while (language === 'python');
        self.postMessage([Uint32Array.of(code.length), 'k']);
      };
      self.postMessage('ready');`,
    }));
    const room = await sharedRoom({ signedIn, peer, member });
    await peer.send(room, 'a', block('slow = 1', 'python'));
    await expect.poll(() => highlighters(page).length).toBe(1);
    const [first] = highlighters(page);
    await peer.send(room, 'b', block('let quick = 1', 'js'));
    await expect(signedIn.timeline.code(/quick/).locator('.keyword')).toHaveText('let quick = 1');
    await expect(signedIn.timeline.code(/slow/)).toHaveText('slow = 1');
    await expect(signedIn.timeline.code(/slow/).locator('span')).toHaveCount(0);
    await expect.poll(() => highlighters(page).includes(first)).toBe(false);
  });
});
