"""What happened in a round of a race: who asked for what, what was answered, and when both were seen from outside."""

import json
from dataclasses import asdict, dataclass, field


@dataclass
class Event:
    """One request. `asked` holds what a checker has to know of it, `told` what the answer gave."""

    do: str
    who: int  # the user's id; 0: nobody yet
    begun: float
    ended: float
    status: int
    asked: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)

    @property
    def done(self):
        return 200 <= self.status < 300

    def is_before(self, other):
        """Answered before the other was asked: only then is there an order between the two."""
        return self.ended < other.begun


def of(events, do, **asked):
    return [e for e in events if e.do == do and all(e.asked.get(k) == v for k, v in asked.items())]


def as_text(events):
    """The history of a failing round, a line an event, in the order of the requests."""
    return "\n".join(json.dumps(asdict(e), default=str) for e in sorted(events, key=lambda e: e.begun))
