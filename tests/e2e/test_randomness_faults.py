"""No randomness from the kernel: nothing is made of less. The process ends, and what was acknowledged is there."""

import http.client
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.eventually import eventually
from tests.support.server import PATIENCE


@contextmanager
def without_randomness(process, trace):
    command = ["strace", "-f", "-qq", "-o", str(trace), "-e", "trace=getrandom", "-p", str(process.pid)]
    command += ["-e", "inject=getrandom:error=EIO:when=1+"]
    tracer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tasks = Path(f"/proc/{process.pid}/task")
    try:
        eventually(
            lambda: all("TracerPid:\t0\n" not in (task / "status").read_text() for task in tasks.iterdir())
        )
        yield
    finally:
        tracer.terminate()
        tracer.wait(PATIENCE)
    assert "(INJECTED)" in trace.read_text()


def status_of(ask):
    try:
        return ask().status
    except (http.client.HTTPException, OSError):
        return None


ASKS = {
    "request": (lambda house, member, newcomer: send_requests(house), {None}),
    "sign-in": (lambda house, member, newcomer: sign_in_again(house, member), {None}),
    "refresh": (lambda house, member, newcomer: house.refresh(member.refresh_token), {None}),
    # Taken, perhaps, as the code itself is made when it is delivered.
    "code": (lambda house, member, newcomer: ask_for_a_code(house, newcomer), {None, 202}),
}


def send_requests(house):
    # One fetch of randomness gives the ids of sixteen requests of a thread.
    for _ in range(200):
        answer = house.client.get("/.well-known/jwks.json")
    return answer


def sign_in_again(house, member):
    return house.try_sign_in(nickname=member.nickname, password=member.password)


def ask_for_a_code(house, newcomer):
    return house.client.post("/api/auth/v1", {"user_id": newcomer.user_id, "email": newcomer.email})


@pytest.mark.parametrize("ask, answers", ASKS.values(), ids=ASKS.keys())
def test_without_randomness_no_code_token_or_id_is_given(open_server, database_url, tmp_path, ask, answers):
    house = open_server(database_url)
    member, newcomer = house.member(), house.sign_up()
    with without_randomness(house.server.process, tmp_path / "trace"):
        assert status_of(lambda: ask(house, member, newcomer)) in answers
        assert house.server.process.wait(PATIENCE) == -signal.SIGABRT
    house.server.close()
    again = open_server(database_url)
    assert again.refresh(member).status == 200 and again.is_signed_in(member)
    sessions = again.client.get("/api/auth/v1/sessions", token=member.token)
    assert len(sessions.data) == 1, sessions
    assert sign_in_again(again, member).status == 200
    again.server.stop()
