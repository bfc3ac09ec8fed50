"""A change of the password: at once, and told to the address."""

from tests.support import people
from tests.support.crowd import all_at_once

NEW = "Another-Lamp-77-Hill"


def change(house, person, new=NEW, current=None):
    body = {"new_password": new, "current_password": current or person.password}
    return house.client.put(person.path, body, token=person.token)


def test_the_new_one_signs_in_and_the_old_one_does_not(house):
    person = house.member()
    assert change(house, person).status == 200
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 401
    assert house.try_sign_in(nickname=person.nickname, password=NEW).status == 200


def test_the_address_is_told(house):
    person = house.member()
    change(house, person)
    line = house.server.wait_for_line("account_change_notice", user_id=person.user_id)
    assert line["email"] == person.email and line["change"] == "password"


def test_a_refused_change_tells_nobody(house):
    person = house.member()
    assert change(house, person, current="not-my-password").status == 422
    later = house.member()
    change(house, later)
    house.server.wait_for_line("account_change_notice", user_id=later.user_id)
    assert not [
        line
        for line in house.server.lines
        if line.get("event") == "account_change_notice" and line["user_id"] == person.user_id
    ]


def test_a_twin_of_the_present_one_is_no_change(house):
    person = house.member(password="caf\u00e9 latte extra")
    answer = change(house, person, new="cafe\u0301 latte extra")
    assert answer.faults == {("new_password", "unchanged")}


def test_is_not_made_of_the_new_nickname_either(house):
    person, name = house.member(), people.nickname("gardener")
    body = {"nickname": name, "new_password": name, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).faults == {("new_password", "too_common")}


def test_of_two_at_once_exactly_one_wins(house):
    person = house.member()
    candidates = [f"Candidate-{number}-Password" for number in range(4)]
    answers = dict(zip(candidates, all_at_once(4, lambda number: change(house, person, candidates[number]))))
    winners = [new for new, answer in answers.items() if answer.status == 200]
    assert len(winners) == 1, answers
    working = [
        new
        for new in [*candidates, person.password]
        if house.try_sign_in(nickname=person.nickname, password=new).status == 200
    ]
    assert working == winners
    assert all(
        answer.faults == {("current_password", "incorrect")}
        for new, answer in answers.items()
        if new not in winners
    )
