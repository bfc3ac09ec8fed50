"""What is not called anywhere in the program, because it cannot be called safely or has no business here."""

import re

import pytest

FORBIDDEN = {
    "a command or code from elsewhere": r"\b(?:system|popen|exec[lv]p?e?|posix_spawnp?|dlopen)\s*\(",
    "randomness that can be foretold": r"\b(?:s?rand|random|drand48)\s*\(|std::(?:mt19937|minstd_rand|random_device|default_random)",
    "a text without a bound": r"\b(?:strcpy|strcat|v?sprintf|gets|f?scanf|sscanf|alloca|strtok)\s*\(",
    "a format": r"\b(?:v?f?printf|v?snprintf|syslog)\s*\(",
    "a comparison that stops early": r"\b(?:memcmp|strcmp|strncmp)\s*\(",
    "a weak or bare primitive": r"\b(?:(?:MD[245]|SHA1|RC4|DES)(?:_\w+)?|EVP_(?:md5|sha1|des_\w+|rc4|\w+_ecb|(?:Encrypt|Decrypt|Cipher)\w*|PKEY_encrypt\w*))\b",
    "a regular expression": r"\bstd::w?regex\b|#include <regex>|boost::regex|\bpcre",
    "a pattern in SQL": r"\b(?:I?LIKE|SIMILAR TO|REGEXP|GLOB)\b",
}
# Where one of them is right, and why.
ALLOWED = {
    ("src/platform/sql/postgresql_database.cpp", "std::minstd_rand"): "how long a pause is, is no secret",
    ("src/platform/sql/postgresql_database.cpp", "std::random_device"): "the same",
    ("src/platform/mail/header.cpp", "snprintf("): "a date, by a format of our own",
    ("src/user/adapters/seeded_users.cpp", "LIKE"): "a pattern of our own, in a command of the operator",
    ("src/platform/migrations/expression.cpp", "LIKE"): "reads expressions and runs none",
    ("src/platform/migrations/sqlite_introspection.cpp", "LIKE"): "a pattern of our own",
}


def calls(text):
    """What is forbidden in a source, comments aside."""
    code = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    return [(what, match.group()) for what, rule in FORBIDDEN.items() for match in re.finditer(rule, code)]


def sources(root):
    files = sorted((root / "src").rglob("*.[ch]pp"))
    return [file for file in files if not file.name.endswith("_test.cpp") and "testing" not in file.name]


def test_nothing_forbidden_is_called(root):
    found, used = [], set()
    for file in sources(root):
        place = str(file.relative_to(root))
        for what, call in calls(file.read_text()):
            if (place, call) in ALLOWED:
                used.add((place, call))
            else:
                found.append(f"{place} calls {call}: {what}")
    assert found == [] and used == set(ALLOWED)


@pytest.mark.parametrize(
    "line",
    [
        "std::system(command.c_str());",
        "execvp(path, words);",
        "std::mt19937 numbers;",
        "return rand() % 1000000;",
        "sprintf(text, format);",
        "std::printf(nickname.c_str());",
        "return memcmp(a, b, 32) == 0;",
        "EVP_DigestInit(context, EVP_sha1());",
        "EVP_EncryptInit_ex(context, EVP_aes_256_ecb(), 0, key, 0);",
        "std::regex pattern(text);",
        '"SELECT id FROM users WHERE nickname LIKE $1"',
    ],
)
def test_a_planted_call_is_found(line):
    assert len(calls(line)) >= 1


@pytest.mark.parametrize("line", ["sodium_memcmp(a, b, 32);", "// printf(x) would do", "operand(x);", "filesystem (x)"])
def test_what_only_looks_like_one_is_not(line):
    assert calls(line) == []
