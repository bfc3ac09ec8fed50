"""What counts as a nickname, and which two are the same."""

import secrets

import pytest

from tests.support import people

SIGN_UP = "/api/user/v1/signup"


def sign_up(house, name):
    return house.client.post(
        SIGN_UP, {"nickname": name, "email": people.email(), "password": people.PASSWORD}
    )


def fresh(pattern):
    """Fills `*` with letters that no other test has, and that look like no others."""
    return pattern.replace("*", "".join(secrets.choice("bdfhkpqrstvwxyz") for _ in range(8)))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(value, id=what)
        for what, value in {
            "inner blank": "kim lee",
            "leading blank": " kim",
            "trailing blank": "kim ",
            "no-break space": "kim\u00a0lee",
            "ideographic space": "\u3000kim",
            "only blanks": "   ",
            "at sign": "kim@home",
            "somebody's address": "kim@example.com",
            "full-width at": "kim\uff20home",
            "tab": "kim\tlee",
            "line feed": "kim\nlee",
            "escape": "kim\u001b[1m",
            "DEL": "kim\u007f",
            "C1 control": "kim\u0085",
            "bidi override": "kim\u202eeel",
            "bidi isolate": "kim\u2066lee",
            "zero width space": "kim\u200b",
            "zero width no-break space": "kim\ufeff",
            "line separator": "kim\u2028",
            "unassigned": "kim\u0378",
            "private use": "kim\ue000",
            "tag character": "kim\U000e0041",
            "noncharacter": "kim\ufffe",
            "soft hyphen": "k\u00adim",
        }.items()
    ],
)
def test_refuses_what_cannot_be_a_nickname(on_sqlite, name):
    answer = sign_up(on_sqlite, name)
    assert answer.status == 422 and answer.faults == {("nickname", "invalid_format")}, answer


@pytest.mark.parametrize(
    "name, code",
    [
        ("", "too_short"),
        ("k", "too_short"),
        ("김", "too_short"),
        ("k" * 51, "too_long"),
        ("김" * 51, "too_long"),
        ("k" * 9000, "too_long"),
    ],
)
def test_refuses_what_is_too_short_or_too_long(on_sqlite, name, code):
    answer = sign_up(on_sqlite, name)
    assert answer.status == 422 and answer.faults == {("nickname", code)}, answer


@pytest.mark.parametrize(
    "pattern", ["*", "김철수", "*émile", "山田太郎", "Ωμέγα", "*_-.!", "Иванов", "नमस्ते", "*7"]
)
def test_takes_names_of_many_scripts(on_sqlite, pattern):
    name = fresh(pattern)
    answer = sign_up(on_sqlite, name)
    assert answer.status == 201 and answer.data["nickname"] == name, answer


def test_length_counts_code_points_after_composition(on_sqlite):
    decomposed = "e\u0301" * 44 + fresh("*")[:6]
    answer = sign_up(on_sqlite, decomposed)
    assert answer.status == 201 and len(answer.data["nickname"]) == 50, answer


def test_a_nickname_is_stored_composed_and_as_typed(on_sqlite):
    name = fresh("Z*e\u0301")
    assert sign_up(on_sqlite, name).data["nickname"] == name.replace("e\u0301", "\u00e9")


@pytest.mark.parametrize(
    "first, second",
    [
        pytest.param("*kim", "*KIM", id="case"),
        pytest.param("*\u00e9", "*e\u0301", id="composed and decomposed"),
        pytest.param("*\u00c9", "*\u00e9", id="case beyond ASCII"),
        pytest.param("*kim", "*\uff4bim", id="full width"),
        pytest.param("*ace", "*\u0430ce", id="Cyrillic a"),
        pytest.param("*\u0430ce", "*ace", id="Latin after Cyrillic"),
        pytest.param("*ope", "*\u03bfpe", id="Greek omicron"),
        pytest.param("*stra\u00dfe", "*STRA\u1e9eE", id="sharp s, small and capital"),
    ],
)
def test_two_that_are_the_same_to_a_reader_are_one(house, first, second):
    stem = fresh("*")
    assert sign_up(house, first.replace("*", stem)).status == 201
    answer = sign_up(house, second.replace("*", stem))
    assert answer.status == 409 and answer.code == "nickname_taken", answer


@pytest.mark.parametrize(
    "first, second",
    [
        pytest.param("*modern", "*modem", id="rn and m"),
        pytest.param("*lion1", "*lionl", id="digit one and small L"),
        pytest.param("*o0", "*oo", id="zero and o"),
        pytest.param("*e", "*\u00e9", id="with and without an accent"),
        pytest.param("*.kim", "*kim", id="dots count"),
    ],
)
def test_two_that_only_resemble_each_other_are_two(house, first, second):
    stem = fresh("*")
    assert sign_up(house, first.replace("*", stem)).status == 201
    assert sign_up(house, second.replace("*", stem)).status == 201


@pytest.mark.parametrize("form", [str.upper, str.title, lambda name: name.replace("k", "\uff4b")])
def test_sign_in_takes_each_form_of_the_name(house, form):
    person = house.sign_up(nickname=fresh("k*"))
    answer = house.try_sign_in(nickname=form(person.nickname), password=person.password)
    assert answer.status == 200 and answer.data["user_id"] == person.user_id


def test_sign_in_by_a_lookalike_is_not_the_account(house):
    person = house.sign_up(nickname=fresh("a*"))
    answer = house.try_sign_in(nickname="\u0430" + person.nickname[1:], password=person.password)
    assert answer.status == 401 and answer.code == "invalid_credentials"
