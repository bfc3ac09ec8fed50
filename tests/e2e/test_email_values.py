"""What counts as an e-mail address, seen through sign-up and sign-in."""

import pytest

from tests.support import people

SIGN_UP = "/api/user/v1/signup"


def sign_up(house, address):
    return house.client.post(
        SIGN_UP, {"nickname": people.nickname(), "email": address, "password": people.PASSWORD}
    )


REFUSED = {
    "no at": "nobody",
    "two ats": "a@b@example.com",
    "no local part": "@example.com",
    "no domain": "a@",
    "one label": "a@localhost",
    "leading dot": ".a@example.com",
    "trailing dot": "a.@example.com",
    "double dot": "a..b@example.com",
    "domain ends in a dot": "a@example.com.",
    "empty label": "a@example..com",
    "label starts with a hyphen": "a@-example.com",
    "label ends with a hyphen": "a@example-.com",
    "quoted local part": '"a b"@example.com',
    "comment": "a(c)@example.com",
    "display name": "Kim <a@example.com>",
    "address literal": "a@[127.0.0.1]",
    "IPv6 literal": "a@[IPv6:::1]",
    "numeric address": "a@127.0.0.1",
    "leading blank": " a@example.com",
    "trailing blank": "a@example.com ",
    "inner blank": "a b@example.com",
    "no-break space": "\u00a0a@example.com",
    "tab": "a\t@example.com",
    "header injection": "a@example.com\r\nBcc: b@example.com",
    "list": "a@example.com,b@example.com",
    "semicolon": "a@example.com;b@example.com",
    "underscore in domain": "a@exa_mple.com",
    "full-width at": "a\uff20example.com",
    "small at": "a\ufe6bexample.com",
    "non-ASCII local part": "ké@example.com",
    "zero width": "a\u200b@example.com",
    "bidi": "a\u202e@example.com",
    "escape": "a\u001b@example.com",
    "DEL": "a\u007f@example.com",
    "mailto": "mailto:a@example.com",
    "bad A-label": "a@xn--0.com",
}


@pytest.mark.parametrize("address", [pytest.param(value, id=name) for name, value in REFUSED.items()])
def test_refuses_what_is_no_mailbox(on_sqlite, address):
    answer = sign_up(on_sqlite, address)
    assert answer.status == 422 and answer.faults == {("email", "invalid_format")}, answer


@pytest.mark.parametrize(
    "address, code",
    [
        pytest.param("a" * 65 + "@example.com", {"too_long", "invalid_format"}, id="local part of 65"),
        pytest.param("a@" + ".".join(["b" * 63] * 4) + ".com", {"too_long"}, id="260 octets in all"),
        pytest.param("a@" + "b" * 64 + ".com", {"too_long", "invalid_format"}, id="label of 64"),
        pytest.param("a" * 10000 + "@example.com", {"too_long"}, id="ten thousand"),
        pytest.param("", {"too_short", "invalid_format"}, id="empty"),
    ],
)
def test_refuses_what_is_too_long_or_empty(on_sqlite, address, code):
    answer = sign_up(on_sqlite, address)
    assert answer.status == 422 and {c for f, c in answer.faults if f == "email"} & code, answer


@pytest.mark.parametrize(
    "given, stored",
    [
        pytest.param(
            "Kim.Lee+tag@Example.COM",
            "Kim.Lee+tag@example.com",
            id="domain in lower case, local part as typed",
        ),
        pytest.param("a!#$%&'*+/=?^_`{|}~-@example.com", None, id="every sign of a dot-string"),
        pytest.param("a@bücher.example", "a@xn--bcher-kva.example", id="IDN"),
        pytest.param("a@BÜCHER.example", "a@xn--bcher-kva.example", id="IDN in upper case"),
        pytest.param("a@xn--bcher-kva.example", None, id="A-label"),
        pytest.param("b" * 64 + "@example.com", None, id="local part of 64"),
        pytest.param("a@한국.example", "a@xn--3e0b707e.example", id="Hangul domain"),
        pytest.param("a@sub.sub.example.co.uk", None, id="many labels"),
    ],
)
def test_takes_a_mailbox_and_stores_it_as_documented(on_sqlite, given, stored):
    answer = sign_up(on_sqlite, given)
    assert answer.status == 201 and answer.data["email"] == (stored or given), answer


def test_takes_254_octets(on_sqlite):
    local = "c" * 64
    domain = ".".join(["d" * 61, "e" * 61, "f" * 61]) + ".abc"
    address = local + "@" + domain
    assert len(address) == 254
    assert sign_up(on_sqlite, address).status == 201
    assert sign_up(on_sqlite, local + "@d" + domain).status == 422


def test_an_address_is_compared_without_case(house):
    person = house.member(verified=True, email=people.email("MiXed"))
    shouted = person.email.upper()
    assert house.try_sign_in(email=shouted, password=person.password).data["user_id"] == person.user_id


def test_a_proven_idn_address_signs_in_in_both_forms(house):
    stem = people.nickname("idn")
    person = house.sign_up(email=f"{stem}@bücher.example")
    person.email = f"{stem}@xn--bcher-kva.example"
    house.verify(person)
    for form in (f"{stem}@bücher.example", person.email, f"{stem}@BÜCHER.EXAMPLE"):
        assert house.try_sign_in(email=form, password=person.password).status == 200, form
