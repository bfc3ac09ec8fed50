"""The inventory of docs/security.md has each event that the program logs, and no other."""

import re

EVENTS = [
    re.compile(r'log::(?:info|warn|error|debug|deliver)\(\s*"(\w+)"'),
    re.compile(r'log::write\([^"]*"(\w+)"(?: : "(\w+)")?'),
    re.compile(r'\bcomplain\("(\w+)"'),
    re.compile(r'json_line\([^"]*"(\w+)"'),
    re.compile(r'\b(?:Recurring \w+\{|watch_\()"(\w+)"'),  # logs that its task failed
]


def logged(root):
    events = set()
    for file in (root / "src").rglob("*.[ch]pp"):
        if file.name.endswith("_test.cpp"):
            continue
        text = file.read_text()
        for pattern in EVENTS[:-1]:
            events |= {name for match in pattern.findall(text) for name in ([match] if isinstance(match, str) else match)}
        events |= {name + "_failed" for name in EVENTS[-1].findall(text)}
    return events - {""}


def test_every_event_is_in_the_inventory(root):
    section = (root / "docs/security.md").read_text().split("## What is logged")[1].split("\n## ")[0]
    documented = re.findall(r"^\| `(\w+)` \| .+ \|$", section, re.MULTILINE)
    assert documented == sorted(set(documented)) and len(documented) > 30
    assert set(documented) == logged(root)


def test_a_planted_event_is_found(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/planted.cpp").write_text('log::warn("planted", {}); log::write(a ? b : c, d ? "one" : "two", {});')
    assert logged(tmp_path) == {"planted", "one", "two"}
