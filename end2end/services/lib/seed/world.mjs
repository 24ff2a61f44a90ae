// Fills an empty homeserver with the people and rooms of the demo. Doing it again changes nothing.
import { DEMO_ACCOUNTS, neighbours, signIn } from './users.mjs';
import { ROOMS } from './rooms.mjs';
import { avatar } from '../media/index.mjs';

const MARKER = 'org.protium.seeded';
const VERSION = 1;

async function isFilled(account, room) {
  const marker = await account.getState(room, MARKER).catch((error) => {
    if (error.status === 404 || error.status === 403) return undefined;
    throw error;
  });
  return marker?.version === VERSION;
}

async function publicRoom(owner, serverName, { alias, name, topic, creation, face }) {
  const known = await owner.resolve(`#${alias}:${serverName}`);
  if (known) return known;
  const state = [];
  if (face !== undefined) {
    const picture = avatar(face);
    state.push({ type: 'm.room.avatar', state_key: '', content: { url: await owner.upload(picture.bytes, picture.mime, picture.name) } });
  }
  return owner.createRoom({
    preset: 'public_chat',
    visibility: 'public',
    room_alias_name: alias,
    name,
    topic,
    creation_content: creation,
    initial_state: state,
    power_level_content_override: { events: { 'm.room.name': 50 } },
  });
}

/** Seeds everything; returns a summary. */
export async function seedWorld(homeserver, serverName, log = () => {}) {
  const people = await neighbours(homeserver);
  const all = Object.values(people);
  const owner = people.mara;
  const general = await owner.resolve(`#general:${serverName}`);
  if (general && await isFilled(owner, general)) {
    await Promise.all(all.map((account) => account.logout()));
    return { already: true };
  }

  const made = await Promise.all(ROOMS.map(async (plan, index) => {
    const room = await publicRoom(owner, serverName, { ...plan, face: index % 2 === 0 ? index + 40 : undefined });
    if (!await isFilled(owner, room)) {
      await Promise.all(all.filter((account) => account !== owner).map((account) => account.join(room)));
      await plan.fill({ people, all, room });
      // General gets its mark last of all, below: it stands for the whole world.
      if (plan.alias !== 'general') await owner.setState(room, MARKER, '', { version: VERSION });
      log(`#${plan.alias}:${serverName}`);
    }
    return { alias: plan.alias, room };
  }));
  const roomOf = (alias) => made.find((r) => r.alias === alias).room;

  const space = await publicRoom(owner, serverName, {
    alias: 'neighbourhood', name: 'The neighbourhood', topic: 'All rooms of the people next door', creation: { type: 'm.space' }, face: 60,
  });
  await Promise.all(made.slice(0, 6).map(({ room }, index) => owner.setState(space, 'm.space.child', room, { via: [serverName], order: String(index) })));

  for (const name of DEMO_ACCOUNTS) {
    const account = await signIn(homeserver, name);
    await Promise.all([space, ...made.map((r) => r.room)].map((room) => account.join(room)));
    const privateRoom = await people.jonas.createRoom({
      preset: 'private_chat', name: `Cycling with ${name}`, invite: [account.userId], topic: 'Sundays, when it is dry',
    });
    await people.jonas.sendText(privateRoom, 'Are you coming on Sunday?');
    await people.theo.sendText(roomOf('garden'), `${account.userId}: the tomatoes are for you`, { 'm.mentions': { user_ids: [account.userId] } });
    await account.logout();
    log(`member ${account.userId}`);
  }
  await owner.setState(roomOf('general'), MARKER, '', { version: VERSION });
  await Promise.all(all.map((account) => account.logout()));
  return { rooms: made.length, space };
}
