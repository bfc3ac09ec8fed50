"""SIGKILL in the middle of sign-ups: what was acknowledged is there, and each newcomer gets one code."""

import sqlite3
import threading
import time

from tests.support import people
from tests.support.server import PATIENCE

ROUNDS = 10
WRITERS = 4


def sign_ups_until_killed(house, acknowledged, wanted, moment):
    """Sends sign-ups from several threads, and kills the server a moment after so many have been acknowledged."""
    wanted += len(acknowledged)

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
    deadline = time.monotonic() + PATIENCE
    while len(acknowledged) < wanted and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(moment)
    house.server.kill()
    for thread in threads:
        thread.join(PATIENCE)


def test_what_was_acknowledged_is_there_after_a_crash(open_server, database_url):
    acknowledged, runs = {}, []
    for number in range(ROUNDS):
        house = open_server(database_url)
        runs.append(house.server)
        sign_ups_until_killed(house, acknowledged, wanted=3, moment=0.003 * number)
    house = open_server(database_url)
    runs.append(house.server)
    assert len(acknowledged) >= 3 * ROUNDS, "the rounds were too short to say anything"

    for body in acknowledged.values():
        answer = house.client.post("/api/user/v1/signup", body)
        assert answer.status == 409, f"an acknowledged account is gone: {body}"

    deadline = time.monotonic() + PATIENCE
    while not all(any(run.codes(user_id) for run in runs) for user_id in acknowledged):
        assert time.monotonic() < deadline, "somebody never got a code"
        time.sleep(0.1)
    counts = {user_id: [len(run.codes(user_id)) for run in runs] for user_id in acknowledged}
    assert {user_id: each for user_id, each in counts.items() if sum(each) != 1} == {}, "a code was sent twice"

    for user_id in list(acknowledged)[-3:]:
        body = acknowledged[user_id]
        code = [code for run in runs for code in run.codes(user_id)][-1]
        proof = {"user_id": user_id, "email": body["email"], "verify_code": code}
        assert house.client.put("/api/auth/v1", proof).status == 200
        assert house.try_sign_in(email=body["email"], password=body["password"]).status == 200
    house.server.stop()


def test_the_sqlite_file_is_whole_after_a_crash(open_server, tmp_path):
    file = tmp_path / "own.db"
    for _ in range(3):
        house = open_server(f"sqlite:{file}")
        sign_ups_until_killed(house, {}, wanted=3, moment=0)
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
