import { expect, mastodonFaults, randomName, test } from '../fixtures/test.ts';
import { homeserver, world } from '../fixtures/world.ts';
import { configFor, serveConfig } from '../fixtures/config.ts';
import { App } from '../pages/App.ts';

test.describe('the journey', () => {
  test('a newcomer picks a name, confirms, and arrives where the link led', async ({ app, page, peer }) => {
    const alias = randomName('harbour');
    await peer.createRoom({ name: 'The harbour', isPublic: true, alias });
    const name = randomName('newcomer');

    await app.open(`/#/room/%23${alias}:${world.serverName}`);
    await app.signInPage.continueWith().click();
    await app.mastodon.signIn(name);
    await app.mastodon.authorize();
    await app.synapse.pickUserName(name);
    await app.synapse.confirm();

    await expect(app.main().getByRole('heading', { name: 'The harbour' }).first()).toBeVisible({ timeout: 20_000 });
    await expect(app.main().getByRole('button', { name: 'Join' })).toBeVisible();
    expect(page.url()).not.toContain('loginToken');
    expect(decodeURIComponent(page.url())).toContain(`#/room/#${alias}:${world.serverName}`);
    // Nor may it be left in the history.
    expect(await page.evaluate(() => performance.getEntriesByType('resource').some((e) => e.name.includes('loginToken')))).toBe(false);
  });

  test('the first run shows the handle and suggested rooms', async ({ app, page, peer }) => {
    const alias = `#general:${world.serverName}`;
    if (!await peer.account.resolve(alias)) await peer.createRoom({ name: 'General', isPublic: true, alias: 'general' });
    const name = randomName('fresh');
    await app.open();
    await app.signInPage.continueWith().click();
    await app.mastodon.signIn(name);
    await app.mastodon.authorize();
    await app.synapse.pickUserName(name);
    await app.synapse.confirm();

    const handle = `@${name}:${world.serverName}`;
    await expect(page.getByText(handle)).toBeVisible({ timeout: 20_000 });
    await page.getByRole('button', { name: /copy/i }).first().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(handle);
    await page.getByRole('button', { name: 'Join' }).first().click();
    await expect(app.rooms.room('General')).toBeVisible({ timeout: 20_000 });
  });

  test('somebody known goes straight through, on a device with a telling name', async ({ app, member }) => {
    await app.signIn(member.name);
    const devices = await member.account.devices();
    expect(devices.map((d: { display_name?: string }) => d.display_name)).toContainEqual(expect.stringMatching(/^Protium on \S.* \(\S.*\)$/));
  });

  test('cross-signing keys are made silently at the first sign-in', async ({ app, member }) => {
    await app.signIn(member.name);
    await expect.poll(async () => {
      const answer = await member.account.request('POST', '/_matrix/client/v3/keys/query', { body: { device_keys: { [member.userId]: [] } } });
      return Object.keys(answer.master_keys ?? {});
    }, { timeout: 20_000 }).toContain(member.userId);
  });

  test('the welcome page says what the handle will be', async ({ app, page }) => {
    await app.open();
    await expect(app.signInPage.continueWith()).toBeVisible();
    await expect(page.getByText(`:${world.serverName}`).first()).toBeVisible();
    await expect(app.signInPage.passwordForm()).toHaveCount(0);
  });
});

/** Presses Back until the app stands there again. */
async function backToApp(app: App): Promise<void> {
  for (let i = 0; i < 6 && !app.page.url().startsWith(app.base); i += 1) await app.page.goBack();
  await expect(app.signInPage.continueWith()).toBeVisible();
}

