"""The real server as a test sees it: a process with a folder, two listeners and a log."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("GATEHOUSE_BINARY") or REPOSITORY / "build/test/gatehouse").resolve()
PATIENCE = 20.0  # seconds until something that must happen counts as not happening
# Said once by a build under AddressSanitizer, which we tell of each change of stacks.
STACKS_OF_OUR_OWN = b"WARNING: ASan doesn't fully support makecontext/swapcontext functions"


def environment(extra=None):
    """The environment of the tests without any setting of Gatehouse, and with the given ones."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GATEHOUSE_")}
    return {**plain, "LC_ALL": "C.UTF-8", **(extra or {})}


def run_gatehouse(*arguments, env=None, cwd=None, timeout=60, watcher=()):
    """Runs the binary to its end and returns the completed process, with text output. `watcher`: what starts it."""
    return subprocess.run(
        [*watcher, str(BINARY), *map(str, arguments)],
        env=environment(env),
        cwd=cwd,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


class Server:
    """One `gatehouse serve`. `lines` are its log lines as read from JSON, `raw_log` as they came."""

    watcher = ()  # the command that starts it, as strace -D; the process must stay our child

    listen = "127.0.0.1:0"

    def __init__(self, database=None, data_dir=None, options=(), env=None, limits=False, clock=None):
        self._folder = None if data_dir else tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")
        self.data_dir = Path(data_dir or self._folder.name + "/data")
        self.database = database
        # Tests guess, mistype and ask as often as they like, unless limits are what they are about.
        self._options = [*options, *([] if limits else ["--limits", "off"])]
        self._env = {**(env or {}), **(clock.environment if clock else {})}
        self.process = None
        self.lines, self.raw_log, self.stderr = [], [], ""
        self._news = threading.Condition()
        self._readers = []
        self.address = self.admin_address = None

    # --- life

    def launch(self):
        """Starts the process without waiting until it listens."""
        command = [
            *map(str, self.watcher),
            str(BINARY),
            "serve",
            "--listen",
            self.listen,
            "--admin-listen",
            "127.0.0.1:0",
            "--data-dir",
            str(self.data_dir),
        ]
        if self.database:
            command += ["--database", self.database]
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        return self._watch(command + self._options, environment(self._env), self.data_dir.parent)

    def _watch(self, command, env, folder=None):
        """Runs the process, and reads what it says until it ends."""
        self.process = subprocess.Popen(
            command,
            env=env,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._readers = [
            threading.Thread(target=read, args=(self.process,), daemon=True)
            for read in (self._read_log, self._read_errors)
        ]
        for reader in self._readers:
            reader.start()
        return self

    def start(self):
        first = len(self.lines)
        line = self.launch().wait_for_line("listening", after=first)
        self.address, self.admin_address = self._address(line["address"]), self._address(
            line["admin_address"]
        )
        return self

    def stop(self):
        """Asks the server to end, and holds it to a clean end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self._reap()
        assert status == 0, f"the server ended with {status}: {self.stderr}\n" + "\n".join(self.raw_log[-5:])
        assert self.stderr == "", self.stderr

    def kill(self):
        self.process.kill()
        self._reap()

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        if self._folder:
            self._folder.cleanup()

    def _reap(self):
        status = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return status

    # --- log

    def wait_for_line(self, event, after=0, timeout=PATIENCE, **fields):
        """The first log line of that event (from line number `after` on) that has the given fields."""
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                for line in self.lines[after:]:
                    if line.get("event") == event and all(line.get(k) == v for k, v in fields.items()):
                        return line
                left = deadline - time.monotonic()
                ended = self.process.poll() is not None and not self._readers[0].is_alive()
                if left <= 0 or ended:
                    raise AssertionError(
                        f"no line {event} {fields}; the last were:\n"
                        + "\n".join(self.raw_log[-8:])
                        + self.stderr
                    )
                self._news.wait(min(left, 0.25))

    def codes(self, user_id, email=None):
        """Every verification code that the log has shown for that user, oldest first."""
        with self._news:
            return [
                line["verify_code"]
                for line in self.lines
                if line.get("event") == "verification_code"
                and line["user_id"] == user_id
                and email in (None, line["email"])
            ]

    def wait_for_code(self, user_id, email=None, number=1):
        """The `number`-th code of that user (and address)."""
        deadline = time.monotonic() + PATIENCE
        while len(self.codes(user_id, email)) < number:
            assert time.monotonic() < deadline, f"no code for user {user_id} in the log"
            with self._news:
                self._news.wait(0.25)
        return self.codes(user_id, email)[number - 1]

    def _read_log(self, process):
        for raw in process.stdout:
            text = raw.decode("utf-8", "backslashreplace").rstrip("\n")
            try:
                line = json.loads(text)
            except ValueError:
                line = {"event": "not_json", "text": text}
            self._keep(text, line)
        with self._news:
            self._news.notify_all()

    def _keep(self, text, line):
        with self._news:
            self.raw_log.append(text)
            self.lines.append(line)
            self._news.notify_all()

    def _read_errors(self, process):
        for raw in process.stderr:
            if STACKS_OF_OUR_OWN not in raw:
                self.stderr += raw.decode("utf-8", "backslashreplace")

    @staticmethod
    def _address(text):
        host, port = text.rsplit(":", 1)
        return host, int(port)
