// The people of the seeded world.
import { avatar } from '../media/index.mjs';
import { ssoJourney } from '../sso.mjs';

/** People who only exist to have written messages: nobody signs in as them. */
export const NEIGHBOURS = [
  { localpart: 'mara', displayName: 'Mara Lindqvist' },
  { localpart: 'theo', displayName: 'Theo' },
  { localpart: 'yuki', displayName: '雪 Yuki' },
  { localpart: 'samira', displayName: 'سميرة' },
  { localpart: 'jonas', displayName: 'Jonas (he/him) 🚲' },
  { localpart: 'ines', displayName: 'Inês de Sousa e Albuquerque-Montgomery van den Broek, from the office next door' },
];

/** Mastodon accounts that are already members when the demo starts; every other name is a newcomer. */
export const DEMO_ACCOUNTS = ['alice', 'bob'];

/** Signs in through the stand-in, which makes the user on first sight; gives a plain session. */
export async function signIn(homeserver, name) {
  const { loginToken, text } = await ssoJourney({ homeserver: homeserver.baseUrl, account: name });
  if (!loginToken) throw new Error(`the sign-in of ${name} failed: ${text?.slice(0, 200)}`);
  return homeserver.login(loginToken, { deviceName: 'Seed' });
}

/** Sessions of all neighbours, by local part, with display names and pictures. */
export async function neighbours(homeserver) {
  const all = await Promise.all(NEIGHBOURS.map(async ({ localpart, displayName }, index) => {
    const account = await signIn(homeserver, localpart);
    const face = avatar(index + 20);
    const avatarUrl = index % 3 === 2 ? undefined : await account.upload(face.bytes, face.mime, face.name);
    await account.setProfile({ displayName, avatarUrl });
    return [localpart, account];
  }));
  return Object.fromEntries(all);
}
