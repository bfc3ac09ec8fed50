"""Where mutants are tried: copies of the tree under build/sabotage, built with the same preset as the tests."""

import contextlib
import os
import shutil
import signal
import subprocess

LONGEST_BUILD = 1800  # seconds
LONGEST_TEST = 240
LONGEST_TESTS = 1800  # of one program


class TooSlow(Exception):
    """It did not end in the time that it has."""


def run(command, folder, seconds, environment):
    """Code and output of a command, which ends with all that it has started."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
        return process.returncode, output
    except subprocess.TimeoutExpired as late:
        raise TooSlow(f"no end after {seconds} s") from late
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def copy(root, tree):
    """Brings `tree` to the files of the project as they are in `root`, touching only those that differ."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "-co", "--exclude-standard"], check=True, capture_output=True
    ).stdout
    names = {name for name in listed.decode().split("\0") if name and (root / name).is_file()}
    for name in names:
        source, target = root / name, tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
        target.chmod(source.stat().st_mode & 0o777)
    for left in tree.rglob("*"):
        name = left.relative_to(tree)
        if left.is_file() and name.parts[0] != "build" and str(name) not in names:
            left.unlink()


class Field:
    """One of several, in which mutants are tried side by side."""

    def __init__(self, root, number, postgresql):
        self.tree = root / "build/sabotage" / str(number)
        self.build = self.tree / "build/test"
        self.environment = os.environ | {
            "CCACHE_BASEDIR": str(self.tree),  # objects are those of other folders
            "CCACHE_NOHASHDIR": "1",
            "GATEHOUSE_TEST_POSTGRESQL": postgresql,
        }
        self.tree.mkdir(parents=True, exist_ok=True)
        copy(root, self.tree)
        self.demand(["cmake", "--preset", "test", "--log-level=WARNING"])

    def demand(self, command):
        code, output = run(command, self.tree, LONGEST_BUILD, self.environment)
        if code != 0:
            raise RuntimeError(f"{command[0]} failed:\n{output[-4000:]}")

    def make(self, targets):
        """Nothing, or what the compiler says against it."""
        command = ["ninja", "-C", str(self.build), *sorted(targets)]
        code, output = run(command, self.tree, LONGEST_BUILD, self.environment)
        return None if code == 0 else output

    def keep(self, name, targets):
        """A folder with copies of what was built, which stay while the field goes on to another mutant."""
        folder = self.tree.parent / "programs" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for target in targets:
            shutil.copy2(self.build / target, folder)
        return folder

    def test(self, catchers, seconds=LONGEST_TEST, programs=None):
        """Runs tests that have one target, which stands in the folder `programs`."""
        programs = programs or self.build
        environment = self.environment | {"GATEHOUSE_BINARY": str(programs / "gatehouse")}
        command = catchers[0].command(catchers, programs)
        return catchers[0].read(*run(command, self.tree, seconds, environment))

    @contextlib.contextmanager
    def without(self, mutant):
        """The defence is gone meanwhile. What is put back is newer than what was built without it."""
        file = self.tree / mutant.file
        whole = file.read_text()
        file.write_text(mutant.of(whole))
        try:
            yield
        finally:
            file.write_text(whole)
