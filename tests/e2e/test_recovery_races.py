"""Resets and undo links, gone for by many at once."""

from tests.support import recovery
from tests.support.crowd import all_at_once
from tests.support.recovery import NEW, begin, finish, is_refused, link, press, set_password, wrong


def test_of_64_guesses_with_the_right_one_among_them_five_are_looked_at(house):
    for place in (0, 31, 63):
        person = house.member(verified=True)
        reset = begin(house, person)
        guesses = [wrong(reset.code, by) for by in range(1, 64)]
        guesses.insert(place, reset.code)
        answers = all_at_once(64, lambda number: finish(house, reset, verify_code=guesses[number]))
        won = [answer for answer in answers if answer.status == 200]
        assert len(won) <= 1 and all(is_refused(answer) for answer in answers if answer.status != 200)
        assert is_refused(finish(house, reset))  # nothing is left of it either way
        signs_in = house.try_sign_in(nickname=person.nickname, password=NEW).status == 200
        assert signs_in == bool(won)


def test_of_63_wrong_guesses_none_leaves_a_sixth(house):
    reset = begin(house, house.member(verified=True))
    answers = all_at_once(63, lambda number: finish(house, reset, verify_code=wrong(reset.code, number + 1)))
    assert all(is_refused(answer) for answer in answers)
    assert is_refused(finish(house, reset))


def test_of_64_right_ones_exactly_one_wins(house):
    for _ in range(2):
        person = house.member(verified=True)
        reset = begin(house, person)
        chosen = [f"Candidate-{number}-Password" for number in range(64)]
        answers = all_at_once(64, lambda number: finish(house, reset, chosen[number]))
        won = [chosen[number] for number, answer in enumerate(answers) if answer.status == 200]
        assert len(won) == 1, [answer.status for answer in answers]
        assert all(is_refused(answer) for answer in answers if answer.status != 200)
        assert house.try_sign_in(nickname=person.nickname, password=won[0]).status == 200
        link(house, person)
        assert len(recovery.notices(house, person)) == 1


def test_two_handles_at_once_set_one_password(house):
    person = house.member(verified=True)
    resets = [begin(house, person) for _ in range(8)]
    chosen = [f"Candidate-{number}-Password" for number in range(8)]
    answers = all_at_once(8, lambda number: finish(house, resets[number], chosen[number]))
    won = [chosen[number] for number, answer in enumerate(answers) if answer.status == 200]
    assert len(won) == 1, [answer.status for answer in answers]
    assert house.try_sign_in(nickname=person.nickname, password=won[0]).status == 200


def test_no_session_outlives_a_reset_that_it_raced(house):
    for _ in range(3):
        person = house.member(verified=True)
        reset = begin(house, person)

        def go(number):
            if number == 0:
                return finish(house, reset)
            return house.try_sign_in(nickname=person.nickname, password=person.password)

        answers = all_at_once(12, go)
        assert answers[0].status == 200
        for answer in answers[1:]:
            if answer.status == 200:
                token = answer.data["access_token"]
                assert house.client.get(person.path, token=token).status == 401
                assert house.refresh(answer.data["refresh_token"]).status == 401


def test_pressed_64_times_at_once_it_is_undone_once(house):
    person = house.member(verified=True)
    body = {"new_password": NEW, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    path = link(house, person)
    pages = all_at_once(64, lambda _: press(house, path))
    assert {page.status for page in pages} == {200}
    done = [page for page in pages if "signed out" in page.text]
    assert len(done) == 1
    pages = all_at_once(16, lambda number: set_password(house, path, f"Candidate-{number}-Password"))
    statuses = [page.status for page in pages]
    assert statuses.count(200) == 1 and statuses.count(410) == 15, statuses
    works = [
        number
        for number in range(16)
        if house.try_sign_in(nickname=person.nickname, password=f"Candidate-{number}-Password").status == 200
    ]
    assert works == [statuses.index(200)]


def test_an_undo_beats_what_a_thief_does_at_the_same_time(house):
    for _ in range(4):
        person = house.member(verified=True)
        body = {"new_password": NEW, "current_password": person.password}
        assert house.client.put(person.path, body, token=person.token).status == 200
        path = link(house, person)

        def go(number):
            if number == 0:
                return press(house, path)
            change = {"new_password": f"Candidate-{number}-Password", "current_password": NEW}
            return house.client.put(person.path, change, token=person.token)

        answers = all_at_once(6, go)
        assert answers[0].status == 200
        # A thief who was first has left links to nobody but the owner; one who was later has got nothing.
        assert not house.is_signed_in(person)
        for number in range(1, 6):
            password = f"Candidate-{number}-Password"
            assert house.try_sign_in(nickname=person.nickname, password=password).status == 401
        assert set_password(house, path, "Fresh-Boat-31-Harbour").status == 200
        for line in recovery.notices(house, person)[1:-1]:
            assert line["email"] == person.email
