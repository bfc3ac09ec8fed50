"""Who may start and finish a verification, and what becomes of an address that somebody else proves first."""

import pytest

from tests.support import people

PATH = "/api/auth/v1"


def test_a_token_names_the_user(house):
    person = house.member()
    answer = house.client.post(PATH, {"email": person.email}, token=person.token)
    assert answer.status == 202
    code = house.server.wait_for_code(person.user_id, number=2)
    answer = house.client.put(PATH, {"email": person.email, "verify_code": code}, token=person.token)
    assert answer.status == 200


def test_a_token_and_its_own_user_agree(house):
    person = house.member()
    body = {"email": person.email, "user_id": person.user_id}
    assert house.client.post(PATH, body, token=person.token).status == 202


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_token_and_another_user_is_forbidden(house, method):
    person, other = house.member(), house.sign_up()
    code = house.server.wait_for_code(other.user_id)
    for user_id in (other.user_id, 2**53 - 1):
        body = {"email": other.email, "user_id": user_id}
        if method == "PUT":
            body["verify_code"] = code
        answer = house.client.request(method, PATH, body, token=person.token)
        assert answer.status == 403 and answer.code == "forbidden", answer
    assert len(house.server.codes(other.user_id)) == 1


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_bad_token_is_refused_even_beside_a_user_id(house, method):
    person = house.sign_up()
    body = {
        "email": person.email,
        "user_id": person.user_id,
        **({"verify_code": "123456"} if method == "PUT" else {}),
    }
    answer = house.client.request(method, PATH, body, token="not.a.token")
    assert answer.status == 401 and answer.code == "invalid_token"


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_without_token_and_user_the_user_is_missing(on_sqlite, method):
    body = {"email": people.email(), **({"verify_code": "123456"} if method == "PUT" else {})}
    answer = on_sqlite.client.request(method, PATH, body)
    assert answer.status == 422 and answer.faults == {("user_id", "missing")}


def test_a_missing_user_and_a_misshapen_address_are_told_at_once(on_sqlite):
    answer = on_sqlite.client.post(PATH, {"email": "nonsense"})
    assert answer.status == 422
    assert answer.faults == {("user_id", "missing"), ("email", "invalid_format")}, answer


def test_the_second_to_prove_an_address_is_told_that_it_is_taken(house):
    address = people.email()
    first, second = house.sign_up(email=address), house.sign_up(email=address)
    code = house.server.wait_for_code(second.user_id)
    house.verify(first)
    answer = house.client.put(PATH, {"user_id": second.user_id, "email": address, "verify_code": code})
    assert answer.status == 409 and answer.code == "email_taken", answer
    house.sign_in(second)
    assert house.account(second)["email_verified"] is False


def test_a_wrong_code_for_a_taken_address_tells_nothing(house):
    address = people.email()
    first, second = house.sign_up(email=address), house.sign_up(email=address)
    code = house.server.wait_for_code(second.user_id)
    house.verify(first)
    wrong = "100001" if code != "100001" else "200002"
    answer = house.client.put(PATH, {"user_id": second.user_id, "email": address, "verify_code": wrong})
    assert answer.status == 422 and answer.code == "verification_failed"


def test_an_address_is_taken_in_every_case_of_its_letters(house):
    address = people.email("both")
    first, second = house.sign_up(email=address), house.sign_up(email=address.replace("both", "BOTH"))
    code = house.server.wait_for_code(second.user_id)
    house.verify(first)
    answer = house.client.put(PATH, {"user_id": second.user_id, "email": second.email, "verify_code": code})
    assert answer.status == 409
