// Stand-in for the OAuth side of a Mastodon server: sign-in form, Authorize and Deny,
// token endpoint, verify_credentials, and faults that tests switch on.
//
// PORT (default 8009), HOST (default 127.0.0.1). Prints "ready" once it listens.
// Any account name of letters, digits and _ signs in with the password "demo".
import { createServer } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import { mastodonId } from './lib/mastodon-id.mjs';
import { errorPage, authorizePage, signInPage } from './lib/mastodon-pages.mjs';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 8009);
const PASSWORD = 'demo';
const CODE_LIFE_MS = 600_000;
const MAX_BODY_BYTES = 64 * 1024;

/** Every fault that POST /faults may set, with the value that means "off". */
const NO_FAULTS = Object.freeze({
  only: '', // the token endpoint and verify_credentials have their faults for this account alone
  token_500: false, // token endpoint answers 500
  bad_json: false, // token endpoint answers 200 with something that is not JSON
  invalid_grant: false, // token endpoint answers 400 invalid_grant
  verify_500: false, // verify_credentials answers 500
  verify_401: false, // verify_credentials refuses the token
  verify_no_id: false, // verify_credentials answers an account without its id
  authorize_500: false, // the sign-in page itself answers 500
  slow_ms: 0, // every endpoint Synapse calls waits so long before it answers
  hang: false, // endpoints Synapse calls accept and never answer
});

const faults = { ...NO_FAULTS };
const sessions = new Map(); // cookie value -> account name
const allowing = new Set(); // cookie values whose next question for access is answered without being shown
const codes = new Map(); // code -> { name, redirectUri, at }
const tokens = new Map(); // access token -> account name

/** The faults that an account meets. */
const faultsOf = (name) => (faults.only && faults.only !== name ? NO_FAULTS : faults);

/** Mastodon's account JSON for a name. */
function account(name) {
  const displayName = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
  const own = `http://${HOST}:${PORT}`;
  return {
    id: mastodonId(name),
    username: name,
    acct: name,
    display_name: displayName,
    locked: false,
    bot: false,
    discoverable: true,
    group: false,
    created_at: '2022-11-05T00:00:00.000Z',
    note: '',
    url: `${own}/@${name}`,
    uri: `${own}/users/${name}`,
    avatar: `${own}/avatars/${name}.svg`,
    avatar_static: `${own}/avatars/${name}.svg`,
    header: '',
    header_static: '',
    followers_count: 0,
    following_count: 0,
    statuses_count: 0,
    emojis: [],
    fields: [],
    source: { privacy: 'public', sensitive: false, language: 'en', note: '', fields: [] },
  };
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads a form or JSON body into a plain object. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('body too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if ((request.headers['content-type'] ?? '').includes('json')) return text ? JSON.parse(text) : {};
  return Object.fromEntries(new URLSearchParams(text));
}

function cookieOf(request) {
  const found = /(?:^|;\s*)_session_id=([0-9a-f]+)/.exec(request.headers.cookie ?? '');
  return found ? found[1] : undefined;
}

function html(response, status, body, headers = {}) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    ...headers,
  });
  response.end(body);
}

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function redirect(response, to, headers = {}) {
  response.writeHead(302, { location: to, ...headers });
  response.end();
}

/** The redirect back to the application, with its state. */
function backTo(parameters, extra) {
  const target = new URL(parameters.redirect_uri);
  for (const [key, value] of Object.entries(extra)) target.searchParams.set(key, value);
  if (parameters.state) target.searchParams.set('state', parameters.state);
  return target.href;
}

function checkAuthorize(parameters) {
  if (parameters.response_type !== 'code') return 'The authorization server does not support this response type.';
  if (!parameters.client_id) return 'Client authentication failed due to unknown client.';
  try {
    const target = new URL(parameters.redirect_uri);
    if (!/^https?:$/.test(target.protocol)) return 'The redirect uri included is not valid.';
  } catch {
    return 'The redirect uri included is not valid.';
  }
  return undefined;
}

async function authorize(request, response, url) {
  if (faults.authorize_500) return html(response, 500, errorPage('We’re sorry, but something went wrong on our end.'));
  const form = request.method === 'POST' ? await readBody(request) : {};
  const parameters = { ...Object.fromEntries(url.searchParams), ...form };
  const problem = checkAuthorize(parameters);
  if (problem) return html(response, 400, errorPage(problem));

  const cookie = cookieOf(request);
  const name = cookie && sessions.get(cookie);
  const query = url.search;

  const allow = () => {
    const code = randomBytes(24).toString('base64url');
    codes.set(code, { name, redirectUri: parameters.redirect_uri, at: Date.now() });
    return redirect(response, backTo(parameters, { code }));
  };

  if (request.method !== 'POST') {
    if (!name) return html(response, 200, signInPage({ query }));
    // As Mastodon does for an application that has been allowed before.
    if (allowing.delete(cookie)) return allow();
    return html(response, 200, authorizePage({ query, name, host: `${HOST}:${PORT}` }));
  }

  switch (form.action) {
    case 'sign_in': {
      const wanted = String(form.username ?? '').trim().toLowerCase();
      if (!/^[a-z0-9_]{1,30}$/.test(wanted) || form.password !== PASSWORD) {
        return html(response, 422, signInPage({ query, name: wanted, error: 'Invalid user name or password.' }));
      }
      const value = randomBytes(16).toString('hex');
      sessions.set(value, wanted);
      return redirect(response, `/oauth/authorize${query}`, {
        'set-cookie': `_session_id=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`,
      });
    }
    case 'sign_out':
      if (cookie) sessions.delete(cookie);
      return redirect(response, `/oauth/authorize${query}`, { 'set-cookie': '_session_id=; Path=/; Max-Age=0' });
    case 'deny':
      return redirect(response, backTo(parameters, {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request.',
      }));
    case 'authorize':
      return name ? allow() : redirect(response, `/oauth/authorize${query}`);
    default:
      return html(response, 400, errorPage('Unknown action.'));
  }
}

