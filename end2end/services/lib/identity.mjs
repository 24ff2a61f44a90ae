// Another identity for an account, on matrix-js-sdk.
import { mastodonId } from './mastodon-id.mjs';
import { ssoReauth } from './sso.mjs';

/** Gives the account another identity, proven by single sign-on: whoever had verified the one before has to again. */
export async function replaceIdentity(person) {
  const { account } = person;
  const name = account.userId.slice(1).split(':')[0];
  // Whoever was made without Mastodon proves by an account of the same name there.
  await account.homeserver.requestAsAdmin('PUT', `/_synapse/admin/v2/users/${encodeURIComponent(account.userId)}`, {
    body: { external_ids: [{ auth_provider: 'oidc-my_mastodon', external_id: mastodonId(name) }] },
  });
  await person.client.getCrypto().bootstrapCrossSigning({
    setupNewCrossSigning: true,
    authUploadDeviceSigningKeys: async (upload) => {
      const session = await upload(null).then(() => undefined, (refused) => refused.data?.session);
      if (!session) return;
      const path = `/_matrix/client/v3/auth/m.login.sso/fallback/web?session=${encodeURIComponent(session)}`;
      const { done, text } = await ssoReauth({ url: account.homeserver.baseUrl + path, account: name });
      if (!done) throw new Error(`not proven: ${text.slice(0, 400)}`);
      await upload({ session });
    },
  });
}
