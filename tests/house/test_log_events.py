"""The inventory of docs/security.md has each event that the program logs, with its fields, and no other."""

import re

CALLS = [
    re.compile(r'log::(?:info|warn|error|debug|deliver)\(\s*"(\w+)"'),
    re.compile(r'log::write\([^"]*"(\w+)"(?: : "(\w+)")?'),
    re.compile(r'json_line\([^"]*"(\w+)"'),
]
# Where the name of the event is an argument: what they log has a reason.
COMPLAINTS = [re.compile(r'\bcomplain\("(\w+)"'), re.compile(r'\b(?:Recurring \w+\{|watch_\()"(\w+)"')]


def rest_of_call(text, begin):
    depth, end = 1, begin
    while depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    return text[begin:end]


def logged(root):
    """{event: its fields}, over all places that log it."""
    events = {}
    for file in (root / "src").rglob("*.[ch]pp"):
        if file.name.endswith("_test.cpp"):
            continue
        text = file.read_text()
        for match in [match for pattern in CALLS for match in pattern.finditer(text)]:
            fields = set(re.findall(r'\{"(\w+)",', rest_of_call(text, match.end())))
            for event in filter(None, match.groups()):
                events.setdefault(event, set()).update(fields)
        for event in COMPLAINTS[0].findall(text) + [name + "_failed" for name in COMPLAINTS[1].findall(text)]:
            events[event] = {"reason"}
    return events


def test_every_event_is_in_the_inventory(root):
    section = (root / "docs/security.md").read_text().split("## What is logged")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \|([^|]*)\|$", section, re.MULTILINE)
    names = [name for name, _ in rows]
    assert names == sorted(set(names)) and len(names) > 30
    assert {name: set(re.findall(r"`(\w+)`", fields)) for name, fields in rows} == logged(root)


def test_a_planted_event_is_found(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src/planted.cpp").write_text(
        'log::warn("planted", {{"what", f(x)}}); log::write(a ? b : c, d ? "one" : "two", {}); g({"other", 1});'
    )
    assert logged(tmp_path) == {"planted": {"what"}, "one": set(), "two": set()}
