"""`gatehouse seed`: members for measurements, who are members like all others."""

import json

from tests.support.people import House, Person
from tests.support.server import run_gatehouse


def seed(database, folder, *words):
    return run_gatehouse("seed", *words, "--database", database, "--data-dir", folder)


def seeded(database, folder, *words):
    result = seed(database, folder, *words)
    assert result.returncode == 0, result
    return json.loads(result.stdout)


def test_seeded_members_sign_in_like_all_others(database_url, open_server, tmp_path):
    told = seeded(database_url, tmp_path / "data", "--users", "120")
    assert (told["seeded"], told["added"], told["others"]) == (120, 120, 0)
    house = open_server(database_url)
    for number in (1, 9, 10, 99, 120):
        name = f"seed{number}"
        answer = house.try_sign_in(nickname=name, password=told["password"])
        assert answer.status == 200, answer
        member = Person(answer.data["user_id"], name, f"{name}@example.com", told["password"])
        House.keep(member, answer.data)
        account = house.account(member)
        assert (account["nickname"], account["email"], account["email_verified"]) == (name, member.email, True)
    by_address = house.try_sign_in(email="seed77@example.com", password=told["password"])
    assert by_address.status == 200, by_address
    assert house.try_sign_in(nickname="seed121", password=told["password"]).status == 401

    taken = {"nickname": "SEED5", "email": "kim@example.com", "password": "Quiet-Lantern-48-Meadow"}
    assert house.client.post("/api/user/v1/signup", taken).status == 409


def test_a_seeded_member_changes_the_account(database_url, open_server, tmp_path):
    told = seeded(database_url, tmp_path / "data", "--users", "3")
    house = open_server(database_url)
    answer = house.try_sign_in(nickname="seed2", password=told["password"])
    member = Person(answer.data["user_id"], "seed2", "seed2@example.com")
    House.keep(member, answer.data)
    body = {"nickname": "renamed", "current_password": told["password"]}
    assert house.client.put(member.path, body, token=member.token).status == 200
    assert house.account(member)["nickname"] == "renamed"
    newcomer = house.member(verified=True)
    assert newcomer.user_id > 3


def test_goes_on_where_it_stopped(database_url, tmp_path):
    folder = tmp_path / "data"
    assert seeded(database_url, folder, "--users", "10")["added"] == 10
    again = seeded(database_url, folder, "--users=25")
    assert (again["seeded"], again["added"], again["nicknames"]) == (25, 15, "seed1 to seed25")
    assert seeded(database_url, folder, "--users", "25")["added"] == 0
    assert seeded(database_url, folder, "--users", "5")["seeded"] == 25


def test_leaves_a_database_with_members_alone_unless_forced(database_url, open_server, tmp_path):
    house = open_server(database_url)
    person = house.sign_up(nickname="seed2")
    house.server.stop()
    refused = seed(database_url, tmp_path / "data", "--users", "3")
    assert refused.returncode == 1 and "1 members who were not seeded" in refused.stderr, refused
    assert "--force" in refused.stderr and refused.stdout == ""
    forced = seeded(database_url, tmp_path / "data", "--users", "3", "--force")
    assert (forced["seeded"], forced["added"], forced["others"]) == (2, 2, 1)
    house = open_server(database_url)
    house.sign_in(person)


def test_refuses_a_database_that_is_behind(database_url, tmp_path):
    result = seed(database_url, tmp_path / "data", "--users", "3", "--migrate-on-start=false")
    assert result.returncode == 1 and "gatehouse db upgrade" in result.stderr, result


def test_waits_for_no_running_server(open_server, tmp_path):
    database = f"sqlite:{tmp_path / 'own.db'}"
    open_server(database)
    result = seed(database, tmp_path / "data", "--users", "3")
    assert result.returncode == 1 and "another server is running" in result.stderr, result


def test_what_is_not_understood_is_told(tmp_path):
    result = seed("sqlite:none.db", tmp_path, "--users", "many")
    assert result.returncode == 2 and "seed --users N" in result.stderr
    assert "seed1" in run_gatehouse("seed", "--help").stdout
