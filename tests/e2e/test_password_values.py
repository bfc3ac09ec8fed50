"""What counts as a password: length in code points, no composition rules, nothing that everybody guesses first."""

import pytest

from tests.support import people

SIGN_UP = "/api/user/v1/signup"


def sign_up(house, password, **values):
    body = {"nickname": people.nickname(), "email": people.email(), "password": password, **values}
    return house.client.post(SIGN_UP, body)


@pytest.mark.parametrize(
    "password, code",
    [
        pytest.param("", "too_short", id="empty"),
        pytest.param("short-7", "too_short", id="seven"),
        pytest.param("김김김김김김김", "too_short", id="seven of three octets each"),
        pytest.param("😀" * 7, "too_short", id="seven emoji"),
        pytest.param("a quick brown fox " * 15, "too_long", id="270"),
        pytest.param("z9" * 128 + "z", "too_long", id="257"),
        pytest.param("password", "too_common", id="password"),
        pytest.param("12345678", "too_common", id="digits in order"),
        pytest.param("qwertyuiop", "too_common", id="a row of keys"),
        pytest.param("Password", "too_common", id="in another case"),
        pytest.param("iloveyou", "too_common", id="iloveyou"),
        pytest.param("Passw0rd!23", "too_common", id="with substitutes, a sign and digits"),
        pytest.param("P@ssword2024", "too_common", id="with a year"),
        pytest.param("qwerty123!!", "too_common", id="a short one made longer"),
        pytest.param("with\tcontrol", "invalid_format", id="a control character"),
    ],
)
def test_refuses(on_sqlite, password, code):
    answer = sign_up(on_sqlite, password)
    assert answer.status == 422 and answer.faults == {("password", code)}, answer


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("qv8$Zt1k", id="eight"),
        pytest.param("all lower case words", id="blanks and no digit"),
        pytest.param("Zq" * 128, id="256"),
        pytest.param("😀🦊🐳🌻🍋🚲🎻🧭", id="eight emoji"),
        pytest.param("비밀번호는길어야좋다", id="Hangul"),
        pytest.param("  leading and trailing  ", id="blanks around"),
        pytest.param("password of my aunt in Bremen", id="a passphrase with a common word"),
        pytest.param("correct-horse-battery-staple-2024!!", id="a passphrase with digits and signs behind it"),
    ],
)
def test_takes_and_signs_in(house, password):
    person = house.sign_up(password=password)
    assert house.sign_in(person)


def test_refuses_a_password_made_of_the_own_nickname(on_sqlite):
    name = people.nickname("gardener")
    for password in (name, name.upper(), name + "1"):
        assert sign_up(on_sqlite, password, nickname=name).faults == {("password", "too_common")}, password


def test_refuses_what_guessers_make_of_the_own_names(on_sqlite):
    for name, password in (("Kim.Lee", "kim.lee2024"), ("gardener", "G4rd3n3r!!"), ("linda-m", "2024 L1nda.M!")):
        assert sign_up(on_sqlite, password, nickname=name).faults == {("password", "too_common")}, password


def test_refuses_a_password_made_of_the_own_address(on_sqlite):
    address = people.email("gardener")
    for password in (address, address.split("@")[0]):
        assert sign_up(on_sqlite, password, email=address).faults == {("password", "too_common")}, password


@pytest.mark.parametrize(
    "set_, tried",
    [
        pytest.param("caf\u00e9 latte extra", "cafe\u0301 latte extra", id="composed, then decomposed"),
        pytest.param("cafe\u0301 latte extra", "caf\u00e9 latte extra", id="decomposed, then composed"),
        pytest.param("wide\u3000space here", "wide space here", id="another kind of space"),
    ],
)
def test_twins_of_one_spelling_sign_in(house, set_, tried):
    person = house.sign_up(password=set_)
    assert house.sign_in(person, tried)


@pytest.mark.parametrize(
    "set_, tried",
    [
        pytest.param("Quiet-Lantern-48", "quiet-Lantern-48", id="case"),
        pytest.param("Quiet-Lantern-48", "Quiet-Lantern-48 ", id="a trailing blank"),
        pytest.param("x1" * 40 + "A" * 8, "x1" * 40 + "B" * 8, id="a difference behind octet 72"),
        pytest.param("Zq" * 127 + "ab", "Zq" * 127 + "ac", id="the last of 256"),
        pytest.param("full width \uff21bc", "full width Abc", id="width"),
    ],
)
def test_twins_of_two_spellings_do_not(house, set_, tried):
    person = house.sign_up(password=set_)
    answer = house.try_sign_in(nickname=person.nickname, password=tried)
    assert answer.status == 401 and answer.code == "invalid_credentials"
    assert house.sign_in(person)
