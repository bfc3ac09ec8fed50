"""A Gatehouse as its users run it: the release binary, durable, its log appended to a file."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

PATIENCE = 120.0  # seconds; a start over ten million users is allowed to be slow, and is then told to be


class Gatehouse:
    def __init__(self, binary, data_dir, options=(), database=None, prefix=(), listen="127.0.0.1:0"):
        self.data_dir = Path(data_dir)
        self.log = self.data_dir.parent / (self.data_dir.name + ".log")
        self.address = None
        self._began = self.log.stat().st_size if self.log.exists() else 0
        command = [*prefix, str(binary), "serve", "--listen", listen, "--admin-listen", "off"]
        command += ["--data-dir", str(self.data_dir), "--limits", "off", *options]
        if database:
            command += ["--database", database]
        plain = {name: value for name, value in os.environ.items() if not name.startswith("GATEHOUSE_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=plain, cwd=self.data_dir.parent
            )

    def __enter__(self):
        self.wait()
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self):
        """Waits until it listens."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for line in self._lines():
                if line.get("event") == "listening":
                    self.address = line["address"]
                    return self
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[self._began:][-2000:]}")

    def _lines(self):
        with self.log.open("rb") as log:
            log.seek(self._began)
            for line in log.read(65536).splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def memory(self):
        """Resident now and at its highest, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = dict(line.split(":", 1) for line in status.splitlines())
        return {name: int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM")}


def seed(binary, data_dir, users, options=(), database=None):
    """Fills the database with so many members, and returns what the command tells."""
    command = [str(binary), "seed", "--users", str(users), "--data-dir", str(data_dir), *options]
    if database:
        command += ["--database", database]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"gatehouse seed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])