async function token(request, response) {
  const form = await readBody(request);
  const issued = codes.get(form.code);
  const faults = faultsOf(issued?.name);
  if (faults.token_500) return json(response, 500, { error: 'Internal server error' });
  if (faults.bad_json) {
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end('<html>this is not JSON');
  }
  codes.delete(form.code);
  const valid = issued && form.grant_type === 'authorization_code'
    && issued.redirectUri === form.redirect_uri && Date.now() - issued.at < CODE_LIFE_MS;
  if (!valid || faults.invalid_grant) {
    return json(response, 400, {
      error: 'invalid_grant',
      error_description: 'The provided authorization grant is invalid, expired, revoked, does not match the '
        + 'redirection URI used in the authorization request, or was issued to another client.',
    });
  }
  const value = randomBytes(24).toString('base64url');
  tokens.set(value, issued.name);
  return json(response, 200, {
    access_token: value,
    token_type: 'Bearer',
    scope: 'read',
    created_at: Math.floor(Date.now() / 1000),
  });
}

function verifyCredentials(request, response) {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '');
  const name = bearer && tokens.get(bearer[1]);
  const faults = faultsOf(name);
  if (faults.verify_500) return json(response, 500, { error: 'Internal server error' });
  if (!name || faults.verify_401) return json(response, 401, { error: 'The access token is invalid' });
  const found = account(name);
  if (faults.verify_no_id) delete found.id;
  return json(response, 200, found);
}

async function setFaults(request, response) {
  if (request.method === 'POST') {
    const wanted = await readBody(request);
    for (const [key, value] of Object.entries(wanted)) {
      if (key === 'reset') Object.assign(faults, NO_FAULTS);
      else if (key in NO_FAULTS) faults[key] = value;
      else return json(response, 400, { error: `unknown fault ${key}`, known: Object.keys(NO_FAULTS) });
    }
  } else if (request.method === 'DELETE') {
    Object.assign(faults, NO_FAULTS);
  }
  return json(response, 200, faults);
}

/** Opens a session in which an account has allowed the application already, once; gives the value of its cookie. */
async function openSession(request, response) {
  const { name } = await readBody(request);
  const value = randomBytes(16).toString('hex');
  sessions.set(value, name);
  allowing.add(value);
  return json(response, 200, { cookie: value });
}

function avatar(response, name) {
  const hue = createHash('sha256').update(name).digest()[0] * 360 / 256;
  response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' });
  response.end(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 45% 45%)"/>`
    + `<text x="48" y="64" font-family="sans-serif" font-size="48" fill="#fff" text-anchor="middle">${name.charAt(0).toUpperCase()}</text></svg>`);
}

async function route(request, response) {
  const url = new URL(request.url, `http://${HOST}:${PORT}`);
  const backChannel = url.pathname === '/oauth/token' || url.pathname === '/api/v1/accounts/verify_credentials';
  if (backChannel && faults.hang) return undefined;
  if (backChannel && faults.slow_ms > 0) await wait(faults.slow_ms);

  const avatarName = /^\/avatars\/([a-z0-9_]+)\.svg$/.exec(url.pathname);
  if (avatarName) return avatar(response, avatarName[1]);
  switch (url.pathname) {
    case '/oauth/authorize': return authorize(request, response, url);
    case '/oauth/token': return request.method === 'POST' ? token(request, response) : json(response, 405, { error: 'POST only' });
    case '/api/v1/accounts/verify_credentials': return verifyCredentials(request, response);
    case '/faults': return setFaults(request, response);
    case '/sessions': return openSession(request, response);
    case '/health': return json(response, 200, { ok: true });
    default: return html(response, 404, errorPage('The page you are looking for isn’t here.'));
  }
}

const server = createServer((request, response) => {
  route(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) json(response, 500, { error: String(error) });
  });
});
// Synapse keeps its connections; one that is closed as a request comes is an error of the provider to it.
server.keepAliveTimeout = 600_000;
server.listen(PORT, HOST, () => console.log('ready'));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