test.describe('when it fails', () => {
  test('denied at Mastodon: Back leads to a page on which one can try again', async ({ app, member }) => {
    await app.open();
    await app.signInPage.continueWith().click();
    await app.mastodon.signIn(member.name);
    await app.mastodon.deny();
    await expect(app.page).toHaveURL(/oidc\/callback/);
    await backToApp(app);
    await app.signInPage.continueWith().click();
    await app.mastodon.authorize();
    await app.synapse.confirm();
    await app.expectRooms();
  });

  test('a fault of the provider: Back leads to a page on which one can try again', async ({ app, member }) => {
    await mastodonFaults({ only: member.name, token_500: true });
    await app.open();
    await app.signInPage.continueWith().click();
    await app.mastodon.signIn(member.name);
    await app.mastodon.authorize();
    await expect(app.page).toHaveURL(/oidc\/callback/);
    await mastodonFaults({});
    await backToApp(app);
    await app.signInPage.continueWith().click();
    await app.mastodon.authorize();
    await app.synapse.confirm();
    await app.expectRooms();
  });

  test('a token used twice is told in words, with a way on', async ({ app, page, member }) => {
    await app.open();
    await app.signInPage.continueWith().click();
    await app.mastodon.signIn(member.name);
    await app.mastodon.authorize();
    const href = await page.getByRole('link', { name: /continue/i }).getAttribute('href');
    const token = new URL(href ?? '').searchParams.get('loginToken') ?? undefined;
    await homeserver.login(token);
    await app.synapse.confirm();
    await expect(app.signInPage.alert()).toContainText(/expired|already|again|too long/i);
    expect(page.url()).not.toContain('loginToken');
    await app.signInPage.continueWith().click();
    await app.mastodon.authorize();
    await app.synapse.confirm();
    await app.expectRooms();
  });

  test('a token this browser did not ask for is refused and never sent', async ({ app, page, newProxy, context, member }) => {
    const proxy = await newProxy();
    await serveConfig(context, configFor(proxy.url));
    const foreign = await member.account.loginToken();
    await app.open(`/?loginToken=${foreign}`);
    await expect(app.signInPage.continueWith()).toBeVisible();
    await expect(app.signInPage.alert()).toBeVisible();
    expect(page.url()).not.toContain('loginToken');
    expect(proxy.requests.filter((r) => r.method === 'POST' && r.path.includes('/login'))).toEqual([]);
    // It is still good: nobody has used it.
    await homeserver.login(foreign);
  });

  test('the homeserver is down, and comes back', async ({ app, context, newProxy }) => {
    const proxy = await newProxy();
    proxy.setMode('down');
    await serveConfig(context, configFor(proxy.url));
    await app.open();
    await expect(app.signInPage.alert()).toBeVisible({ timeout: 30_000 });
    proxy.setMode('pass');
    await app.signInPage.tryAgain().click();
    await expect(app.signInPage.continueWith()).toBeVisible();
  });

  test('the homeserver accepts and never answers', async ({ app, context, newProxy }) => {
    const proxy = await newProxy();
    proxy.setMode('hang');
    await serveConfig(context, configFor(proxy.url));
    await app.open();
    await expect(app.signInPage.alert()).toBeVisible({ timeout: 45_000 });
  });

  test('not a homeserver', async ({ app, context, newProxy }) => {
    const proxy = await newProxy();
    proxy.setMode('status', { status: 404, body: {} });
    await serveConfig(context, configFor(proxy.url));
    await app.open();
    await expect(app.signInPage.alert()).toContainText(/homeserver|Matrix/i, { timeout: 30_000 });
  });

  test('a broken well-known file', async ({ app, context }) => {
    await context.route('https://broken.example/.well-known/matrix/client', (route) => route.fulfill({
      body: 'this is not JSON', headers: { 'access-control-allow-origin': '*' },
    }));
    await serveConfig(context, { default_server_name: 'broken.example' });
    await app.open();
    await expect(app.signInPage.alert()).toContainText('broken.example', { timeout: 30_000 });
  });

  test('no single sign-on on offer', async ({ app, context, newProxy }) => {
    const proxy = await newProxy();
    proxy.setMode('status', { status: 200, body: { flows: [{ type: 'm.login.application_service' }] }, only: (r: { path: string }) => r.path.endsWith('/login') });
    await serveConfig(context, configFor(proxy.url));
    await app.open();
    await expect(app.signInPage.alert()).toBeVisible({ timeout: 30_000 });
    await expect(app.signInPage.continueWith()).toHaveCount(0);
  });

  test('a password form stands beside the provider where the server has passwords', async ({ app, context, newProxy }) => {
    const proxy = await newProxy();
    proxy.setMode('status', {
      status: 200,
      body: { flows: [{ type: 'm.login.password' }, { type: 'm.login.sso', identity_providers: [{ id: 'oidc-x', name: 'Mastodon' }] }] },
      only: (r: { method: string; path: string }) => r.method === 'GET' && r.path.endsWith('/login'),
    });
    await serveConfig(context, configFor(proxy.url));
    await app.open();
    await expect(app.signInPage.passwordForm()).toBeVisible();
    await expect(app.signInPage.continueWith()).toBeVisible();
  });

  for (const [what, script] of [
    ['refuses storage', () => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; }],
    ['has no IndexedDB', () => { Object.defineProperty(window, 'indexedDB', { value: undefined }); }],
    ['has no workers', () => {
      Object.defineProperty(window, 'Worker', { value: undefined });
      Object.defineProperty(window, 'SharedWorker', { value: undefined });
    }],
    ['has no WebAssembly', () => { Object.defineProperty(window, 'WebAssembly', { value: undefined }); }],
  ] as [string, () => void][]) {
    test(`a browser that ${what} gets a page that says so`, async ({ app, page }) => {
      test.info().annotations.push({ type: 'errors-expected' });
      await page.addInitScript(script);
      await app.open();
      await expect(app.main().or(app.signInPage.alert()).filter({ hasText: /browser|storage|store/i }).first()).toBeVisible();
    });
  }

  for (const [what, config, names] of [
    ['is not JSON', '{ "brand": ', /config\.json/],
    ['has a wrong homeserver', { default_server_config: { 'm.homeserver': { base_url: 'not an address' } } }, /base_url/],
    ['names no homeserver', { brand: 'X' }, /default_server_(config|name)/],
  ] as [string, Record<string, unknown> | string, RegExp][]) {
    test(`a configuration that ${what} gives a page that names the place`, async ({ app, page, context }) => {
      await serveConfig(context, config);
      await app.open();
      await expect(page.getByText(names).first()).toBeVisible();
    });
  }

  test('immediate redirection does not loop after logging out', async ({ app, page, context, member }) => {
    await serveConfig(context, configFor(world.homeserver, { sso_redirect_options: { immediate: true } }));
    await app.open();
    await app.mastodon.signIn(member.name);
    await app.mastodon.authorize();
    await app.synapse.confirm();
    await app.expectRooms();
    await app.logOut();
    await expect(app.signInPage.continueWith()).toBeVisible();
    await page.waitForTimeout(1500);
    expect(page.url().startsWith(app.base)).toBe(true);
  });

  for (const [option, leads, stays] of [
    ['on_welcome_page', '/', '/#/login'],
    ['on_login_page', '/#/login', '/'],
  ]) {
    test(`${option} leads to the provider from there only, and not again after coming back`, async ({ app, page, context, member }) => {
      await serveConfig(context, configFor(world.homeserver, { sso_redirect_options: { [option]: true } }));
      await app.open(stays);
      await expect(app.signInPage.continueWith()).toBeEnabled();
      expect(page.url().startsWith(app.base)).toBe(true);

      await page.goto('about:blank');
      await app.open(leads);
      await expect(app.mastodon.userName()).toBeVisible();
      await backToApp(app);
      await expect(app.signInPage.continueWith()).toBeEnabled();

      await app.signInPage.continueWith().click();
      await app.mastodon.signIn(member.name);
      await app.mastodon.authorize();
      await app.synapse.confirm();
      await app.expectRooms();
      await app.logOut();
      await expect(app.signInPage.continueWith()).toBeEnabled();
      await app.open(leads);
      await expect(app.signInPage.continueWith()).toBeEnabled();
      expect(page.url().startsWith(app.base)).toBe(true);
    });
  }
});

