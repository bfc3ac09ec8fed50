"""What counts as a password: length in code points, no composition rules, nothing that everybody guesses first."""

import pytest

from tests.support import people, recovery
from tests.support.server import run_gatehouse

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


SERVICE = ["--password-words", "Quillo,Brisk Otter"]
HOSTS = ["--issuer", "https://id.plumbago.example", "--public-url", "https://[2001:db8::7]"]
OF_THE_SERVICE = ("quillo2024", "Br1skOtt3r!", "quillo.briskotter", "id.plumbago.example", "Plumbag0-99", "2001:db8::7")
OF_LINDA_THERE = ("lindaquillo1", "LINDA-Quillo!", "linda brisk otter", "plumbag0+linda", "qu1ll0 linda 99")


def is_too_common(answer, field):
    """Refused for that field alone, in words that say what the password is made of."""
    (fault,) = answer.json["errors"]
    assert answer.status == 422 and (fault["field"], fault["code"]) == (field, "too_common"), answer
    return "words of this service" in fault["detail"]


def test_refuses_words_of_the_service_wherever_a_password_is_chosen(open_server, database_url):
    house = open_server(database_url, options=[*SERVICE, *HOSTS])
    person = house.member(nickname="linda", verified=True)
    body = {"current_password": person.password}
    reset = recovery.begin(house, person)
    for password in (*OF_THE_SERVICE, *OF_LINDA_THERE):
        assert is_too_common(sign_up(house, password, email="linda@example.com"), "password"), password
        changed = house.client.put(person.path, {**body, "new_password": password}, token=person.token)
        assert is_too_common(changed, "new_password"), password
        assert is_too_common(recovery.finish(house, reset, password), "new_password"), password
    assert recovery.finish(house, reset).status == 200
    path = recovery.link(house, person)
    assert recovery.press(house, path).status == 200
    for password in ("quillo2024", "lindaquillo1"):
        page = recovery.set_password(house, path, password)
        assert page.status == 422 and "words of this service" in page.text, page
    assert recovery.set_password(house, path, "an anvil that quillo made").status == 200
    assert house.sign_in(person, "an anvil that quillo made")


def test_takes_names_of_others_beside_words_of_the_service(open_server):
    house = open_server(options=[*SERVICE, *HOSTS])
    for password in (*OF_LINDA_THERE, "an anvil that quillo made"):
        assert house.sign_up(password=password)


def test_tells_nobody_without_the_code_that_a_name_is_in_a_password(open_server):
    house = open_server(options=SERVICE)
    reset = recovery.begin(house, house.member(nickname="linda", verified=True))
    refused = recovery.finish(house, reset, "lindaquillo1", verify_code=recovery.wrong(reset.code))
    assert recovery.is_refused(refused)


def test_knows_the_host_of_the_service_without_being_told(on_sqlite):
    for password in ("localhost", "l0calh0st!99", "localhost-2024"):
        assert is_too_common(sign_up(on_sqlite, password), "password"), password


def test_takes_what_only_others_would_be_refused(house):
    for password in ("quillo2024", "Br1skOtt3r!", "an owner at localhost"):
        assert house.sign_up(password=password)


@pytest.mark.parametrize(
    "words, complaint",
    [
        pytest.param(",".join(f"word{number}" for number in range(51)), "must be at most 50 words", id="too many"),
        pytest.param("quillo," + "x" * 65, "word 2 is longer than 64 characters", id="too long"),
        pytest.param("quillo,,shop", "word 2 has less than two letters or digits", id="none"),
    ],
)
def test_refuses_to_start_with_words_that_are_none(tmp_path, words, complaint):
    result = run_gatehouse("serve", "--listen", "127.0.0.1:0", "--password-words", words, cwd=tmp_path)
    assert result.returncode == 2 and f"--password-words: {complaint}" in result.stderr


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
