"""A supervisor such as systemd is told when the server takes requests, that it is alive, and that it ends."""

import signal
import socket

import pytest

from tests.support.server import Server
from tests.support.supervisor import Supervisor, halted, threads_named

WATCHDOG = 0.4  # seconds of silence that would be too many


@pytest.fixture
def supervised(tmp_path):
    """`supervised(watchdog=…)` gives a launched server and who hears of it."""
    opened = []

    def launch(watchdog=None, **more):
        supervisor = Supervisor(tmp_path, watchdog)
        server = Server(data_dir=tmp_path / "data", env=supervisor.environment, **more).launch()
        opened.extend([server, supervisor])
        return server, supervisor

    yield launch
    for each in opened:
        each.close()


def address_of(server):
    host, port = server.wait_for_line("listening")["address"].rsplit(":", 1)
    return host, int(port)


def test_ready_is_told_once_it_listens(supervised):
    server, supervisor = supervised()
    assert supervisor.hear() == ["READY=1"]
    with socket.create_connection(address_of(server), timeout=5):
        pass
    server.stop()


def test_a_start_that_fails_is_never_ready(supervised):
    server, supervisor = supervised(options=["--migrate-on-start=false"])
    assert server.process.wait(20) == 1
    assert supervisor.hear(0.1) is None


def test_the_end_is_told_with_the_time_it_may_take(supervised):
    server, supervisor = supervised(options=["--stop-grace", "3s", "--stop-drain", "500ms"])
    assert supervisor.hear() == ["READY=1"]
    server.process.send_signal(signal.SIGTERM)
    assert supervisor.hear() == ["STOPPING=1", "EXTEND_TIMEOUT_USEC=18500000"]
    assert server.process.wait(20) == 0


def test_a_reload_begins_and_ends(supervised):
    server, supervisor = supervised()
    assert supervisor.hear() == ["READY=1"]
    server.process.send_signal(signal.SIGHUP)
    reloading = supervisor.hear()
    assert reloading[0] == "RELOADING=1" and reloading[1].startswith("MONOTONIC_USEC=")
    assert supervisor.hear() == ["READY=1"]
    server.stop()


def test_nothing_more_is_told_where_no_watchdog_is_asked_for(supervised):
    _, supervisor = supervised()
    assert supervisor.hear() == ["READY=1"]
    assert supervisor.hear(2 * WATCHDOG) is None


def test_signs_of_life_come_twice_as_often_as_they_must(supervised):
    _, supervisor = supervised(WATCHDOG)
    assert supervisor.hear() == ["READY=1"]
    for _ in range(5):
        assert supervisor.hear() == ["WATCHDOG=1"]


@pytest.mark.parametrize("loop", ["http public", "http admin"])
def test_no_sign_of_life_comes_while_one_event_loop_is_stuck(supervised, loop):
    server, supervisor = supervised(WATCHDOG, options=["--http-threads", "2"])
    supervisor.hear_until("WATCHDOG=1")
    threads = threads_named(server.process.pid, loop)
    assert len(threads) == (2 if loop == "http public" else 1)
    with halted(threads[0]):
        server.wait_for_line("event_loop_stuck")
        supervisor.hear_nothing_more()
        assert supervisor.hear(3 * WATCHDOG) is None
    supervisor.hear_until("WATCHDOG=1")
    server.stop()


def test_a_busy_lane_is_not_a_stuck_loop(supervised):
    """A database that hangs is no reason to be restarted: that mends nothing."""
    server, supervisor = supervised(WATCHDOG)
    supervisor.hear_until("WATCHDOG=1")
    (lane, *_) = threads_named(server.process.pid, "data")
    with halted(lane):
        for _ in range(4):
            assert supervisor.hear() == ["WATCHDOG=1"]
    server.stop()
