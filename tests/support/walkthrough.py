"""Commands and answers out of a Markdown document: `console` blocks, a command behind each `$ `, its answer below."""

import json
import re
from dataclasses import dataclass

ANYTHING = "…"


@dataclass
class Step:
    command: str
    answer: str


def steps(markdown):
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL):
        continued = False
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], ""))
                continued = line.endswith("\\")
            elif continued:
                found[-1].command += "\n" + line
                continued = line.endswith("\\")
            else:
                found[-1].answer += line + "\n"
    return found


def matches(expected, actual):
    """Whether a value or a text is the documented one; `…` stands for anything."""
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and set(expected) == set(actual)
            and all(matches(value, actual[name]) for name, value in expected.items())
        )
    if isinstance(expected, list):
        return (
            isinstance(actual, list) and len(expected) == len(actual) and all(map(matches, expected, actual))
        )
    if isinstance(expected, str) and isinstance(actual, str):
        pattern = ".+".join(map(re.escape, expected.split(ANYTHING)))
        return re.fullmatch(pattern, actual, re.DOTALL) is not None
    return type(expected) is type(actual) and expected == actual


def answers_match(expected, actual):
    try:
        return matches(json.loads(expected), json.loads(actual))
    except ValueError:
        return matches(expected.strip(), actual.strip())
