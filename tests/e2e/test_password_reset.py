"""A new password for whoever does not know theirs: by a code that goes to their proven address."""

import json

import pytest

from tests.support import people, recovery
from tests.support.recovery import NEW, RESET, ask, begin, finish, is_refused, wrong
from tests.support.rows import rows


def test_the_whole_way(house):
    person = house.member(verified=True)
    other = house.another_session(person)
    reset = begin(house, person)
    assert recovery.is_token(reset.reset_id)
    assert reset.line["email"] == person.email and reset.line["user_id"] == person.user_id
    answer = finish(house, reset)
    assert answer.status == 200 and answer.data == {"is_reset": True}
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 401
    assert house.try_sign_in(email=person.email, password=NEW).status == 200
    for session in (person, other):
        assert not house.is_signed_in(session)
        assert house.refresh(session.refresh_token).code == "invalid_grant"


def test_the_owner_is_told_with_a_way_to_undo_it(house):
    person = house.member(verified=True)
    finish(house, begin(house, person))
    recovery.link(house, person)
    (notice,) = recovery.notices(house, person)
    assert notice["email"] == person.email and notice["change"] == "password"


def test_asking_ends_and_changes_nothing(house):
    person = house.member(verified=True)
    before = house.account(person)
    begin(house, person)
    assert house.account(person) == before
    assert house.refresh(person).status == 200
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 200
    assert recovery.notices(house, person) == []


def test_asking_is_answered_alike_for_everybody_and_mails_owners_alone(house):
    owner, unproven = house.member(verified=True), house.member()
    answers = [
        house.client.post(RESET, {"email": email})
        for email in (owner.email, unproven.email, people.email("nobody"))
    ]
    for answer in answers:
        assert answer.status == 202
        assert recovery.is_token(answer.data["reset_id"])
    assert len({len(answer.body) for answer in answers}) == 1
    assert len({answer.data["reset_id"] for answer in answers}) == 3
    begin(house, owner)  # what was asked for before is done by now
    sent = {line["reset_id"] for line in house.server.lines if line.get("event") == "password_reset_code"}
    assert answers[0].data["reset_id"] in sent
    assert sent.isdisjoint({answers[1].data["reset_id"], answers[2].data["reset_id"]})


def test_any_spelling_of_the_address_will_do(house):
    person = house.member(verified=True)
    handle = ask(house, person.email.upper())
    line = house.server.wait_for_line("password_reset_code", reset_id=handle)
    assert line["email"] == person.email


@pytest.mark.parametrize("email", ["", "kim", "kim at example.com", '"kim"@example.com', "a@b"])
def test_what_is_no_address_is_refused(house, email):
    answer = house.client.post(RESET, {"email": email})
    assert answer.status == 422 and answer.faults == {("email", "invalid_format")}


def test_faults_of_shape_are_told_at_once_and_spend_nothing(house):
    reset = begin(house, house.member(verified=True))
    for _ in range(6):
        answer = house.client.put(
            RESET, {"reset_id": reset.reset_id, "verify_code": 1, "new_password": "short"}
        )
        assert answer.status == 422 and answer.code == "invalid_request"
        assert answer.faults == {("verify_code", "invalid_type"), ("new_password", "too_short")}
    assert finish(house, reset).status == 200


@pytest.mark.parametrize("refused", ["password", "short", "x" * 257])
def test_a_refused_password_leaves_the_code_good(house, refused):
    reset = begin(house, house.member(verified=True))
    for _ in range(6):
        answer = finish(house, reset, refused)
        assert answer.status == 422 and answer.code == "invalid_request"
    assert finish(house, reset).status == 200


def test_a_password_of_own_names_leaves_the_code_good(house):
    person = house.member(verified=True, nickname=people.nickname("gardener"))
    reset = begin(house, person)
    for _ in range(6):
        answer = finish(house, reset, person.nickname)
        assert answer.faults == {("new_password", "too_common")}
    assert house.is_signed_in(person)
    assert finish(house, reset).status == 200


def test_own_names_are_told_to_nobody_who_does_not_know_the_code(house):
    person = house.member(verified=True, nickname=people.nickname("gardener"))
    reset = begin(house, person)
    assert is_refused(finish(house, reset, person.nickname, verify_code=wrong(reset.code)))


def test_whatever_is_wrong_is_refused_alike(house):
    first, second = begin(house, house.member(verified=True)), begin(house, house.member(verified=True))
    nobodys = ask(house, people.email("nobody"))
    tries = [
        first.body(verify_code=wrong(first.code)),
        first.body(verify_code=second.code),
        first.body(verify_code=""),
        first.body(verify_code=f" {first.code}"),
        first.body(verify_code=first.code + "0"),
        first.body(verify_code="１２３４５６"),
        first.body(reset_id=second.reset_id, verify_code=wrong(second.code, 7)),
        first.body(reset_id=nobodys),
        first.body(reset_id=""),
        first.body(reset_id=first.reset_id.swapcase()),
        first.body(reset_id="x" * 5000),
    ]
    bodies = set()
    for body in tries:
        answer = house.client.put(RESET, body)
        assert is_refused(answer), answer
        problem = answer.json
        del problem["request_id"]
        bodies.add(json.dumps(problem, sort_keys=True))
    assert len(bodies) == 1, bodies


