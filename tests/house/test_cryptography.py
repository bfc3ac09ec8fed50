"""Where cryptography stands: the table of docs/security.md is the calls of the source, each in the file that it names."""

import re

CALLS = re.compile(
    r"\b(?:EVP_|RAND_|BN_|ECDSA_|RSA_|HMAC_|SHA\d+_|SSL_|X509_|PEM_|OSSL_|CRYPTO_|crypto_[a-z]|randombytes_|sodium_)\w+"
)
RANDOMNESS = re.compile(r"\b(?:randombytes_\w+|RAND_\w+|getrandom|getentropy|arc4random\w*)\s*\(|/dev/u?random")


def users(root, pattern=CALLS):
    files = sorted((root / "src").rglob("*.[ch]pp"))
    return {
        str(file.relative_to(root))
        for file in files
        if not file.name.endswith("_test.cpp") and "testing" not in file.name and pattern.search(file.read_text())
    }


def documented(root):
    section = (root / "docs/security.md").read_text().split("## Cryptography")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `(src/[\w/.]+)` \| .+ \|$", section, re.MULTILINE))


def test_every_call_is_in_the_inventory(root):
    assert len(documented(root)) > 15 and users(root) == documented(root)


def test_a_planted_call_is_found(root, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/planted.cpp").write_text("const auto tag = crypto_onetimeauth(out, in, length, key);")
    (tmp_path / "src/harmless.cpp").write_text("#include <openssl/evp.h>  // crypto")
    assert users(tmp_path) == {"src/planted.cpp"}


def test_randomness_comes_from_one_place(root):
    # Ids of requests are fetched in bulk from the same generator of the kernel, and are no secret.
    assert users(root, RANDOMNESS) == {"src/platform/crypto/random.cpp", "src/platform/http/request_id.cpp"}
