"""A change of address: held until its code proves it, and told to the old address."""

import pytest

from tests.support import people


@pytest.fixture
def moving(house):
    """Somebody with a proven address who has asked for a new one."""
    person = house.member(verified=True)
    new = people.email("new")
    answer = house.client.put(
        person.path, {"email": new, "current_password": person.password}, token=person.token
    )
    assert answer.status == 200, answer
    return house, person, new, answer.data


def test_the_new_address_is_pending(moving):
    house, person, new, account = moving
    assert account["email"] == person.email and account["email_verified"] is True
    assert account["pending_email"] == new
    assert house.account(person) == account


def test_until_then_the_old_address_signs_in(moving):
    house, person, new, _ = moving
    assert house.try_sign_in(email=person.email, password=person.password).status == 200
    assert house.try_sign_in(email=new, password=person.password).status == 401


def test_its_code_proves_it(moving):
    house, person, new, _ = moving
    old = person.email
    house.verify(person, new)
    account = house.account(person)
    assert account["email"] == new and account["email_verified"] is True and "pending_email" not in account
    assert house.try_sign_in(email=new, password=person.password).status == 200
    assert house.try_sign_in(email=old, password=person.password).status == 401


def test_the_old_address_is_told(moving):
    house, person, new, _ = moving
    line = house.server.wait_for_line("account_change_notice", user_id=person.user_id)
    assert line["email"] == person.email and line["change"] == "email"
    assert new not in str(line)


def test_a_second_change_replaces_the_first(moving):
    house, person, new, _ = moving
    first_code = house.server.wait_for_code(person.user_id, new)
    newest = people.email("newest")
    body = {"email": newest, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).data["pending_email"] == newest
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": new, "verify_code": first_code}
    )
    assert answer.status == 422 and answer.code == "verification_failed"
    house.verify(person, newest)
    assert house.account(person)["email"] == newest


def test_the_code_may_be_sent_again(moving):
    house, person, new, _ = moving
    house.server.wait_for_code(person.user_id, new)
    assert house.client.post("/api/auth/v1", {"email": new}, token=person.token).status == 202
    house.server.wait_for_code(person.user_id, new, number=2)
    house.verify(person, new)


def test_an_address_that_is_proven_elsewhere_meanwhile_is_taken(moving):
    house, person, new, _ = moving
    code = house.server.wait_for_code(person.user_id, new)
    house.verify(house.sign_up(email=new))
    answer = house.client.put("/api/auth/v1", {"user_id": person.user_id, "email": new, "verify_code": code})
    assert answer.status == 409 and answer.code == "email_taken"
    assert house.account(person)["email"] == person.email


def test_asking_does_not_tell_whether_the_address_has_an_owner(house):
    owner, person = house.member(verified=True), house.member(verified=True)
    body = {"email": owner.email, "current_password": person.password}
    answer = house.client.put(person.path, body, token=person.token)
    assert answer.status == 200 and answer.data["pending_email"] == owner.email


def test_an_unverified_address_may_be_replaced(house):
    person, new = house.member(), people.email("new")
    house.server.wait_for_code(person.user_id)
    body = {"email": new, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    house.verify(person, new)
    account = house.account(person)
    assert account["email"] == new and account["email_verified"] is True


def test_a_new_password_gives_up_the_pending_address(moving):
    house, person, new, _ = moving
    code = house.server.wait_for_code(person.user_id, new)
    body = {"new_password": "Another-Lamp-77-Hill", "current_password": person.password}
    assert "pending_email" not in house.client.put(person.path, body, token=person.token).data
    answer = house.client.put("/api/auth/v1", {"user_id": person.user_id, "email": new, "verify_code": code})
    assert answer.status == 422 and answer.code == "verification_failed"
    account = house.account(person)
    assert account["email"] == person.email and "pending_email" not in account
