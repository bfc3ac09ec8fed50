"""The pool of connections to PostgreSQL keeps to its size, whatever comes."""

import threading

from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.postgres import FreshDatabase, execute


def connections(database):
    ((count,),) = execute(
        database.url,
        f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.name}' AND pid <> pg_backend_pid()",
    )
    return count


def test_no_connection_more_than_allowed(open_server):
    database = FreshDatabase()
    try:
        house = open_server(database.url, options=["--database-pool", "3"])
        members = [house.member() for _ in range(4)]
        counts, done = [], threading.Event()

        def count():
            while not done.is_set():
                counts.append(connections(database))

        counter = threading.Thread(target=count)
        counter.start()

        def work(number):
            person = members[number % 4]
            if number % 2:
                return house.client.get(person.path, token=person.token).status
            return house.client.put(person.path, {"nickname": people.nickname()}, token=person.token).status

        for _ in range(4):
            assert set(all_at_once(48, work)) == {200}
        done.set()
        counter.join()
        assert len(counts) > 5 and 3 <= max(counts) <= 3 + 3, counts
        house.server.stop()
    finally:
        database.drop()
