"""The tests that are to catch a mutant: `auth/domain Suite.Test` of a room's test program, or the id of one for pytest."""

import dataclasses
import functools
import re

MACRO = r"^TEST(?:_F|_P)?\(\s*{suite},\s*{test}\s*\)"


class NoCatcher(Exception):
    """What is written names no test."""


@functools.cache
def sources(folder):
    return [file.read_text() for file in sorted(folder.rglob("*_test.cpp"))]


@dataclasses.dataclass(frozen=True)
class Ran:
    """What came of one run of one test, in all its parameters."""

    tests: int
    failed: tuple[str, ...]  # their names
    end: str = ""  # how it ended, where that was neither well nor by a test that fails

    @property
    def well(self):
        return self.tests > 0 and not self.failed and not self.end


class Catcher:
    def __init__(self, written):
        self.written = written

    @staticmethod
    def of(written):
        if re.fullmatch(r"tests/[a-z0-9_/]+\.py::test_\w+", written):
            return PythonTest(written)
        if re.fullmatch(r"[a-z]+(/[a-z]+)* \w+\.\w+", written):
            return UnitTest(written)
        raise NoCatcher(f"{written} is neither `room Suite.Test` nor `tests/….py::test_…`")

    def __eq__(self, other):
        return self.written == other.written

    def __hash__(self):
        return hash(self.written)


class UnitTest(Catcher):
    @property
    def room(self):
        return self.written.split()[0]

    @property
    def name(self):
        return self.written.split()[1]

    @property
    def target(self):
        """All of `server` has one test program."""
        return "test_server" if self.room.split("/")[0] == "server" else "test_" + self.room.replace("/", "_")

    def exists(self, root):
        suite, test = self.name.split(".")
        macro = re.compile(MACRO.format(suite=suite, test=test), re.MULTILINE)
        return any(macro.search(text) for text in sources(root / "src" / self.room))

    def command(self, build):
        return [str(build / self.target), f"--gtest_filter={self.name}:*/{self.name}/*"]

    def read(self, code, output):
        ran = re.search(r"^\[==========\] Running (\d+) test", output, re.MULTILINE)
        failed = re.findall(r"^\[  FAILED  \] (\S+?)(?:,.*)? \(\d+ ms\)$", output, re.MULTILINE)
        end = "" if code in (0, 1) else f"ended with {code}"
        if end:  # of a crash nobody writes more than where it began
            failed += re.findall(r"^\[ RUN      \] (\S+)$", output, re.MULTILINE)[-1:]
        return Ran(int(ran.group(1)) if ran else 0, tuple(failed), end)


class PythonTest(Catcher):
    target = "gatehouse"

    @property
    def name(self):
        return self.written.split("/")[-1]

    def exists(self, root):
        file, test = self.written.split("::")
        path = root / file
        return path.is_file() and re.search(rf"^def {test}\(", path.read_text(), re.MULTILINE) is not None

    def command(self, _build):
        more = ["-q", "-x", "-p", "no:cacheprovider", "--tb=line", "-rfE"]
        return ["/usr/bin/python3", "-B", "-m", "pytest", *more, self.written]

    def read(self, code, output):
        failed = re.findall(r"^FAILED (?:\S*/)?(\S+)", output, re.MULTILINE)
        counts = re.findall(r"(\d+) (?:passed|failed)", output)
        end = (
            "" if code in (0, 1) and not re.search(r"^ERROR ", output, re.MULTILINE) else f"ended with {code}"
        )
        return Ran(sum(map(int, counts)), tuple(failed), end)
