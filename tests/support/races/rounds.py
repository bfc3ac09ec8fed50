"""The races, each a round that gives a history and what in it breaks a rule. A round leaves nothing that the next needs
but the people whom `__init__` has made."""

from tests.support.people import PASSWORD
from tests.support.races import checker
from tests.support.races.arena import RESET
from tests.support.races.volley import Shot
from tests.support.recovery import wrong


class SignUp:
    """One nickname, in two spellings that are the same."""

    def __init__(self, arena):
        self.arena = arena

    def run(self):
        arena, name = self.arena, self.arena.name("wanted")
        shots = []
        for number in range(arena.width):
            shots.append(arena.sign_up_shot(name.upper() if number % 2 else name, arena.email()))
            shots[-1].asked["name"] = name
        events = arena.volley.fire(shots)
        for event in events:
            event.who = event.told.get("user_id", -1)
        winners = [event for event in events if event.done]
        holder = None
        if winners:  # who is told to have it can sign in with it
            signed_in = arena.volley.fire(
                [
                    Shot(
                        "sign_in",
                        0,
                        "POST",
                        "/api/user/v1/signin",
                        {"nickname": winners[0].told["nickname"], "password": PASSWORD},
                    )
                ]
            )[0]
            holder = signed_in.told.get("user_id")
        return events, [
            *checker.unexpected_answers(events, {"take": {201, 409}}),
            *checker.one_holder(events, {}, {name: holder}, name),
        ]


