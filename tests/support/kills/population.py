"""Everybody who was ever made in a chain of kills, and what tells them apart."""

import itertools

from tests.support.kills.member import Member


class Population:
    def __init__(self):
        self.members = []
        self.touched = {}  # since the last inspection; in this order, whatever the hashes
        self._numbers = itertools.count(1)

    def newcomer(self):
        member = Member(self.name(), f"mail{next(self._numbers)}@example.com", self.password())
        self.members.append(member)
        return member

    def name(self):
        return f"member-{next(self._numbers)}"

    def password(self):
        return f"Quiet-Lantern-{next(self._numbers)}-Meadow"

    def touch(self, member):
        self.touched[id(member)] = member

    def take_touched(self):
        taken, self.touched = list(self.touched.values()), {}
        return taken

    def there(self):
        return [member for member in self.members if member.user_id and not member.deleted]
