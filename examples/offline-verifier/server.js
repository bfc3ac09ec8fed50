// A small service of one's own, for people who signed in at Gatehouse: GET / with a bearer token says who asks.

import { createServer } from 'node:http';

import { CannotTell, TokenRefused, openVerifier } from './verifier.js';

const {
  GATEHOUSE = 'http://127.0.0.1:8080',
  ISSUER = 'http://localhost:8080',
  AUDIENCE = 'gatehouse',
  FOLLOW_EVERY = '5000', // milliseconds
  PORT = '9000',
} = process.env;

const verifier = await openVerifier({
  gatehouse: GATEHOUSE,
  issuer: ISSUER,
  audience: AUDIENCE,
  everyMilliseconds: Number(FOLLOW_EVERY),
});

async function answer(request) {
  const token = request.headers.authorization?.match(/^Bearer +([\w.~+/-]+=*)$/i)?.[1];
  if (!token) return [401, { error: 'sign in first' }, { 'WWW-Authenticate': 'Bearer' }];
  try {
    const claims = await verifier.verify(token);
    return [200, { user_id: claims.user_id }];
  } catch (fault) {
    if (fault instanceof TokenRefused) {
      return [401, { error: 'this token is no good' }, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }];
    }
    if (fault instanceof CannotTell) return [503, { error: 'try again in a moment' }, { 'Retry-After': '5' }];
    throw fault;
  }
}

const server = createServer(async (request, response) => {
  const [status, body, headers = {}] = await answer(request).catch(() => [500, { error: 'a fault of ours' }]);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    verifier.close();
    server.close();
    server.closeAllConnections();
  });
}
