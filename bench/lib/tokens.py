"""Access tokens that no server has seen yet, though it made the key they are signed with.

To take a hundred thousand of them from sign-ins would take longer than all measurements. So the signing key is opened
here as the server does it, with its master key, and what one real token says is signed again under new ids.
"""

import base64
import ctypes
import ctypes.util
import json
import secrets
import sqlite3
from contextlib import closing

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

_SEALING = 1  # the use of the master key that signing keys are sealed under
_NONCE, _TAG = 24, 16


def encode(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _sodium():
    library = ctypes.CDLL(ctypes.util.find_library("sodium"))
    if library.sodium_init() < 0:
        raise RuntimeError("libsodium does not start")
    return library


def open_sealed(sealed, place, master_key):
    """What the server has sealed under its master key for that place."""
    sodium = _sodium()
    key = ctypes.create_string_buffer(32)
    use = ctypes.c_uint64(_SEALING)
    sodium.crypto_kdf_derive_from_key(key, ctypes.c_size_t(32), use, b"gatehous", master_key)
    raw, place = decode(sealed), place.encode()
    plain = ctypes.create_string_buffer(len(raw) - _NONCE - _TAG)
    fault = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain,
        None,
        None,
        raw[_NONCE:],
        ctypes.c_ulonglong(len(raw) - _NONCE),
        place,
        ctypes.c_ulonglong(len(place)),
        raw[:_NONCE],
        key,
    )
    if fault:
        raise ValueError("this was sealed under another master key")
    return plain.raw


class Mint:
    """Signs with a server's key. `rows` are (kid, sealed_private) of its table signing_keys."""

    def __init__(self, master_key, rows):
        self._keys = {
            kid: serialization.load_der_private_key(
                open_sealed(sealed, "signing_keys/" + kid, master_key), None
            )
            for kid, sealed in rows
        }

    def again(self, token, **claims):
        """The token under a new id of the same length, with other claims where they are given."""
        head, body, _ = token.split(".")
        said = json.loads(decode(body))
        said.update(jti=secrets.token_hex(len(said["jti"]))[: len(said["jti"])], **claims)
        signed = head + "." + encode(json.dumps(said, separators=(",", ":")).encode())
        key = self._keys[json.loads(decode(head))["kid"]]
        r, s = utils.decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return signed + "." + encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    def broken(self, token):
        """The same with a signature that looks like one and is none, so that it has to be verified to be refused."""
        head, body, signature = token.split(".")
        octets = bytearray(decode(signature))
        octets[secrets.randbelow(31) + 1] ^= 1 + secrets.randbelow(255)
        octets[secrets.randbelow(31) + 33] ^= 1 + secrets.randbelow(255)
        return f"{head}.{body}.{encode(bytes(octets))}"


def mint_of(server, postgresql=None):
    """The mint of a server on SQLite, or on that database of PostgreSQL."""
    sql = "SELECT kid, sealed_private FROM signing_keys"
    if postgresql:
        rows = postgresql.query(sql)
    else:
        file = f"file:{server.data_dir}/gatehouse.db?mode=ro"
        with closing(sqlite3.connect(file, uri=True)) as database:
            rows = database.execute(sql).fetchall()
    return Mint(decode((server.data_dir / "master.key").read_text().strip()), rows)