class Swap:
    """Everybody wants the nickname of the next one, or one that nobody has, or their own old one back."""

    def __init__(self, arena):
        self.arena = arena
        self.racers = arena.members(arena.width)
        self.rounds = 0

    def run(self):
        self.rounds += 1
        racers, before = self.racers, {racer.name: racer.user_id for racer in self.racers}
        free = [self.arena.name("free") for _ in range(len(racers) // 8)]
        shots, events = [], []
        for number, racer in enumerate(racers):
            near = racers[(number + 1 + self.rounds % 3) % len(racers)].name
            wanted = free[number % len(free)] if number % 4 == self.rounds % 4 else near
            shots.append(self.arena.change_shot(racer, "take", {"name": wanted}, nickname=wanted))
        takes = self.arena.volley.fire(shots)
        for racer, event in zip(racers, takes):
            events.append(event)
            if event.done:  # and with it goes the one that they had
                drop = type(event)(
                    "drop", event.who, event.begun, event.ended, event.status, {"name": racer.name}
                )
                events.append(drop)
        views = self.arena.volley.fire([self.arena.view_shot(racer) for racer in racers])
        after = {view.told["nickname"]: view.who for view in views}
        faults = checker.unexpected_answers(takes, {"take": {200, 409}})
        if len(after) != len(racers):
            faults.append("two people see one nickname as theirs")
        for racer, event, view in zip(racers, takes, views):
            if event.done and view.told["nickname"] != event.asked["name"]:
                faults.append(f"{event.asked['name']} was acknowledged to {racer.user_id} and is not there")
            racer.name = view.told["nickname"]
        for name in {*before, *after, *free}:
            faults += checker.one_holder(events, before, after, name)
        return events, faults


class OneCode:
    """A code that proves a new address, given by everybody at once."""

    def __init__(self, arena):
        self.arena = arena
        self.racer = arena.members(1, verified=True)[0]

    def begin(self):
        address = self.arena.email()
        change = self.arena.change_shot(self.racer, email=address, current_password=PASSWORD)
        assert self.arena.volley.fire([change])[0].done
        return address, self.arena.mail.wait("verification_code", (self.racer.user_id, address))

    def shot(self, address, guess, code, right):
        return Shot(*self.arena.verify_of(self.racer, address, guess, code, right))

    def run(self):
        address, code = self.begin()
        events = self.arena.volley.fire([self.shot(address, code, code, True)] * self.arena.width)
        view = self.arena.volley.fire([self.arena.view_shot(self.racer)])[0]
        faults = [
            *checker.unexpected_answers(events, {"verify": {200, 422}}),
            *checker.used_once(events, "verify"),
            *checker.few_attempts(events, "verify"),
            *checker.somebody_wins(events, "verify"),
        ]
        if view.told["email"] != address or not view.told["email_verified"]:
            faults.append(f"{address} was acknowledged as proven and is not there")
        return events, faults


class Attempts(OneCode):
    """Many wrong guesses at one code with the right one among them, and the right one once more after them."""

    def run(self):
        address, code = self.begin()
        place = int(code) % self.arena.width
        shots = [self.shot(address, wrong(code, by), code, False) for by in range(1, self.arena.width)]
        shots.insert(place, self.shot(address, code, code, True))
        events = self.arena.volley.fire(shots)
        events += self.arena.volley.fire([self.shot(address, code, code, True)])
        return events, [
            *checker.unexpected_answers(events, {"verify": {200, 422}}),
            *checker.used_once(events, "verify"),
            *checker.few_attempts(events, "verify"),
        ]


class Refresh:
    """One refresh token, presented by everybody at once; then what came of it, once."""

    def __init__(self, arena):
        self.arena = arena
        self.racer = arena.members(1)[0]

    def run(self):
        arena, racer = self.arena, self.racer
        events = arena.volley.fire([arena.refresh_shot(racer) for _ in range(arena.width)])
        faults = [
            *checker.unexpected_answers(events, {"refresh": {200}}),
            *checker.one_successor(events),
        ]
        if not faults:
            arena.keep(racer, events[0].told)
            events.append(arena.volley.fire([arena.view_shot(racer)])[0])
            faults += checker.unexpected_answers(events[-1:], {"view": {200}})
        else:
            self.racer = arena.members(1)[0]
        return events, faults


class Reset:
    """One reset, finished by everybody at once with a password of their own."""

    def __init__(self, arena):
        self.arena = arena
        self.racer = arena.members(1, verified=True)[0]
        self.rounds = 0

    def run(self):
        self.rounds += 1
        arena, racer = self.arena, self.racer
        other = arena.another(racer)
        handle = arena.volley.one("ask", 0, "POST", RESET, {"email": racer.email}).told["reset_id"]
        code = arena.mail.wait("password_reset_code", handle)
        passwords = [f"Candidate-{self.rounds}-{number}-Harbour" for number in range(arena.width)]
        shots = [
            Shot(
                "reset",
                racer.user_id,
                "PUT",
                RESET,
                {"reset_id": handle, "verify_code": code, "new_password": password},
                asked={"code": handle, "right": True, "value": password},
            )
            for password in passwords
        ]
        events = arena.volley.fire(shots)
        won = next((e for e in events if e.done), None)
        tried = {passwords[0], passwords[-1], racer.password, *([won.asked["value"]] if won else [])}
        signs = arena.volley.fire([arena.sign_in_shot(racer, password) for password in tried])
        works = {e.asked["value"] for e in signs if e.done}
        uses = arena.volley.fire([arena.view_shot(other), arena.refresh_shot(other)])
        faults = [
            *checker.unexpected_answers(events, {"reset": {200, 422}}),
            *checker.used_once(events, "reset"),
            *checker.few_attempts(events, "reset"),
            *checker.somebody_wins(events, "reset"),
            *checker.kept([e for e in events if e.asked["value"] in tried], "reset", works),
            *(checker.refused_after(uses, won) if won else []),
        ]
        if won:
            if racer.password in works:
                faults.append("the password of before works after a reset")
            racer.password = won.asked["value"]
        return events + signs + uses, faults


class Passwords:
    """Two changes with one current password, while other sessions of the account are used."""

    def __init__(self, arena):
        self.arena = arena
        self.racer = arena.members(1)[0]
        self.rounds = 0

    def run(self):
        self.rounds += 1
        arena, racer = self.arena, self.racer
        other, present = arena.another(racer), racer.password
        passwords = [f"Candidate-{self.rounds}-{number}-Meadow" for number in range(2)]
        shots = [
            arena.change_shot(
                racer,
                asked={"from": present, "value": password, "but": racer.session},
                new_password=password,
                current_password=present,
            )
            for password in passwords
        ]
        for number in range(arena.width - len(shots)):
            shots.append(arena.refresh_shot(other) if number % 2 else arena.view_shot(other))
        shots[arena.width // 2] = arena.sign_in_shot(racer)
        events = arena.volley.fire(shots)
        signs = arena.volley.fire([arena.sign_in_shot(racer, password) for password in [*passwords, present]])
        works = {e.asked["value"] for e in signs if e.done}
        uses = arena.volley.fire([arena.view_shot(other), arena.refresh_shot(other), arena.view_shot(racer)])
        raced = events[arena.width // 2]
        if raced.done:  # a sign-in with the old password that was in time is ended like the others
            late = type(racer)(racer.user_id, racer.name, racer.email)
            arena.keep(late, raced.told)
            uses += arena.volley.fire([arena.view_shot(late), arena.refresh_shot(late)])
        changes = events[:2]
        faults = [
            *checker.unexpected_answers(
                events,
                {"change": {200, 422}, "refresh": {200, 401}, "view": {200, 401}, "sign_in": {200, 401}},
            ),
            *checker.one_winner(changes, "change"),
            *checker.kept(changes, "change", works),
            *checker.one_successor(events),
            *[fault for end in changes for fault in checker.refused_after(events + uses, end)],
        ]
        won = next((e for e in changes if e.done), None)
        if won is None or present in works:
            faults.append("no change was done, or the password of before works")
        elif not uses[2].done:
            faults.append("the session that changed the password has ended with it")
        if won:
            racer.password = won.asked["value"]
        return events + signs + uses, faults


class Delete:
    """The end of an account, while everything else is done with it."""

    def __init__(self, arena):
        self.arena = arena

    def run(self):
        arena = self.arena
        racer = arena.members(1)[0]
        code = arena.mail.wait("verification_code", (racer.user_id, racer.email))
        kinds = [
            lambda: arena.refresh_shot(racer),
            lambda: arena.view_shot(racer),
            lambda: arena.change_shot(racer, "rename", {"session": racer.session}, nickname=arena.name()),
            lambda: Shot(*arena.verify_of(racer, racer.email, code)),
        ]
        shots = [kinds[number % len(kinds)]() for number in range(arena.width)]
        for place in range(5, arena.width, 10):
            shots[place] = arena.sign_in_shot(racer)
        body = {"current_password": PASSWORD}
        shots[arena.width // 2] = Shot("delete", racer.user_id, "DELETE", racer.path, body, token=racer.token)
        events = arena.volley.fire(shots)
        end = events[arena.width // 2]
        uses = arena.volley.fire(self.uses(racer, events))
        # `racer.name` may have become another one meanwhile; both are free now.
        again = arena.volley.fire(
            [arena.sign_up_shot(name, arena.email()) for name in self.names(racer, events)]
        )
        both = {200, 401}
        faults = [
            *checker.unexpected_answers(
                events,
                {
                    "refresh": both,
                    "view": both,
                    "rename": {200, 401},
                    "verify": {200, 422},
                    "sign_in": both,
                    "delete": {204},
                },
            ),
            *checker.used_once(events, "verify"),
            *checker.one_successor(events),
            *checker.refused_after(events + uses, end),
            *[f"{e.asked['name']} is not free after its owner was deleted" for e in again if e.status != 201],
        ]
        return events + uses + again, faults

    def uses(self, racer, events):
        """Every token that anybody got of the account, and a sign-in."""
        holders = [racer]
        for event in events:
            if event.do in ("sign_in", "refresh") and event.done:
                holders.append(type(racer)(racer.user_id, racer.name, racer.email))
                self.arena.keep(holders[-1], event.told)
        known = {holder.token: holder for holder in holders}.values()
        shots = [
            shot
            for holder in known
            for shot in (self.arena.view_shot(holder), self.arena.refresh_shot(holder))
        ]
        sign_in = self.arena.sign_in_shot(racer)
        sign_in.asked["session"] = "a new one"
        return [*shots, sign_in]

    @staticmethod
    def names(racer, events):
        return {racer.name, *[e.told["nickname"] for e in events if e.do == "rename" and e.done]}


ALL = [SignUp, Swap, OneCode, Attempts, Refresh, Reset, Passwords, Delete]
