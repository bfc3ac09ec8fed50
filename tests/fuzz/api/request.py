"""One request of a story as it is drawn, kept and replayed: with slots in it for what only a running server tells."""

import json
import re
import urllib.parse
from dataclasses import asdict, dataclass, field

SLOT = re.compile(r"⟦([a-z_]+)\.(\d+)⟧")


def slot(kind, number):
    """Stands for the `number`-th value of that kind that the story has seen: `⟦token.3⟧`."""
    return f"⟦{kind}.{number}⟧"


def form(values):
    """As a form or a query; slots stay what they are."""
    text = urllib.parse.urlencode(values)
    return text.replace(urllib.parse.quote("⟦"), "⟦").replace(urllib.parse.quote("⟧"), "⟧")


@dataclass
class Request:
    method: str
    path: str
    headers: list = field(default_factory=list)  # pairs
    body: str | None = None  # octets as Latin-1 where `raw`, else text
    raw: bool = False
    version: str = "HTTP/1.1"
    framing: str = "length"  # or "chunked", or "none": a body that nothing announces, or is announced by hand
    manner: str = "valid"  # or "nearly", "hostile": how it was meant

    def line(self):
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def of(cls, line):
        return cls(**json.loads(line))

    def filled(self, fill):
        """The same with every slot filled; `fill(kind, number)`."""

        def put(text):
            return SLOT.sub(lambda match: str(fill(match[1], int(match[2]))), text)

        headers = [[name, put(value)] for name, value in self.headers]
        body = None if self.body is None else (self.body if self.raw else put(self.body))
        return Request(
            self.method, put(self.path), headers, body, self.raw, self.version, self.framing, self.manner
        )

    def octets(self):
        """What goes over the socket; after `filled`."""
        body = b"" if self.body is None else self.body.encode("latin-1" if self.raw else "utf-8", "surrogatepass")
        lines = [f"{self.method} {self.path} {self.version}", *(f"{name}: {value}" for name, value in self.headers)]
        if self.framing == "chunked":
            lines.append("Transfer-Encoding: chunked")
            pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
            body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
        elif self.framing == "length" and self.body is not None:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines) + "\r\n\r\n"
        return head.encode("utf-8", "surrogatepass") + body
