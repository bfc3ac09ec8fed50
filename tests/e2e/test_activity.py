"""What its owner may read of an account's audit trail."""

import pytest

from tests.support.people import PASSWORD


@pytest.fixture(scope="module")
def kim(house):
    """Somebody to whom six things happened since they signed up."""
    person = house.member()
    for stem in "abcdef":
        answer = house.client.put(person.path, {"nickname": f"{person.nickname}-{stem}"}, token=person.token)
        assert answer.status == 200, answer
    return person


def activity(house, person, query="", token=None):
    return house.client.get(f"{person.path}/activity{query}", token=token or person.token)


def names(answer):
    assert answer.status == 200, answer
    return [item["event"] for item in answer.data]


def test_it_begins_with_the_newest_and_ends_with_the_sign_up(house, kim):
    answer = activity(house, kim)
    told = names(answer)
    assert told[:6] == ["nickname_changed"] * 6 and told[-1] == "signed_up"
    assert answer.json["meta"] == {"next": None}
    times = [item["at"] for item in answer.data]
    assert times == sorted(times, reverse=True)
    assert {item["address"] for item in answer.data} == {"127.0.0.1"}
    assert {item["outcome"] for item in answer.data} == {"success"}


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_its_pages_are_the_whole_without_gap_or_repetition(house, kim, limit):
    whole = activity(house, kim).data
    pages, after = [], ""
    while True:
        answer = activity(house, kim, f"?limit={limit}{after}")
        assert answer.status == 200 and 1 <= len(answer.data) <= limit
        pages += answer.data
        if answer.json["meta"]["next"] is None:
            break
        after = "&after=" + answer.json["meta"]["next"]
    assert pages == whole


def test_what_happens_meanwhile_moves_no_page(house, kim):
    first = activity(house, kim, "?limit=3")
    rest = activity(house, kim, f"?after={first.json['meta']['next']}").data
    house.client.put(kim.path, {"nickname": "k", "current_password": "not that one"}, token=kim.token)
    assert activity(house, kim, f"?after={first.json['meta']['next']}").data == rest
    newest = activity(house, kim, "?limit=1").data[0]
    assert (newest["event"], newest["outcome"]) == ("nickname_changed", "failure")


def test_where_a_page_ends_is_of_no_use_to_anybody_else(house, kim):
    lee = house.member()
    after = activity(house, kim, "?limit=1").json["meta"]["next"]
    answer = activity(house, lee, f"?after={after}")
    assert answer.status == 422 and answer.json["errors"][0]["field"] == "after"


@pytest.mark.parametrize(
    "query",
    [
        "?after=4",
        "?after=MTc",
        "?after=" + "A" * 75,
        "?after=1%20OR%201%3D1",
        "?after=%27%3B--",
        "?after=" + "A" * 5000,
        "?limit=0",
        "?limit=101",
        "?limit=-1",
        "?limit=1.0",
        "?limit=x",
        "?limit=1&limit=2",
        "?limit=99999999999999999999",
        "?page=2",
    ],
)
def test_a_bad_page_is_a_fault_of_its_field(house, kim, query):
    answer = activity(house, kim, query)
    assert answer.status == 422 and answer.json["code"] == "invalid_request"
    assert answer.json["errors"][0]["field"] == query[1:].split("=")[0]


def test_it_is_nobody_elses(house, kim):
    lee = house.member()
    for path in (kim.path, "/api/user/v1/user/9007199254740991"):
        answer = house.client.get(path + "/activity", token=lee.token)
        assert answer.status == 403 and answer.json["code"] == "forbidden"
    assert house.client.get(kim.path + "/activity").status == 401
    for id in ("01", "+1", "1.0", "0", "x", ""):
        assert house.client.get(f"/api/user/v1/user/{id}/activity", token=lee.token).status == 404


def test_failed_sign_ins_are_shown_to_whom_they_were_aimed_at(house):
    person = house.member()
    house.try_sign_in(nickname=person.nickname, password="not the password")
    shown = [(item["event"], item["outcome"]) for item in activity(house, person).data]
    assert ("sign_in", "failure") in shown and ("sign_in", "success") in shown


def test_it_ends_with_the_account(house):
    person = house.member()
    answer = house.client.delete(person.path, {"current_password": PASSWORD}, token=person.token)
    assert answer.status == 204
    assert activity(house, person).status == 401
