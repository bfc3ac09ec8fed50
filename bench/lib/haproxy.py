"""haproxy in front of servers: HTTP, connections kept on both sides."""

import subprocess

from bench.lib.yardsticks import await_port, free_port

_SETTINGS = """
global
  maxconn 4096
  nbthread 2
defaults
  mode http
  option http-keep-alive
  http-reuse always
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend front
  bind 127.0.0.1:{port}
  default_backend servers
backend servers
  balance leastconn
{servers}
"""


class Haproxy:
    def __init__(self, bench, name, addresses):
        self._file = bench.work / f"haproxy-{name}.cfg"
        self._addresses = addresses
        self.address = None

    def __enter__(self):
        port = free_port()
        servers = [f"  server s{number} {address}" for number, address in enumerate(self._addresses)]
        self._file.write_text(_SETTINGS.format(port=port, servers="\n".join(servers)))
        self._process = subprocess.Popen(
            ["/usr/sbin/haproxy", "-q", "-db", "-f", str(self._file)], stdin=subprocess.DEVNULL
        )
        await_port(port, self._process)
        self.address = f"127.0.0.1:{port}"
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(20)
