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
    """What came of a run of some tests, by the names of each in all its parameters."""

    passed: tuple[str, ...]
    failed: tuple[str, ...] = ()
    end: str = ""  # how it ended, where that was neither well nor by a test that fails

    def holds(self, catcher):
        """Whether the test was there, and did not fail."""
        return (
            not self.end and any(map(catcher.names, self.passed)) and not any(map(catcher.names, self.failed))
        )


class Catcher:
    def __init__(self, written):
        self.written = written

    @staticmethod
    def of(written):
        # A test that reads the source would find it whole again: the mutant is in the program.
        if re.fullmatch(r"tests/e2e/[a-z0-9_]+\.py::test_\w+", written):
            return PythonTest(written)
        if re.fullmatch(r"[a-z]+(/[a-z]+)* \w+\.\w+", written):
            return UnitTest(written)
        raise NoCatcher(f"{written} is neither `room Suite.Test` nor `tests/e2e/….py::test_…`")

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

    def names(self, test):
        return re.fullmatch(rf"(\w+/)?{re.escape(self.name)}(/.*)?", test) is not None

    @staticmethod
    def command(catchers, build):
        """Of tests that are in one program."""
        patterns = [f"{catcher.name}:*/{catcher.name}/*" for catcher in catchers]
        return [str(build / catchers[0].target), "--gtest_filter=" + ":".join(patterns)]

    @staticmethod
    def read(code, output):
        passed = re.findall(r"^\[       OK \] (\S+) \(\d+ ms\)$", output, re.MULTILINE)
        # What it was given stands behind the name, over several lines perhaps; and all are listed once more at the end.
        failed = list(dict.fromkeys(re.findall(r"^\[  FAILED  \] ([\w/]+\.[\w/]+)", output, re.MULTILINE)))
        end = "" if code == 0 or (code == 1 and failed) else f"ended with {code}"
        if code not in (0, 1):  # of a crash nobody writes more than where it began
            failed += re.findall(r"^\[ RUN      \] (\S+)$", output, re.MULTILINE)[-1:]
        return Ran(tuple(passed), tuple(failed), end)


class PythonTest(Catcher):
    target = "gatehouse"

    def exists(self, root):
        file, test = self.written.split("::")
        path = root / file
        return path.is_file() and re.search(rf"^def {test}\(", path.read_text(), re.MULTILINE) is not None

    def names(self, test):
        return test.split("[")[0] == self.written

    @staticmethod
    def command(catchers, _build):
        more = ["-q", "-p", "no:cacheprovider", "--tb=line", "-rpfE"]
        return ["/usr/bin/python3", "-B", "-m", "pytest", *more, *(catcher.written for catcher in catchers)]

    @staticmethod
    def read(code, output):
        passed = re.findall(r"^PASSED (\S+)", output, re.MULTILINE)
        failed = re.findall(r"^FAILED (\S+)", output, re.MULTILINE)
        broken = code not in (0, 1) or re.search(r"^ERROR ", output, re.MULTILINE)
        return Ran(tuple(passed), tuple(failed), f"ended with {code}" if broken else "")
