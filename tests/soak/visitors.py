"""Polite visitors: each lives one life after another, with all that the API offers somewhere in it."""

import collections
import time
import urllib.parse

from tests.soak.steps import Guest, Interrupted

# How often each step is taken, beside the others.
STEPS = {
    Guest.view: 8,
    Guest.refresh: 6,
    Guest.read_public: 2,
    Guest.rename: 2,
    Guest.mistype: 1,
    Guest.look_back: 2,
    Guest.view_others: 1,
    Guest.end_another: 1,
    Guest.sign_out_others: 1,
    Guest.sign_out: 1,
    Guest.be_asked_about: 1,
    Guest.change_password: 1,
    Guest.change_address: 1,
    Guest.reset: 1,
    Guest.undo: 1,
    Guest.lose_the_way: 1,
}
SECRETS = {
    "verification_code": ("verify_code", lambda line: (line["user_id"], line["email"])),
    "password_reset_code": ("verify_code", lambda line: (line["reset_id"],)),
    "account_change_notice": ("undo_url", lambda line: (line["user_id"],)),
}
MOST_MAIL = 5000


class Mail:
    """The newest secrets out of the logs, until somebody takes them."""

    def __init__(self):
        self.letters = collections.OrderedDict()
        self.late = 0

    def put(self, line):
        field, whom = SECRETS[line["event"]]
        text = line[field]
        if field == "undo_url":
            text = urllib.parse.urlsplit(text).path
        self.letters[(line["event"], *whom(line))] = text
        while len(self.letters) > MOST_MAIL:
            self.letters.popitem(last=False)

    def take(self, key):
        return self.letters.pop(key, None)

    def wait(self, key, patience=15):
        """For a visitor on a stage. Faults may hold up a mail for longer than anybody likes to wait."""
        deadline = time.monotonic() + patience
        while (text := self.take(key)) is None:
            if time.monotonic() > deadline:
                self.late += 1
                raise Interrupted
            yield 0.02
        return text


def life(soak, dice):
    guest = Guest(soak, next(soak.numbers))
    if dice.random() < 0.1:
        yield from guest.lose_the_way()
    yield from guest.sign_up()
    if dice.random() < 0.2:
        yield from soak.mail.wait(("verification_code", guest.user_id, guest.email))
        yield from guest.ask_again()
    yield from guest.prove()
    yield from guest.enter()
    done, every = set(), list(STEPS)
    first = every[guest.number % len(every)]  # so that even a short soak has all of them
    for step in [first, *dice.choices(every, list(STEPS.values()), k=dice.randint(4, 16))]:
        if step in (Guest.change_address, Guest.reset, Guest.undo) and done & {Guest.reset, step}:
            continue  # codes for one address are a minute apart
        done.add(step)
        yield from step(guest)
        yield dice.uniform(0, soak.longest_pause)
    yield from guest.leave()


def token_user(soak):
    """Has one access token after another looked at."""
    guest = Guest(soak, next(soak.numbers))
    yield from guest.sign_up()
    yield from guest.enter()
    while True:
        yield from guest.refresh()
        yield from guest.view()


def visitor(soak, dice):
    yield dice.uniform(0, 1)
    while True:
        try:
            yield from life(soak, dice)
            soak.lives += 1
        except Interrupted:
            soak.interrupted += 1
            yield dice.uniform(0, 0.5)
