// Tells whose access token it is, by the published keys and the list of what has ended. Both are kept here, so a
// request costs no call to Gatehouse.

import { createRemoteJWKSet, jwtVerify } from 'jose';

import { RevocationList } from './revocation-list.js';

export class TokenRefused extends Error {}
export class CannotTell extends Error {}

// What jose says where the token is at fault, and not the way to the keys.
const refused = /^ERR_(JWT_|JWS_|JOSE_ALG_|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY)/;

// `gatehouse`: where the server is; `issuer` and `audience`: exactly as it was started with.
export async function openVerifier({ gatehouse, issuer, audience, everyMilliseconds = 5_000 }) {
  // Fetched again when 5 minutes old, as its Cache-Control says, and when a token names a key that is not in it.
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', gatehouse), { cacheMaxAge: 300_000 });
  const pinned = { issuer, algorithms: ['ES256', 'EdDSA', 'RS256'] };
  const list = new RevocationList(new URL('/.well-known/revocations', gatehouse), keys, pinned);
  await list.follow(everyMilliseconds);

  const requiredClaims = ['sub', 'sid', 'iat', 'exp', 'jti', 'client_id'];
  const verifyOptions = { ...pinned, audience, typ: 'at+jwt', requiredClaims };

  return {
    // The claims of a good token. Throws `TokenRefused`, or `CannotTell` where the list or the keys are out of reach.
    async verify(token) {
      const claims = await jwtVerify(token, keys, verifyOptions).then(
        ({ payload }) => payload,
        (fault) => {
          throw refused.test(fault.code) ? new TokenRefused(fault.message) : new CannotTell(fault.message);
        },
      );
      if (typeof claims.sub !== 'string' || typeof claims.sid !== 'string') throw new TokenRefused('it is not as we issue it');
      if (!list.isFresh()) throw new CannotTell('the list of what has ended is too old');
      if (list.refuses(claims)) throw new TokenRefused('its session has ended');
      return claims;
    },
    close: () => list.stop(),
  };
}
