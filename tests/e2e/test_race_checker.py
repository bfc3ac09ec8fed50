"""The checker of race histories finds what is planted in them, and leaves lawful ones alone."""

from tests.support.races import checker
from tests.support.races.history import Event


def event(do, who=1, begun=0.0, ended=1.0, status=200, told=None, **asked):
    return Event(do, who, begun, ended, status, asked, told or {})


def take(who, begun=0.0, ended=1.0, status=200, name="kim"):
    return event("take", who, begun, ended, status, name=name)


def drop(who, begun=0.0, ended=1.0, name="kim"):
    return event("drop", who, begun, ended, name=name)


# --- unique nickname


def test_one_taker_among_many_is_lawful():
    events = [take(1), take(2, status=409), take(3, status=409)]
    assert checker.one_holder(events, {}, {"kim": 1}, "kim") == []


def test_two_takers_of_one_name_are_found():
    assert checker.one_holder([take(1), take(2)], {}, {"kim": 1}, "kim") != []


def test_a_taker_of_somebodys_name_is_found():
    assert checker.one_holder([take(2)], {"kim": 1}, {"kim": 2}, "kim") != []


def test_a_name_that_is_refused_to_all_and_free_is_found():
    assert checker.one_holder([take(1, status=409), take(2, status=409)], {}, {}, "kim") != []


def test_an_acknowledged_name_that_is_not_there_is_found():
    assert checker.one_holder([take(1)], {}, {}, "kim") != []


def test_a_name_goes_over_where_the_times_allow_it():
    events = [drop(1, 0.0, 2.0), take(2, 1.0, 3.0), take(3, 1.0, 3.0, 409)]
    assert checker.one_holder(events, {"kim": 1}, {"kim": 2}, "kim") == []


def test_a_name_that_is_taken_before_it_is_let_go_is_found():
    events = [take(2, 0.0, 1.0), drop(1, 2.0, 3.0)]
    assert checker.one_holder(events, {"kim": 1}, {"kim": 2}, "kim") != []


def test_of_two_takers_after_one_drop_one_is_found_to_be_too_many():
    events = [drop(1, 0.0, 3.0), take(2, 0.0, 3.0), take(3, 0.0, 3.0)]
    assert checker.one_holder(events, {"kim": 1}, {"kim": 2}, "kim") != []


def test_a_chain_of_owners_is_followed():
    events = [drop(1), take(2), drop(2), take(3), take(4, status=409)]
    assert checker.one_holder(events, {"kim": 1}, {"kim": 3}, "kim") == []
    assert checker.one_holder(events, {"kim": 1}, {"kim": 2}, "kim") != []


def test_a_refusal_while_the_name_was_free_is_found():
    events = [drop(1, 0.0, 1.0), take(2, 2.0, 3.0, 409), take(3, 4.0, 5.0)]
    assert checker.one_holder(events, {"kim": 1}, {"kim": 3}, "kim") != []


# --- codes


def test_a_code_that_is_used_twice_is_found():
    once = [event("verify", code="a", right=True), event("verify", code="a", right=True, status=422)]
    assert checker.used_once(once, "verify") == []
    assert checker.used_once([once[0], once[0]], "verify") != []


def test_a_sixth_attempt_is_found():
    def wrong(n):
        return [event("verify", code="a", right=False, status=422) for _ in range(n)]

    late = event("verify", code="a", right=True, begun=2.0, ended=3.0)
    assert checker.few_attempts([*wrong(4), late], "verify") == []
    assert checker.few_attempts([*wrong(5), late], "verify") != []


def test_guesses_that_overlap_the_right_one_are_no_proof():
    wrong = [event("verify", code="a", right=False, status=422) for _ in range(60)]
    assert checker.few_attempts([*wrong, event("verify", code="a", right=True)], "verify") == []


def test_a_wrong_guess_that_wins_is_found():
    assert checker.few_attempts([event("verify", code="a", right=False)], "verify") != []


def test_right_guesses_that_all_lose_are_found():
    assert checker.somebody_wins([event("verify", code="a", right=True, status=422)], "verify") != []


# --- refresh


def refreshed(refresh, access="x", status=200):
    return event("refresh", token="t", status=status, told={"refresh_token": refresh, "access_token": access})


def test_two_successors_of_one_token_are_found():
    assert checker.one_successor([refreshed("a"), refreshed("a")]) == []
    assert checker.one_successor([refreshed("a"), refreshed("b")]) != []
    assert checker.one_successor([refreshed("a", "x"), refreshed("a", "y")]) != []


# --- passwords and ends


def test_two_winners_from_one_password_are_found():
    lost = {"from": "old", "value": "b"}
    won = {"from": "old", "value": "a"}
    assert checker.one_winner([event("change", **won), event("change", status=422, **lost)], "change") == []
    assert checker.one_winner([event("change", **won), event("change", **lost)], "change") != []


def test_what_is_acknowledged_and_lost_or_refused_and_kept_is_found():
    done, refused = event("change", value="a"), event("change", value="b", status=422)
    assert checker.kept([done, refused], "change", {"a"}) == []
    assert checker.kept([done], "change", set()) != []
    assert checker.kept([refused], "change", {"b"}) != []


def test_what_lives_on_after_its_end_is_found():
    end = event("delete", who=1)
    late = event("view", who=1, begun=2.0, ended=3.0, session="s")
    assert checker.refused_after([late], end) != []
    assert checker.refused_after([event("view", begun=2.0, ended=3.0, session="s", status=401)], end) == []
    assert checker.refused_after([event("view", begun=0.5, ended=3.0, session="s")], end) == []
    assert checker.refused_after([event("view", who=2, begun=2.0, ended=3.0, session="s")], end) == []
    assert checker.refused_after([late], event("delete", status=422)) == []


def test_the_session_that_changes_the_password_may_live_on():
    end = event("change", but="s")
    assert checker.refused_after([event("view", begun=2.0, ended=3.0, session="s")], end) == []
    assert checker.refused_after([event("view", begun=2.0, ended=3.0, session="other")], end) != []


def test_an_answer_that_nobody_may_get_is_found():
    assert checker.unexpected_answers([event("take", status=500)], {"take": {200, 409}}) != []
    assert checker.unexpected_answers([event("take", status=409)], {"take": {200, 409}}) == []
