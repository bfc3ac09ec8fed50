"""SIGKILL in the middle of sign-ups: what was acknowledged is there, and each newcomer gets one code."""

import sqlite3
import threading
import time

from tests.support import people
from tests.support.server import PATIENCE

ROUNDS = 10
WRITERS = 4


def sign_ups_until_killed(house, acknowledged, seconds):
    """Sends sign-ups from several threads and kills the server after a while."""

    def work():
        while True:
            body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
            try:
                answer = house.client.post("/api/user/v1/signup", body)
            except Exception:  # killed in the middle: the outcome is unknown, and nothing was acknowledged
                return
            if answer.status == 201:
                acknowledged[answer.data["user_id"]] = body

    threads = [threading.Thread(target=work) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    house.server.kill()
    for thread in threads:
        thread.join(PATIENCE)


def test_what_was_acknowledged_is_there_after_a_crash(open_server, database_url):
    acknowledged, runs = {}, []
    for number in range(ROUNDS):
        house = open_server(database_url)
        runs.append(house.server)
        sign_ups_until_killed(house, acknowledged, 0.15 + 0.05 * number)
    house = open_server(database_url)
    runs.append(house.server)
    assert len(acknowledged) >= ROUNDS, "the rounds were too short to say anything"

    for body in acknowledged.values():
        answer = house.client.post("/api/user/v1/signup", body)
        assert answer.status == 409, f"an acknowledged account is gone: {body}"

    def lines():
        return [line for server in runs for line in server.lines if line.get("event") == "verification_code"]

    deadline = time.monotonic() + PATIENCE
    while {line["user_id"] for line in lines()} < set(acknowledged) and time.monotonic() < deadline:
        time.sleep(0.1)
    counts = {user_id: sum(line["user_id"] == user_id for line in lines()) for user_id in acknowledged}
    assert {user_id: count for user_id, count in counts.items() if count < 1} == {}
    assert {user_id: count for user_id, count in counts.items() if count > 1} == {}

    some = list(acknowledged)[-3:]
    for user_id in some:
        person = people.Person(user_id, acknowledged[user_id]["nickname"], acknowledged[user_id]["email"])
        house.verify(person)
        assert house.sign_in(person)
    house.server.stop()


def test_the_sqlite_file_is_whole_after_a_crash(open_server, tmp_path):
    file = tmp_path / "own.db"
    for _ in range(3):
        house = open_server(f"sqlite:{file}")
        sign_ups_until_killed(house, {}, 0.3)
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
