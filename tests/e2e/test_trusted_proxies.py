"""Whose request it is behind proxies: X-Forwarded-For counts from those that were named, and from nobody else."""

import pytest

from tests.support.server import run_gatehouse

TRUSTED = ["--trusted-proxies", "127.0.0.0/8,10.0.0.0/8"]


def peer_of(house, forwarded):
    """Under which address the log has a request that came with that header."""
    request_id = f"peer-{len(house.server.lines)}"
    house.client.get("/healthz", headers={"X-Request-Id": request_id, "X-Forwarded-For": forwarded})
    return house.server.wait_for_line("request", request_id=request_id)["peer"]


def test_a_trusted_proxy_tells_whose_request_it_is(open_server):
    house = open_server(options=TRUSTED)
    assert peer_of(house, "198.51.100.7") == "198.51.100.7"
    assert peer_of(house, "203.0.113.1, 198.51.100.7, 10.0.0.2") == "198.51.100.7"
    assert peer_of(house, "2001:DB8::7") == "2001:db8::7"
    assert peer_of(house, "198.51.100.7, who, 10.0.0.2") == "10.0.0.2"


def test_nobody_is_believed_unless_named(open_server):
    assert peer_of(open_server(), "198.51.100.7") == "127.0.0.1"


def test_a_client_that_is_no_proxy_is_not_believed(open_server):
    assert peer_of(open_server(options=["--trusted-proxies", "10.0.0.0/8"]), "198.51.100.7") == "127.0.0.1"


@pytest.mark.parametrize("everybody", ["0.0.0.0/0", "::/0", "10.0.0.0/8,0.0.0.0/0"])
def test_a_start_that_would_trust_everybody_is_refused(tmp_path, everybody):
    result = run_gatehouse("serve", "--listen", "127.0.0.1:0", "--trusted-proxies", everybody, cwd=tmp_path)
    assert result.returncode == 2
    assert "--trusted-proxies" in result.stderr and "everybody" in result.stderr
