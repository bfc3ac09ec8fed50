"""A stand-in for Gatehouse that publishes one key and any list of revocations, also one that it never would."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm


class StubIssuer:
    """`list_claims` are of the list that is signed for each reader; `None`: there is none."""

    def __init__(self, issuer="http://localhost:8080", audience="gatehouse"):
        self.issuer, self.audience = issuer, audience
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.list_claims = self.list_of()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = stub.answer(self.path)
                self.send_response(200 if body else 503)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = self._server.server_address
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path):
        if path == "/.well-known/jwks.json":
            jwk = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
            return json.dumps({"keys": [{**jwk, "kid": "k", "alg": "ES256", "use": "sig"}]})
        return self.list_claims and self.sign(self.list_claims, "revocations+jwt")

    def list_of(self, sids=(), users=None, issued_ago=0, lifetime=60):
        issued = int(time.time()) - issued_ago
        times = {"iat": issued, "exp": issued + lifetime}
        return {"iss": self.issuer, **times, "sids": list(sids), "users": users or {}}

    def token(self, session="s", **changes):
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.audience, "sub": "17", "user_id": 17, "sid": session}
        times = {"iat": now, "exp": now + 900, "jti": "j", "client_id": "gatehouse"}
        return self.sign({**claims, **times, **changes}, "at+jwt")

    def sign(self, claims, kind):
        return jwt.encode(claims, self._key, "ES256", headers={"typ": kind, "kid": "k"})

    def close(self):
        self._server.shutdown()
        self._server.server_close()
