// The pages of the stand-in for Mastodon: plain HTML, no script.

/** Text made safe for HTML bodies and attributes. */
export function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);
}

const STYLE = `
  :root { color-scheme: light dark; --bg: #f3f2f8; --card: #fff; --text: #1b1530; --soft: #625b7a; --line: #d9d5e8; --accent: #5b46c9; --accent-text: #fff; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --bg: #15121f; --card: #1f1b2d; --text: #efecfa; --soft: #a9a2c2; --line: #3a3450; --accent: #8d7bf0; --accent-text: #120e20; --bad: #ff8a80; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--bg); color: var(--text); font: 16px/1.5 system-ui, sans-serif; padding: 1rem; }
  main { width: 100%; max-width: 26rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 2rem; }
  h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
  p { margin: .25rem 0 1rem; color: var(--soft); }
  label { display: block; font-weight: 600; margin-bottom: 1rem; }
  input { display: block; width: 100%; font: inherit; margin-top: .25rem; padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--bg); color: var(--text); }
  button { font: inherit; font-weight: 600; width: 100%; padding: .65rem 1rem; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: var(--text); cursor: pointer; margin-top: .5rem; min-height: 44px; }
  button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-text); }
  button.link { border: 0; color: var(--soft); font-weight: 400; text-decoration: underline; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .error { color: var(--bad); font-weight: 600; }
  .who { display: flex; gap: .75rem; align-items: center; margin: 1rem 0; }
  .who img { width: 48px; height: 48px; border-radius: 10px; }
  .who b, .who span { display: block; line-height: 1.3; } .who span { color: var(--soft); }
  ul { padding-left: 1.2rem; color: var(--soft); }
`;

function page(title, body) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

/** The sign-in form; `query` is the query string of the OAuth request, kept over the round trip. */
export function signInPage({ query, name = '', error }) {
  return page('Sign in - Mastodon (stand-in)', `
    <h1>Sign in to Mastodon</h1>
    <p>This is a stand-in for testing. Any user name works; the password is “demo”.</p>
    ${error ? `<p class="error" role="alert">${escapeHtml(error)}</p>` : ''}
    <form method="post" action="/oauth/authorize${escapeHtml(query)}">
      <label>User name <input name="username" value="${escapeHtml(name)}" autocomplete="username" autocapitalize="none" autofocus required></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
      <button class="primary" name="action" value="sign_in">Sign in</button>
    </form>`);
}

/** The page which asks a signed-in person to authorize or deny. */
export function authorizePage({ query, name, host }) {
  return page('Authorization required - Mastodon (stand-in)', `
    <h1>Authorization required</h1>
    <div class="who"><img src="/avatars/${escapeHtml(name)}.svg" alt="">
      <div><b>${escapeHtml(name)}</b><span>@${escapeHtml(name)}@${escapeHtml(host)}</span></div></div>
    <p>The chat server would like permission to:</p>
    <ul><li>read your account’s information</li></ul>
    <form method="post" action="/oauth/authorize${escapeHtml(query)}">
      <button class="primary" name="action" value="authorize">Authorize</button>
      <button name="action" value="deny">Deny</button>
      <button class="link" name="action" value="sign_out">Use another account</button>
    </form>`);
}

/** A page with one sentence about what went wrong. */
export function errorPage(message) {
  return page('Error - Mastodon (stand-in)', `<h1>An error has occurred</h1><p role="alert">${escapeHtml(message)}</p>`);
}
