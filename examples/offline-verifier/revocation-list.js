// Follows the list of what has ended: fetched every few seconds in the background, asked for each request.

import { jwtVerify } from 'jose';

export class RevocationList {
  #url;
  #keys;
  #verifyOptions;
  #tag;
  #claims; // of the newest list
  #sessions = new Set();
  #timer;
  #stopped = false;

  constructor(url, keys, verifyOptions) {
    this.#url = url;
    this.#keys = keys;
    this.#verifyOptions = { ...verifyOptions, typ: 'revocations+jwt', requiredClaims: ['iat', 'exp', 'sids', 'users'] };
  }

  // The first list is awaited: nothing may be believed without one. What fails later is told, and tried again.
  async follow(everyMilliseconds) {
    await this.refresh();
    const goOn = () => {
      if (!this.#stopped) this.#timer = setTimeout(again, everyMilliseconds);
    };
    const again = async () => {
      await this.refresh().catch((fault) => console.error(`revocations: ${fault.message}`));
      goOn();
    };
    goOn();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async refresh() {
    const response = await fetch(this.#url, {
      headers: this.#tag ? { 'If-None-Match': this.#tag } : {},
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status === 304) return;
    if (!response.ok) throw new Error(`the list was answered with ${response.status}`);
    const { payload } = await jwtVerify(await response.text(), this.#keys, this.#verifyOptions);
    if (this.#claims && payload.iat < this.#claims.iat) return; // out of some cache on the way
    this.#claims = payload;
    this.#sessions = new Set(payload.sids);
    this.#tag = response.headers.get('ETag');
  }

  // A list counts until its `exp`. Without one nobody can tell what has ended, so nothing is believed.
  isFresh() {
    return this.#claims !== undefined && Date.now() / 1000 < this.#claims.exp;
  }

  // `claims`: of an access token that was verified.
  refuses(claims) {
    const { users } = this.#claims;
    const earliest = Object.hasOwn(users, claims.sub) ? users[claims.sub] : 0;
    return this.#sessions.has(claims.sid) || claims.iat < earliest;
  }
}
