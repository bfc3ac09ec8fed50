"""No key, token or password of anybody stands in the tree."""

import re

import pytest

from tests.support.tree import tracked

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[\w-]{20}\b|\bnpm_[A-Za-z0-9]{36}\b|\bxox[abp]-[\w-]{10,}"
    r"|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{40,}"
    r"|\$argon2id?\$v=19\$m=\d+,t=\d+,p=\d+\$[\w+/]{22}\$[\w+/]{43}"
    r"|\b[a-z]+://[^\s/:@'\"`<>{}$()]+:(?!PASSWORD|\*|s3cret|secret|canary)[^\s/:@'\"`<>{}$()]{8,}@"
)


def found_in(text):
    return [match.group()[:24] for match in SECRETS.finditer(text)]


def test_no_secret_stands_in_the_tree(root):
    # What tests compare with is known to everybody: the examples of RFCs, and hashes of passwords beside them.
    files = [file for file in tracked(root) if not file.name.endswith("_test.cpp") and file.suffix != ".filter"]
    found = {str(file.relative_to(root)): found_in(file.read_text(errors="replace")) for file in files}
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN EC " + "PRIVATE KEY-----",
        "token = " + ".".join(["eyJ" + "a" * 30, "eyJ" + "b" * 40, "c" * 86]),
        "$argon2id$v=19$m=19456,t=2,p=1$" + "s" * 22 + "$" + "h" * 43,
        "postgresql://app:" + "kV8w2x9QpL@db.internal/app",
        "AKIA" + "ABCDEFGHIJKLMNOP",
    ],
)
def test_a_planted_secret_is_found(text):
    assert len(found_in(text)) == 1