test.describe('another homeserver', () => {
  test('a fixed homeserver cannot be changed, any other can', async ({ app, page, context }) => {
    await serveConfig(context, configFor(world.homeserver));
    await app.open();
    await expect(app.signInPage.continueWith()).toBeVisible();
    await expect(app.signInPage.homeserver(world.serverName)).toBeVisible();
    await expect(app.signInPage.changeHomeserver()).toBeVisible();

    await context.unrouteAll();
    await serveConfig(context, configFor(world.homeserver, { disable_custom_urls: true }));
    await page.reload();
    await expect(app.signInPage.continueWith()).toBeVisible();
    await expect(app.signInPage.homeserver(world.serverName)).toBeVisible();
    await expect(app.signInPage.changeHomeserver()).toHaveCount(0);
  });

  for (const how of ['address', 'name']) {
    test(`one signs in to another homeserver, chosen by its ${how}`, async ({ app, context, member, newProxy }) => {
      const other = await newProxy();
      const name = how === 'name' ? 'elsewhere.example' : new URL(other.url).host;
      await context.route(`https://${name}/.well-known/matrix/client`, (route) => route.fulfill({
        json: { 'm.homeserver': { base_url: other.url } }, headers: { 'access-control-allow-origin': '*' },
      }));
      await serveConfig(context, configFor(world.homeserver));
      await app.open();
      await expect(app.signInPage.continueWith()).toBeVisible();
      expect(other.requests).toEqual([]);
      await app.signInPage.chooseServer(how === 'name' ? name : other.url);
      await expect(app.signInPage.homeserver(name)).toBeVisible();
      await expect(app.signInPage.serverForm()).toHaveCount(0);
      await app.signInPage.continueWith().click();
      await app.mastodon.signIn(member.name);
      await app.mastodon.authorize();
      await app.synapse.confirm();
      await app.expectRooms();
      expect(other.requests).toContainEqual(expect.objectContaining({ method: 'POST', path: expect.stringContaining('/login') }));
    });
  }

  test('what cannot be a homeserver is said where it is typed, or when it does not answer', async ({ app, newProxy }) => {
    await app.open();
    await expect(app.signInPage.continueWith()).toBeVisible();
    await app.signInPage.chooseServer('no server at all');
    await expect(app.signInPage.notAServer()).toBeVisible();
    await expect(app.signInPage.continueWith()).toBeVisible();

    const other = await newProxy();
    other.setMode('down');
    await app.open('/?');
    await app.signInPage.chooseServer(other.url);
    await expect(app.signInPage.alert()).toContainText(new URL(other.url).host);
  });
});
