"""PostgreSQL under a running server: killed under load, silent, full, failing over, and commits whose answer is lost."""

import threading
import time

import pytest

from tests.support import people
from tests.support.eventually import eventually
from tests.support.postgres import Cluster, execute
from tests.support.proxy import Proxy
from tests.support.standby import Pair, kill


@pytest.fixture
def cluster():
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture
def proxy(cluster):
    proxy = Proxy(cluster.port, cluster.owner)
    yield proxy
    proxy.close()


def is_ready(house):
    return house.client.get("/readyz").status == 200


def sign_up_body():
    return {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}


class Writers:
    """People who sign up one after the other, from several threads, until told to stop."""

    def __init__(self, house, threads=4):
        self.acknowledged, self.refused, self.other = [], [], []
        self._house, self._stopping = house, threading.Event()
        self._threads = [threading.Thread(target=self._work) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def _work(self):
        while not self._stopping.is_set():
            body = sign_up_body()
            answer = self._house.client.post("/api/user/v1/signup", body)
            {201: self.acknowledged, 503: self.refused}.get(answer.status, self.other).append(
                body if answer.status in (201, 503) else answer
            )

    def stop(self):
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a request hangs"
        assert not self.other, self.other[:3]


def expect_all_there(url, writers):
    """Every acknowledged account is there once, with one event; nobody is there twice."""
    names = [name for (name,) in execute(url, "SELECT nickname FROM users")]
    assert len(names) == len(set(names))
    assert {body["nickname"] for body in writers.acknowledged} <= set(names)
    assert execute(url, "SELECT count(*) FROM outbox WHERE type = 'user.signed_up.v1'") == [(len(names),)]


def test_a_cluster_that_is_killed_under_load_loses_nothing(open_server, cluster):
    house = open_server(cluster.url)
    writers = Writers(house)
    for _ in range(3):
        wanted = len(writers.acknowledged) + 5
        eventually(lambda: len(writers.acknowledged) >= wanted)
        kill(cluster)
        refused = len(writers.refused) + 2
        eventually(lambda: len(writers.refused) >= refused)
        eventually(lambda: cluster_starts(cluster))
        eventually(lambda: is_ready(house))
    writers.stop()
    expect_all_there(cluster.url, writers)
    house.verify(house.sign_up())
    house.server.stop()


def cluster_starts(cluster):
    """The shared memory of the killed one may be in use for a moment."""
    try:
        cluster.start()
    except Exception:
        return False
    return True


def test_backends_that_are_ended_in_the_middle_of_transactions_lose_nothing(open_server, cluster):
    house = open_server(cluster.url)
    writers = Writers(house)
    for _ in range(20):
        execute(
            cluster.url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse' "
            "AND state <> 'idle'",
        )
        time.sleep(0.05)
    wanted = len(writers.acknowledged) + 5
    eventually(lambda: len(writers.acknowledged) >= wanted)
    writers.stop()
    expect_all_there(cluster.url, writers)
    house.server.stop()


def test_one_that_falls_silent_hangs_nobody_for_ever(open_server, proxy):
    house = open_server(proxy.url)
    person = house.member()
    proxy.silent = True
    for ask in (
        lambda: house.client.post("/api/user/v1/signup", sign_up_body()),
        lambda: house.client.get(person.path, token=person.token),
    ):
        start = time.monotonic()
        answer = ask()
        assert answer.status == 503 and int(answer.headers["Retry-After"]) >= 1, answer
        assert time.monotonic() - start < 20
    assert house.client.get("/healthz").status == 200
    proxy.silent = False
    proxy.cut()
    eventually(lambda: is_ready(house))
    house.verify(house.sign_up())
    house.server.stop()


def test_one_without_free_connections_is_got_over(open_server, cluster):
    execute(
        cluster.url,
        "CREATE ROLE guest LOGIN",
        "ALTER DATABASE postgres OWNER TO guest",
        "GRANT ALL ON SCHEMA public TO guest",
    )
    url = cluster.url.replace(f"//{cluster.owner}@", "//guest@")
    house = open_server(url)
    house.verify(house.sign_up())
    execute(
        cluster.url,
        "ALTER ROLE guest CONNECTION LIMIT 0",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'guest'",
    )
    eventually(lambda: house.client.post("/api/user/v1/signup", sign_up_body()).status == 503)
    execute(cluster.url, "ALTER ROLE guest CONNECTION LIMIT -1")
    eventually(lambda: is_ready(house))
    house.verify(house.sign_up())
    house.server.stop()


class Doubt:
    """A house that does not hear of the commits that a test chooses."""

    def __init__(self, house, cluster, proxy):
        self.house, self._cluster, self._proxy = house, cluster, proxy

    def lose_commit(self, text, ask):
        """`ask` in a transaction that sends `text`: it is kept, and nobody learns of it."""
        swallowed = self._proxy.swallowed
        self._proxy.swallow_commit_of(text)
        answer = ask()
        assert self._proxy.swallowed == swallowed + 1, answer
        assert answer.status == 503 and int(answer.headers["Retry-After"]) >= 1, answer
        eventually(lambda: is_ready(self.house))

    def count(self, query):
        return execute(self._cluster.url, f"SELECT count(*) FROM {query}")[0][0]

    def events(self, kind, user):
        return self.count(f"outbox WHERE type = '{kind}' AND subject = 'user:{user}'")

    def trail(self, person, event):
        answer = self.house.client.get(f"{person.path}/activity?limit=100", token=person.token)
        assert answer.status == 200, answer
        return [each["event"] for each in answer.data].count(event)


@pytest.fixture
def doubt(open_server, cluster, proxy):
    house = open_server(proxy.url)
    yield Doubt(house, cluster, proxy)
    house.server.stop()


def test_a_sign_up_whose_commit_is_not_answered_is_kept_once(doubt, cluster):
    house, body = doubt.house, sign_up_body()
    doubt.lose_commit(body["nickname"], lambda: house.client.post("/api/user/v1/signup", body))
    ((user,),) = execute(cluster.url, f"SELECT id FROM users WHERE nickname = '{body['nickname']}'")
    house.server.wait_for_code(user)
    assert doubt.events("user.signed_up.v1", user) == 1
    assert house.client.post("/api/user/v1/signup", body).status == 409
    eventually(lambda: doubt.count("outbox WHERE delivered_at IS NULL") == 0)
    assert len(house.server.codes(user)) == 1


def test_changes_whose_commits_are_not_answered_are_kept_once(doubt):
    house = doubt.house
    person = house.member(verified=True)
    name, password = people.nickname(), "a loud street at noon"
    doubt.lose_commit(name, lambda: house.client.put(person.path, {"nickname": name}, token=person.token))
    assert house.account(person)["nickname"] == name
    change = {"new_password": password, "current_password": person.password}
    doubt.lose_commit("password_changed", lambda: house.client.put(person.path, change, token=person.token))
    assert house.try_sign_in(nickname=name, password=person.password).status == 401
    assert house.try_sign_in(nickname=name, password=password).status == 200
    assert doubt.trail(person, "nickname_changed") == doubt.trail(person, "password_changed") == 1


def test_sessions_whose_commits_are_not_answered_begin_go_on_and_end_once(doubt):
    house = doubt.house
    person = house.member()
    body, device = {"nickname": person.nickname, "password": person.password}, {"User-Agent": "abacus"}
    doubt.lose_commit("abacus", lambda: house.client.post("/api/user/v1/signin", body, headers=device))
    assert doubt.count(f"sessions WHERE user_id = {person.user_id}") == 2
    doubt.lose_commit(person.session_id, lambda: house.refresh(person.refresh_token))
    assert house.refresh(person).status == 200, "the successor is answered again"
    assert house.is_signed_in(person)
    doubt.lose_commit(
        person.session_id, lambda: house.client.post("/api/auth/v1/signout", token=person.token)
    )
    eventually(lambda: not house.is_signed_in(person))
    assert doubt.count(f"revocations WHERE session_id = '{person.session_id}'") == 1


@pytest.fixture
def pair():
    pair = Pair()
    yield pair
    pair.remove()


def test_a_failover_to_the_standby_loses_nothing(open_server, pair):
    house = open_server(pair.url)
    writers = Writers(house)
    eventually(lambda: len(writers.acknowledged) >= 20)
    kill(pair.primary)
    pair.standby.promote()
    wanted = len(writers.acknowledged) + 10
    eventually(lambda: len(writers.acknowledged) >= wanted, 60)
    writers.stop()
    expect_all_there(pair.standby.url, writers)
    house.verify(house.sign_up())
    house.server.stop()


def test_what_the_standby_does_not_have_is_not_acknowledged(open_server, pair):
    """Who cancels the wait for it leaves a commit that a failover loses."""
    house = open_server(pair.url, options=["--statement-timeout", "1s"])
    person = house.member()
    pair.standby.stop()
    cancel = threading.Thread(target=cancel_waiting_commit, args=(pair.primary.url,))
    cancel.start()
    assert house.client.post("/api/user/v1/signup", sign_up_body()).status == 503
    cancel.join()
    assert house.client.post("/api/user/v1/signup", sign_up_body()).status == 503, "and nobody cancels"
    assert house.client.get(person.path, token=person.token).status == 200, "reads go on"
    pair.standby.start()
    eventually(lambda: house.client.post("/api/user/v1/signup", sign_up_body()).status == 201)
    house.server.stop()


def cancel_waiting_commit(url):
    eventually(
        lambda: execute(
            url, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        )
    )


def test_a_primary_that_was_made_read_only_is_written_to_no_more(open_server, cluster):
    house = open_server(cluster.url)
    person = house.member()
    execute(
        cluster.url,
        "ALTER SYSTEM SET default_transaction_read_only = on",
        "SELECT pg_reload_conf()",
    )
    eventually(lambda: house.client.post("/api/user/v1/signup", sign_up_body()).status == 503)
    known = execute(cluster.url, "SELECT count(*) FROM users")
    assert house.client.post("/api/user/v1/signup", sign_up_body()).status == 503
    assert execute(cluster.url, "SELECT count(*) FROM users") == known
    execute(
        f"{cluster.url}?options=-cdefault_transaction_read_only%3Doff",
        "ALTER SYSTEM RESET default_transaction_read_only",
        "SELECT pg_reload_conf()",
    )
    eventually(lambda: is_ready(house))
    assert house.account(person)["user_id"] == person.user_id
    eventually(lambda: house.client.post("/api/user/v1/signup", sign_up_body()).status == 201)
    house.server.stop()
