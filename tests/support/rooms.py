"""The rooms of the house: the table in ARCHITECTURE.md, the targets in CMakeLists.txt, the includes in src."""

import re
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
EVERYTHING = "everything"


def table(text):
    """{room: rooms it may see} from the Markdown table whose first cells are rooms in backticks."""
    rooms = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 2 and re.fullmatch(r"`[a-z_/]+`", cells[0]):
            seen = {EVERYTHING} if cells[1] == EVERYTHING else set(re.findall(r"`([a-z_/*]+)`", cells[1]))
            rooms[cells[0].strip("`")] = seen
    return rooms


def targets(text):
    """{room: rooms it links} from the room(… SEES …) calls."""
    rooms = {}
    for call in re.findall(r"^\s*room\(([^)]*)\)", text, re.MULTILINE):
        words = call.split()
        rooms[words[0]] = seen = set()
        section = None
        for word in words[1:]:
            if word in ("SEES", "USES", "TESTS_SEE"):
                section = word
            elif section == "SEES":
                seen.add(word)
    return rooms


def room_of(path, rooms):
    """The room of a path relative to src, as the longest room that it begins with; None for what is in no room."""
    folder = Path(path).parent
    while str(folder) != ".":
        if str(folder) in rooms:
            return str(folder)
        folder = folder.parent
    return None


def may_see(rooms, room, other):
    if room == other:
        return True
    return any(
        pattern in (EVERYTHING, other) or (pattern.endswith("/*") and other.startswith(pattern[:-1]))
        for pattern in rooms[room]
    )


def trespasses(root, rooms):
    """Every include that the table does not allow, as sentences."""
    found = []
    source = Path(root) / "src"
    for file in sorted([*source.rglob("*.hpp"), *source.rglob("*.cpp")]):
        place = file.relative_to(source)
        room = room_of(place, rooms)
        if room is None:
            found.append(f"{place} stands in no room of the table")
            continue
        for included in INCLUDE.findall(file.read_text()):
            if included.startswith("tests/support/") and file.name.endswith("_test.cpp"):
                continue
            other = room_of(included, rooms)
            if other is None:
                found.append(f"{place} includes {included}, which is in no room")
            elif not may_see(rooms, room, other):
                found.append(f"{place} includes {included}: {room} may not see {other}")
    return found
