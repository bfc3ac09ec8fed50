"""Files stay small, and nothing is left half done."""

import re
import statistics

import pytest

from tests.support.tree import tracked

SOURCES = {".cpp", ".hpp", ".py", ".sh", ".js", ".mjs", ".html", ".css", ".lua", ".cmake"}
# Put together here so that this file does not find itself.
LEFTOVERS = re.compile(
    "|".join(
        [
            "TO" + "DO",
            "FIX" + "ME",
            "NO" + "LINT",
            "DISABLED" + "_",
            "GTEST" + "_SKIP",
            r"pytest\.mark\.sk" + "ip",
            r"pytest\.sk" + "ip",
            r"pytest\.mark\.xf" + "ail",
        ]
    )
)
MACHINE_PATHS = re.compile(
    "(?<![A-Za-z0-9_.-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "far" + "m"]) + ")/"
)


def text_of(file):
    return file.read_text(encoding="utf-8", errors="replace")


@pytest.fixture
def lengths(root):
    files = [file for file in tracked(root, "src", "tests") if file.suffix in SOURCES]
    return {str(file.relative_to(root)): text_of(file).count("\n") for file in files}


def test_no_file_is_over_400_lines(lengths):
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_nine_files_in_ten_are_at_most_250_lines(lengths):
    long = [name for name, length in lengths.items() if length > 250]
    assert len(long) <= len(lengths) / 10, long


def test_the_median_is_at_most_100_lines(lengths):
    assert statistics.median(lengths.values()) <= 100


def test_nothing_is_left_half_done_or_switched_off(root):
    found = [
        f"{file.relative_to(root)}: {match.group()}"
        for file in tracked(root, "src", "tests", "bench", "cmake", "packaging")
        if file.suffix in SOURCES
        for match in LEFTOVERS.finditer(text_of(file))
    ]
    assert found == []


def test_no_path_of_one_machine_stands_in_the_tree(root):
    found = [
        f"{file.relative_to(root)}: {match.group()}"
        for file in tracked(root)
        if file.suffix != ".txt" or "packaging" in file.parts
        for match in MACHINE_PATHS.finditer(text_of(file))
    ]
    assert found == []


def test_the_architecture_is_told_in_150_lines(root):
    assert text_of(root / "ARCHITECTURE.md").count("\n") <= 150


def test_each_header_says_why_it_exists(root):
    headers = [file for file in tracked(root, "src") if file.suffix == ".hpp"]
    silent = [
        str(file.relative_to(root)) for file in headers if not re.match(r"#pragma once\n\n//", text_of(file))
    ]
    assert headers and silent == []
