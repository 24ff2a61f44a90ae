// The second person of the demo: sits in #general, invites whoever is there to an encrypted direct chat, accepts
// invitations, answers direct messages, reacts.
//
// Each start is a fresh device with keys of its own: it reads and answers whatever is written from then on, but not
// encrypted messages from before. The device is signed out on SIGINT and SIGTERM; left-overs go at the next start.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Homeserver } from './homeserver.mjs';
import { Person } from './person.mjs';
import { avatar } from './media/index.mjs';
import { NEIGHBOURS } from './seed/users.mjs';
import { ssoJourney } from './sso.mjs';

const LOCALPART = 'robin';
const DISPLAY_NAME = 'Robin';
const GREETING = 'Hi, I am Robin. Write to me and I will answer; this chat is end-to-end encrypted.';
const ANSWERS = [
  [/^(hi|hey|hello|moin|hallo|good (morning|evening|day))\b/i, () => 'Hello! Nice to hear from you. How is your day going?'],
  [/\?\s*$/, (text) => `Good question. “${text.slice(0, 120)}” — I would have to think about that over a cup of tea.`],
  [/thank/i, () => 'Any time!'],
  [/\b(bye|good night|see you)\b/i, () => 'See you soon!'],
  [/\b(picture|photo|image)\b/i, () => 'I would love to see it. Send it over!'],
];
const FALLBACKS = [
  (text) => `I read you: “${text.slice(0, 120)}”`,
  () => 'That sounds good to me.',
  () => 'Tell me more.',
];

async function readState(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Signs in through the stand-in for Mastodon; where there is none, through the shared secret, which Synapse slows down. */
async function signIn(homeserver, serverName) {
  const options = { deviceName: 'Robin’s client', displayName: DISPLAY_NAME };
  try {
    const { loginToken } = await ssoJourney({ homeserver: homeserver.baseUrl, account: LOCALPART });
    if (loginToken) return await homeserver.login(loginToken, options);
  } catch (error) {
    console.error('sign-in through Mastodon:', error.message);
  }
  return homeserver.sessionOf(LOCALPART, serverName, options);
}

/** A session for Robin on a fresh device, whether or not the user is there already. */
async function freshSession(homeserver, serverName, statePath) {
  const state = await readState(statePath);
  if (state.accessToken) {
    // The device of the last run, which may have been killed: its keys died with it.
    await homeserver.request('POST', '/_matrix/client/v3/logout', { token: state.accessToken, body: {} }).catch(() => undefined);
  }
  const account = await signIn(homeserver, serverName);
  await writeFile(statePath, JSON.stringify({ accessToken: account.accessToken, deviceId: account.deviceId }), { mode: 0o600 });
  return account;
}

function answerTo(text, count) {
  const fitting = ANSWERS.find(([pattern]) => pattern.test(text));
  return (fitting ? fitting[1] : FALLBACKS[count % FALLBACKS.length])(text);
}

/** Runs until a signal comes. Environment: PROTIUM_HOMESERVER, PROTIUM_SERVER_NAME, PROTIUM_REGISTRATION_SECRET, STATE. */
export async function runDemoPerson(env) {
  const serverName = env.PROTIUM_SERVER_NAME ?? 'vmst.io';
  const stateDir = env.STATE ?? '.demo';
  await mkdir(stateDir, { recursive: true });
  const homeserver = new Homeserver(env.PROTIUM_HOMESERVER, env.PROTIUM_REGISTRATION_SECRET);
  const account = await freshSession(homeserver, serverName, join(stateDir, 'robin.json'));
  const profile = await homeserver.request('GET', `/_matrix/client/v3/profile/${encodeURIComponent(account.userId)}`);
  if (profile.displayname !== DISPLAY_NAME || !profile.avatar_url) {
    const face = avatar(3);
    await account.setProfile({ displayName: DISPLAY_NAME, avatarUrl: await account.upload(face.bytes, face.mime, face.name) });
  }
  const person = await new Person(account).start();
  const general = await person.account.resolve(`#general:${serverName}`);
  // Nobody sits behind these.
  const strangers = new Set(NEIGHBOURS.map(({ localpart }) => `@${localpart}:${serverName}`));
  let answered = 0;
  const started = Date.now();

  const isDirect = (roomId) => {
    const room = person.client.getRoom(roomId);
    const direct = Object.values(person.client.getAccountData('m.direct')?.getContent() ?? {}).flat();
    return direct.includes(roomId) || (room !== null && room.getInvitedAndJoinedMemberCount() === 2);
  };

  const welcome = async (roomId) => {
    await person.acceptInvite({ room: roomId });
    if (isDirect(roomId)) await person.send(roomId, GREETING);
  };
  const directWith = (user) => (person.client.getAccountData('m.direct')?.getContent()[user] ?? [])
    .find((roomId) => person.client.getRoom(roomId)?.getMyMembership() === 'join');
  const inviting = new Set();
  const openChat = async (user) => {
    if (user === person.userId || strangers.has(user) || inviting.has(user) || directWith(user)) return;
    inviting.add(user);
    await person.createDm({ user });
  };
  // The greeting waits until the other has come in, with a device that can read it.
  const onJoin = async ({ type, roomId, stateKey, content, timestamp }) => {
    if (type !== 'm.room.member' || content.membership !== 'join' || stateKey === person.userId) return;
    if (roomId === general) await openChat(stateKey);
    else if (timestamp > started - 5000 && directWith(stateKey) === roomId) await person.send(roomId, GREETING);
  };
  const welcomeSafely = (roomId) => welcome(roomId).catch((error) => console.error('invitation:', error.message));

  const react = async (event) => {
    const text = event.content.body ?? '';
    if (event.type !== 'm.room.message' || event.sender === person.userId || event.redacted) return;
    if (event.timestamp < started - 5000 || event.relatesTo?.rel_type === 'm.replace') return;
    const direct = isDirect(event.roomId);
    if (!direct && !/\brobin\b/i.test(text)) return;
    await person.receipt(event.roomId, event.eventId).catch(() => undefined);
    if (answered % 3 === 0 || /\b(great|nice|thank|cool|love)/i.test(text)) await person.react(event.roomId, event.eventId, '👍');
    await person.typing(event.roomId, true);
    await wait(700);
    answered += 1;
    const answer = event.content.msgtype === 'm.text' ? answerTo(text, answered) : 'Thank you, I got it!';
    if (direct) await person.send(event.roomId, answer);
    else await person.reply(event.roomId, event.eventId, answer);
    await person.typing(event.roomId, false);
  };
  const reactSafely = (event) => {
    if (event.decryptionFailure) return;
    react(event).catch((error) => console.error('answer:', error.message));
  };
  const seen = new Set();
  const once = (event) => {
    if (event.type === 'm.room.encrypted' || seen.has(event.eventId)) return;
    seen.add(event.eventId);
    reactSafely(event);
  };
  person.on('event', once);
  person.on('event', (event) => void onJoin(event).catch((error) => console.error('greeting:', error.message)));
  person.on('decrypted', once);
  person.on('invite', (roomId) => void welcomeSafely(roomId));

  if (general) {
    await person.join(general);
    const joined = await person.account.members(general);
    await Promise.all(joined.map((user) => openChat(user).catch((error) => console.error('chat:', error.message))));
  }
  await Promise.all(person.client.getRooms()
    .filter((room) => room.getMyMembership() === 'invite').map((room) => welcomeSafely(room.roomId)));
  process.stdout.write('ready\n');

  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await Promise.race([person.logout(), wait(3000)]);
  process.exit(0);
}
