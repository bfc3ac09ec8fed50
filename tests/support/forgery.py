"""Makes tokens that nobody should take: from a real one, piece by piece, or signed by the wrong key."""

import base64
import hashlib
import hmac
import json

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256
STRANGER = ec.generate_private_key(ec.SECP256R1())


def encode(data):
    if not isinstance(data, bytes):
        data = json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Original:
    """A real token in its parts, to be put together again otherwise."""

    def __init__(self, token, jwk):
        self.token = token
        self.parts = token.split(".")
        self.header = json.loads(decode(self.parts[0]))
        self.claims = json.loads(decode(self.parts[1]))
        self.signature = decode(self.parts[2])
        self.public = jwt.PyJWK(jwk).key
        self.jwk = jwk

    def with_header(self, **changes):
        """The real claims and signature behind a changed header."""
        return ".".join([encode({**self.header, **changes}), *self.parts[1:]])

    def with_signature(self, signature):
        return ".".join([*self.parts[:2], encode(signature)])

    def signed_by_stranger(self, header=None, claims=None, raw_claims=None):
        """Well signed, by a key that is not ours."""
        body = (
            encode({**self.header, **(header or {})})
            + "."
            + encode(raw_claims or {**self.claims, **(claims or {})})
        )
        r, s = decode_dss_signature(STRANGER.sign(body.encode(), ec.ECDSA(hashes.SHA256())))
        return body + "." + encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def signed_with_public_key(self, secret):
        """HS256 with something public as its secret, as confused libraries take it."""
        body = encode({**self.header, "alg": "HS256"}) + "." + self.parts[1]
        return body + "." + encode(hmac.new(secret, body.encode(), hashlib.sha256).digest())

    def public_texts(self):
        pem = self.public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        der = self.public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        point = self.public.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {
            "PEM": pem,
            "PEM without its last line feed": pem.rstrip(),
            "PEM after a blank": b" " + pem,
            "DER": der,
            "point": point,
            "JWK": json.dumps(self.jwk).encode(),
            "nothing": b"",
            "kid": self.header["kid"].encode(),
        }

    @property
    def r_and_s(self):
        return int.from_bytes(self.signature[:32], "big"), int.from_bytes(self.signature[32:], "big")


def stranger_jwk():
    numbers = STRANGER.public_key().public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": encode(numbers.x.to_bytes(32, "big")),
        "y": encode(numbers.y.to_bytes(32, "big")),
    }