def test_the_fifth_attempt_counts_and_the_sixth_does_not(house):
    person = house.member(verified=True)
    first, second = begin(house, person), begin(house, person)
    for by in range(1, 5):
        assert is_refused(finish(house, first, verify_code=wrong(first.code, by)))
    for by in range(1, 6):
        assert is_refused(finish(house, second, verify_code=wrong(second.code, by)))
    assert is_refused(finish(house, second))
    assert finish(house, first).status == 200


def test_a_code_is_used_once(house):
    person = house.member(verified=True)
    reset = begin(house, person)
    assert finish(house, reset).status == 200
    assert is_refused(finish(house, reset, "Third-Lamp-99-River"))
    assert house.try_sign_in(nickname=person.nickname, password=NEW).status == 200


def test_asking_again_leaves_older_codes_good_until_one_is_used(house):
    person = house.member(verified=True)
    oldest, middle, newest = (begin(house, person) for _ in range(3))
    assert finish(house, oldest).status == 200
    for reset in (middle, newest):
        assert is_refused(finish(house, reset, "Third-Lamp-99-River"))


def test_a_code_of_another_purpose_is_none(house):
    person = house.member(verified=True)
    reset = begin(house, person)
    verify_code = house.server.codes(person.user_id, person.email)[-1]
    if verify_code != reset.code:
        assert is_refused(finish(house, reset, verify_code=verify_code))
    new = people.email("new")
    house.client.put(person.path, {"email": new, "current_password": person.password}, token=person.token)
    house.server.wait_for_code(person.user_id, new)
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": new, "verify_code": reset.code}
    )
    assert answer.status == 422 or reset.code in house.server.codes(person.user_id, new)


def test_a_code_dies_with_the_password_that_it_was_for(house):
    person = house.member(verified=True)
    reset = begin(house, person)
    body = {"new_password": "Third-Lamp-99-River", "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    assert is_refused(finish(house, reset))
    assert house.try_sign_in(nickname=person.nickname, password="Third-Lamp-99-River").status == 200


def test_a_code_dies_with_the_address_that_it_went_to(house):
    person = house.member(verified=True)
    reset, new = begin(house, person), people.email("new")
    body = {"email": new, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    house.verify(person, new)
    assert is_refused(finish(house, reset))
    person.email = new
    assert finish(house, begin(house, person)).status == 200


def test_a_pending_address_is_given_up(house):
    person = house.member(verified=True)
    new = people.email("thief")
    house.client.put(person.path, {"email": new, "current_password": person.password}, token=person.token)
    code = house.server.wait_for_code(person.user_id, new)
    assert finish(house, begin(house, person)).status == 200
    answer = house.client.put("/api/auth/v1", {"user_id": person.user_id, "email": new, "verify_code": code})
    assert answer.code == "verification_failed"
    house.sign_in(person, NEW)
    assert "pending_email" not in house.account(person)


def test_a_deleted_account_has_no_way_back(house):
    person = house.member(verified=True)
    reset = begin(house, person)
    body = {"current_password": person.password}
    assert house.client.delete(person.path, body, token=person.token).status == 204
    assert is_refused(finish(house, reset))


def test_a_code_is_good_for_ten_minutes(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    person = house.member(verified=True)
    in_time, late = begin(house, person), begin(house, house.member(verified=True))
    clock.advance(minutes=9, seconds=50)
    assert finish(house, in_time).status == 200
    clock.advance(seconds=11)
    assert is_refused(finish(house, late))
    house.server.stop()


def test_the_steps_survive_restarts(open_server, database_url):
    house = open_server(database_url)
    person = house.member(verified=True)
    reset = begin(house, person)
    for by in range(1, 5):
        assert is_refused(finish(house, reset, verify_code=wrong(reset.code, by)))
    house.server.stop()
    house = open_server(database_url)
    assert finish(house, reset).status == 200
    house.server.stop()
    house = open_server(database_url)
    assert is_refused(finish(house, reset))
    assert house.try_sign_in(nickname=person.nickname, password=NEW).status == 200
    assert not house.is_signed_in(person)
    house.server.stop()


def test_neither_handle_nor_code_can_be_read_in_the_database(open_server, database_url):
    house = open_server(database_url)
    reset = begin(house, house.member(verified=True))
    kept = str(rows(database_url, "SELECT * FROM password_resets WHERE user_id > 0"))
    assert "@example.com" in kept
    assert reset.reset_id not in kept and reset.code not in kept
    house.server.stop()
