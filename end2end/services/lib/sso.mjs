// The whole SSO journey by plain HTTP, as a browser without script would walk it:
// homeserver, the stand-in for Mastodon, the user name picker, the confirmation page.

/** Cookies per origin, enough for this journey. */
class Browser {
  constructor() {
    this.jar = new Map();
  }

  async go(url, { form } = {}) {
    const target = new URL(url);
    const jar = this.jar.get(target.host) ?? new Map();
    this.jar.set(target.host, jar);
    const response = await fetch(target, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      body: form ? new URLSearchParams(form).toString() : undefined,
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      url: target.href,
      next: location ? new URL(location, target).href : undefined,
      text: location ? '' : await response.text(),
    };
  }

  /** Follows redirects until a page, or until the address fits `stop`. */
  async follow(url, stop = () => false) {
    let step = { next: url };
    for (let hops = 0; step.next; hops += 1) {
      if (hops > 20) throw new Error(`too many redirects at ${step.next}`);
      if (stop(step.next)) return { ...step, url: step.next, text: '', stopped: true };
      step = await this.go(step.next);
    }
    return step;
  }
}

const unescapeHtml = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&quot;', '"');

/**
 * Signs in through the stand-in. Where it ends well there is a `loginToken`, and `url` is the address the client's page
 * would have been called with; otherwise `status`, `url` and `text` are those of Synapse's page.
 * @param {Record<string, any>} options
 * @returns {Promise<{loginToken: string | undefined, status: number, url: string, text: string, picked: boolean, prefilled: string, confirmed: boolean}>}
 */
export async function ssoJourney({
  homeserver, account, localpart = account, redirectUrl = 'http://client.invalid/?nonce=1', idp = 'oidc-my_mastodon', deny = false,
}) {
  const browser = new Browser();
  const start = new URL(`/_matrix/client/v3/login/sso/redirect/${idp}`, homeserver);
  start.searchParams.set('redirectUrl', redirectUrl);
  const isOurs = (url) => url.startsWith(redirectUrl.split(/[?#]/)[0]);

  let page = await browser.follow(start.href);
  if (!page.url.includes('/oauth/authorize')) throw new Error(`no sign-in form but ${page.status} ${page.url}`);
  const form = page.url;
  page = await browser.go(form, { form: { username: account, password: 'demo', action: 'sign_in' } });
  page = await browser.go(form, { form: { action: deny ? 'deny' : 'authorize' } });
  page = await browser.follow(page.next, isOurs);
  const seen = { loginToken: undefined, status: page.status, url: page.url, text: page.text, picked: false, prefilled: '', confirmed: false };
  if (page.status >= 400) return seen;

  if (page.url.includes('/pick_username/')) {
    seen.picked = true;
    seen.prefilled = /name="username"[^>]*value="([^"]*)"/.exec(page.text)?.[1] ?? '';
    page = await browser.go(page.url, { form: { username: localpart, use_display_name: 'true' } });
    if (!page.next) throw new Error(`the name ${localpart} was refused: ${page.status}`);
    page = await browser.follow(page.next, isOurs);
  }
  if (!page.stopped) {
    const link = [...page.text.matchAll(/href="([^"]*)"/g)].map((m) => unescapeHtml(m[1])).find((u) => u.includes('loginToken='));
    if (!link) throw new Error(`no link with a login token on ${page.url}: ${page.text.slice(0, 400)}`);
    seen.confirmed = true;
    page = { url: link };
  }
  const loginToken = new URL(page.url).searchParams.get('loginToken') ?? undefined;
  return { ...seen, loginToken, status: 200, url: page.url, text: '' };
}

/**
 * Confirms on the homeserver's page for it (spec, "User-Interactive Authentication") that an account is one's own.
 * `done` says whether the last page tells so to the page that would have opened it.
 * @param {{url: string, account: string, deny?: boolean}} options
 * @returns {Promise<{done: boolean, status: number, text: string}>}
 */
export async function ssoReauth({ url, account, deny = false }) {
  const browser = new Browser();
  let page = await browser.follow(url);
  const link = [...page.text.matchAll(/href="([^"]*)"/g)].map((m) => unescapeHtml(m[1])).find((u) => u.includes('/oauth/authorize'));
  if (!link) throw new Error(`no way to the sign-in form on ${page.status} ${page.url}: ${page.text.slice(0, 400)}`);
  page = await browser.follow(link);
  const form = page.url;
  await browser.go(form, { form: { username: account, password: 'demo', action: 'sign_in' } });
  page = await browser.go(form, { form: { action: deny ? 'deny' : 'authorize' } });
  page = await browser.follow(page.next);
  return { done: page.text.includes('authDone'), status: page.status, text: page.text };
}
