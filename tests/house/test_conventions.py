"""What answers must not tell is found in them, and not in what is random."""

import pytest

from tests.support.conventions import tells_innards


@pytest.mark.parametrize(
    "text",
    [
        b'{"detail":"SQLite is locked"}',
        b'{"detail":"no such table: sqlite_autoindex_users_1"}',
        b'{"detail":"Exception in src/platform/http/session.cpp"}',
        b"SELECT id FROM users",
        b'{"access_token":"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0","detail":"boost"}',
    ],
)
def test_innards_are_found(text):
    assert tells_innards(text)


def test_random_text_spells_what_it_likes():
    assert not tells_innards(
        b'{"refresh_token":"q7BEAstx0dLibPqX-4kboostV_3w","session_id":"0BoosTk2pYwH1vN8sQ4xLg"}'
    )
