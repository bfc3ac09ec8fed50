"""What befalls the servers on PostgreSQL meanwhile: connections that are cut, a database that crashes, restarts."""

import contextlib
import os
import signal
import threading

import psycopg2

from tests.support.postgres import execute

BACKENDS = "backend_type = 'client backend' AND pid <> pg_backend_pid() AND datname = current_database()"


class Faults(threading.Thread):
    """`every`: seconds between two of each kind."""

    def __init__(self, url, proxy, restarted, every):
        super().__init__(daemon=True)
        self.url, self.proxy, self.restarted, self.every = url, proxy, restarted, every
        self.over, self.troubles = threading.Event(), []
        self.done = dict.fromkeys(every, 0)

    def run(self):
        left = dict(self.every)
        while not self.over.is_set():
            name = min(left, key=left.get)
            wait = left[name]
            if self.over.wait(wait):
                return
            left = {each: seconds - wait for each, seconds in left.items()}
            left[name] = self.every[name]
            try:
                getattr(self, name)()
                self.done[name] += 1
            except psycopg2.Error:
                continue  # the database is just coming back from another fault
            except BaseException as trouble:  # told at the end
                self.troubles.append(repr(trouble))

    def stop(self):
        self.over.set()
        self.join()
        return self.troubles

    def cut_connections(self):
        """Some of them, whatever they are doing."""
        execute(
            self.url,
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {BACKENDS} AND random() < 0.3",
        )

    def crash_database(self):
        """SIGKILL of one backend: PostgreSQL throws all others out and recovers."""
        ((pid,),) = execute(
            self.url, f"SELECT pid FROM pg_stat_activity WHERE {BACKENDS} ORDER BY random() LIMIT 1"
        )
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def restart_server(self):
        """SIGTERM, and another one in its place."""
        self.proxy.wait_until_up("first", "second")
        try:
            self.restarted.stop()
        finally:
            self.restarted.start()
