// Who somebody is at the stand-in for Mastodon.
import { createHash } from 'node:crypto';

/** The ID of an account; it depends on the name alone, so it is stable over restarts. */
export function mastodonId(name) {
  return String(BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 14)}`) + 100_000_000_000_000_000n);
}
