"""Values for fields and headers: sound ones that make a story go on, and such as break programs."""

import random

from tests.fuzz.api.request import slot

PASSWORDS = ("Quiet-Lantern-48-Meadow", "Another-Lamp-77-Hill")

# Each has been trouble for somebody.
TEXTS = (
    "", " ", "a", "\u0000", "a\u0000b", "\ud800", "\uffff", "\u202e", "\u200d", "é", "e\u0301", "ｋｉｍ", "аdmin", "💥" * 20,
    "x" * 300, "x" * 5000, "' OR 1=1 --", "%n%s%x", "${jndi:ldap://x}", "<script>", "../../etc/passwd", "=cmd|' /C calc'!A0",
    "null", "true", "0", "-1", "1e5", "٤٢", "a@b", "a@b.example", "A@B.EXAMPLE", "a@@b.example", "\"a b\"@c.example",
    "a@[127.0.0.1]", "a@xn--0.example", "kim＠example.com", "a\r\nBcc: b@c.example", "\t", "\x1b[31m", "\u2028",
)  # fmt: skip
ODD_JSON = (
    "null", "true", "false", "0", "-0", "1", "-1", "1.0", "1.5", "1e400", "9007199254740992", "18446744073709551616", "01",
    "[]", "[1]", "{}", '{"a":{}}', '""', '"a"', "NaN", "'a'", '"\\ud800"', '"\\u0000"', "[" * 40 + "]" * 40, '["a"]',
)  # fmt: skip
IDS = ("0", "01", "+1", "-1", "1.0", "1e0", "0x1", "9007199254740992", "18446744073709551617", "%31", "1%20", "١", "1,2",
       "1;2", "", "9" * 400, "1", "2")  # fmt: skip


class Dice(random.Random):
    """What one step of a story throws, with the text and the octets that Hypothesis has thought of for it."""

    def __init__(self, thrown, text, octets):
        super().__init__(thrown)
        self.text = text
        self.octets = octets


def pick(draw, *choices):
    return draw.choice(choices)


def one_seen(draw, world, kind, other="gone"):
    """A slot for a value that the story has seen; `other` where there is none."""
    back = pick(draw, 0, 0, 0, 0, 1, 1, 2, 3, 5)  # the newest are the most alive
    seen = world.count(kind)
    return slot(kind, seen - 1 - back % seen) if seen else other


def person(draw):
    """A name that people share within a story, so that they get in each other's way."""
    return f"kim-{slot('run', 0)}-{pick(draw, 0, 0, 0, 0, 1, 1, 2, draw.randint(3, 999))}"


def sound(draw, world, name, schema, others=()):
    """A value that a client would send, by the name of its field and those beside it."""
    if "enum" in schema:
        return draw.choice(schema["enum"])
    if name == "nickname":
        return person(draw)
    if name == "email":
        return person(draw) + "@example.com"
    if name in ("password", "current_password", "new_password"):
        return pick(draw, PASSWORDS[0], PASSWORDS[0], PASSWORDS[0], PASSWORDS[1])
    if name == "user_id":
        return one_seen(draw, world, "user", 1)
    if name == "verify_code":
        world.read_mail()
        kinds = ["reset_code"] * 7 + ["code"] if "reset_id" in others else ["code"] * 7 + ["reset_code"]
        return one_seen(draw, world, draw.choice(kinds), "000000")
    kinds = {"reset_id": "reset", "refresh_token": "refresh", "session_id": "session", "after": "cursor"}
    if name in kinds:
        return one_seen(draw, world, kinds[name], "A" * 22)
    if name == "token":
        return one_seen(draw, world, pick(draw, "token", "refresh"), "A.B.C")
    if schema.get("type") == "integer":
        least = schema.get("minimum", 0)
        return pick(draw, least, draw.randint(least, schema.get("maximum", 9)))
    return schema.get("examples", ["text"])[0]


def odd_text(draw):
    return draw.choice([draw.choice(TEXTS), draw.text])


def authorization(draw, world, scheme, manner, token):
    """Headers; none where nobody signs in. `token`: the one that suits the path."""
    if scheme == "basic":
        good = ["Basic " + slot("client", 0)]
        odd = ["Basic", "Basic ====", "Basic a2lt", "Bearer x"]
    else:
        good = ["Bearer " + (token or one_seen(draw, world, "token"))]
        odd = ["Bearer", "Bearer  ", "Bearer a.b.c", "bearer " + one_seen(draw, world, "token"),
               good[0] + "A", good[0] + ", Bearer x", "Basic a2ltOmtpbQ==", "Bearer " + "A" * 9000,
               "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer " + one_seen(draw, world, "refresh")]  # fmt: skip
    if manner == "valid":
        return [["Authorization", good[0]]]
    chosen = [draw.choice(good * 3 + odd) for _ in range(draw.randint(0, 2))]
    return [["Authorization", value] for value in chosen]
