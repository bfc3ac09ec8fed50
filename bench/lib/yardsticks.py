"""What ours is held against, other than the C++ programs: the same wire, the same machine, none of our code."""

import contextlib
import json
import os
import socket
import subprocess
import time

from bench.lib.load import Requests, answers
from bench.lib.programs import program


def told(name, *arguments, prefix=()):
    """Runs one of the C++ programs, and returns what it tells."""
    command = [*prefix, program(name), *map(str, arguments)]
    done = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def rate(name, *arguments, prefix=()):
    return told(name, *arguments, prefix=prefix)["per_second"]


def on_slow_disk(microseconds):
    """The beginning of a command that sleeps so long after each time it has waited for the disk."""
    return ["env", f"LD_PRELOAD={program('slow_disk')}", f"SLOW_DISK_WAIT_US={microseconds}"]


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


_NGINX = """
worker_processes {workers};
error_log stderr crit;
pid {folder}/pid;
daemon off;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  server_tokens off;
  keepalive_timeout 600;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} reuseport;
    location / {{
      default_type "{media_type}";
      {pad}
      return 200 '{body}';
    }}
  }}
}}
"""


class Nginx:
    """nginx with two workers and no access log, that answers everything with the same octets as `answer`: the body is
    the same, and its head is filled up to the same length."""

    def __init__(self, bench, name, answer, workers=None):
        self.folder = bench.work / f"nginx-{name}"
        self.folder.mkdir()
        self.answer, self.workers = answer, workers or os.cpu_count()
        self.address = None
        self._process = None

    def __enter__(self):
        wanted = len(self.answer.head) + len(self.answer.body)
        bare = self._start(0)
        self._start(max(wanted - bare, 0))
        return self

    def __exit__(self, *_):
        self._stop()

    def _start(self, pad):
        """Starts with a header of `pad` octets; returns the length of an answer."""
        self._stop()
        port = free_port()
        (self.folder / "conf").write_text(
            _NGINX.format(
                workers=self.workers,
                folder=self.folder,
                port=port,
                media_type=self.answer.header("Content-Type"),
                pad=f"add_header P {'x' * (pad - 5)};" if pad > 5 else "",
                body=self.answer.body.decode().replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\$"),
            )
        )
        self._process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", str(self.folder), "-c", str(self.folder / "conf")],
            stdin=subprocess.DEVNULL,
        )
        self.address = f"127.0.0.1:{port}"
        await_port(port, self._process)
        requests = Requests(self.folder, [b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n"])
        (answer,) = answers(self.address, requests, self.folder, 1)
        if answer.status != 200 or answer.body != self.answer.body:
            raise RuntimeError(f"nginx answers something else: {answer.body[:200]}")
        return len(answer.head) + len(answer.body)

    def _stop(self):
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)


def await_port(port, process, patience=20.0):
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), contextlib.closing(
            socket.create_connection(("127.0.0.1", port), 1)
        ):
            return
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise RuntimeError(f"nothing listens on port {port}")
