"""Reads a history and says what in it no server may do. Each rule takes events and gives sentences; none: it holds.

Only what is certain counts: a request takes place somewhere between being sent and being answered, and events whose
times overlap may have come in either order.
"""

from tests.support.races.history import of


def unexpected_answers(events, expected):
    """Every answer is one of those that its request may have."""
    return [
        f"{e.do} of {e.who} was answered {e.status}: {e.told}"
        for e in events
        if e.status not in expected[e.do]
    ]


# --- one holder


def one_holder(events, holders_before, holders_after, name):
    """A nickname belongs to one at every moment: some order of the events, each within its times, explains all answers.

    `take` (asked: name) makes somebody its holder, and is refused (409) where somebody else is; `drop` lets it go.
    """
    steps = sorted(
        (e for e in events if e.asked.get("name") == name and (e.done or e.status == 409)),
        key=lambda e: e.begun,
    )
    if len([e for e in steps if e.do == "drop"]) == 0:
        return _without_drops(steps, holders_before.get(name), holders_after.get(name), name)
    if _explained(steps, holders_before.get(name), holders_after.get(name)):
        return []
    return [f"no order of events gives {name} one holder at a time"]


def _without_drops(steps, before, after, name):
    takers = [e.who for e in steps if e.done]
    faults = []
    if len(takers) + (before is not None) > 1:
        faults.append(f"{name} has more than one holder: {before} and {takers}")
    if not takers and before is None and steps:
        faults.append(f"{name} was refused to everybody and nobody has it")
    holder = takers[0] if takers else before
    if after != holder:
        faults.append(f"{name} was given to {holder}, and {after} has it")
    return faults


def _explained(steps, holder, after):
    """Looks for an order. Refusals change nothing, so each is put in as soon as it can be."""
    seen = set()
    stack = [(frozenset(range(len(steps))), holder)]
    while stack:
        left, holder = stack.pop()
        earliest_end = min((steps[i].ended for i in left), default=0.0)
        ready = [i for i in left if steps[i].begun <= earliest_end]
        idle = [i for i in ready if not steps[i].done and holder is not None and holder != steps[i].who]
        if idle:
            stack.append((left - set(idle), holder))
            continue
        if not left and holder == after:
            return True
        if (left, holder) in seen:
            continue
        seen.add((left, holder))
        for i in ready:
            step = steps[i]
            if step.done and step.do == "take" and holder is None:
                stack.append((left - {i}, step.who))
            elif step.done and step.do == "drop" and holder == step.who:
                stack.append((left - {i}, None))
    return False


# --- codes


def used_once(events, do):
    """Of all requests with one code (asked: code) at most one succeeds."""
    faults = []
    for code in {e.asked["code"] for e in of(events, do)}:
        won = [e for e in of(events, do, code=code) if e.done]
        if len(won) > 1:
            faults.append(f"{do} succeeded {len(won)} times with code {code}")
    return faults


def few_attempts(events, do, most=5):
    """A code is good for `most` guesses: the right one (asked: right) cannot win after so many have been answered."""
    faults = []
    for code in {e.asked["code"] for e in of(events, do)}:
        guesses = of(events, do, code=code)
        for won in (e for e in guesses if e.done):
            before = [e for e in guesses if e.is_before(won)]
            if not won.asked["right"]:
                faults.append(f"{do} succeeded with a wrong guess at code {code}")
            if len(before) >= most:
                faults.append(f"{do} succeeded after {len(before)} guesses at code {code}")
    return faults


def somebody_wins(events, do):
    """Where every guess is right, one of them succeeds."""
    right = [e for e in of(events, do) if e.asked["right"]]
    return [] if any(e.done for e in right) else [f"nobody's {do} succeeded, and all were right"]


# --- refresh


def one_successor(events):
    """All who present one token (asked: token) get the same one for it, byte for byte."""
    faults = []
    for token in {e.asked["token"] for e in of(events, "refresh")}:
        answers = [e.told for e in of(events, "refresh", token=token) if e.done]
        for member in ("refresh_token", "access_token"):
            given = {answer[member] for answer in answers}
            if len(given) > 1:
                faults.append(f"one refresh token was answered with {len(given)} of {member}")
    return faults


# --- passwords and the end of things


def one_winner(events, do):
    """Of those who start from the same state (asked: from) at most one succeeds."""
    faults = []
    for state in {e.asked["from"] for e in of(events, do)}:
        won = [e for e in of(events, do) if e.asked["from"] == state and e.done]
        if len(won) > 1:
            faults.append(f"{len(won)} of {do} succeeded from one state")
    return faults


def kept(events, do, works):
    """What was acknowledged is there, and what was refused is not. `works`: what of `asked: value` works afterwards."""
    faults = []
    for e in of(events, do):
        value = e.asked["value"]
        if e.done and value not in works:
            faults.append(f"{do} of {value} was acknowledged and is not there")
        if not e.done and value in works:
            faults.append(f"{do} of {value} was refused and is there")
    return faults


def refused_after(events, end):
    """What `end` has revoked is refused to whoever asks after its answer.

    `end.asked["but"]`: the session that lives on. Of the rest every use (asked: session) begun later fails.
    """
    if not end.done:
        return []
    return [
        f"{e.do} of session {e.asked['session']} was answered {e.status} after {end.do} was acknowledged"
        for e in events
        if e.done
        and e.who == end.who
        and "session" in e.asked
        and e.asked["session"] != end.asked.get("but")
        and end.is_before(e)
    ]
