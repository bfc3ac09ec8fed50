"""What a client knows of its account: what was acknowledged, and what it had asked for when the server died."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Member:
    name: str
    email: str
    password: str
    user_id: int = 0
    verified: bool = False
    deleted: bool = False
    token: str = ""
    refresh_token: str = ""
    opened: tuple = ()  # what was asked for, and has no answer
    untried: bool = True  # nobody has signed in with this password since a server came back
    former_password: str = ""  # which an acknowledged change has replaced
    spent: tuple = ()  # a used refresh token, and the two that it was answered with
    others: list = field(default_factory=list)  # refresh tokens of other sessions that live
    ended: list = field(default_factory=list)  # and of sessions that were ended
    notices: int = 0  # that its mailbox must have got

    @property
    def path(self):
        return f"/api/user/v1/user/{self.user_id}"

    def keep(self, tokens):
        self.token, self.refresh_token = tokens["access_token"], tokens["refresh_token"]

    def begin_session(self, tokens):
        if self.refresh_token:
            self.others.append(self.refresh_token)
        self.spent = ()
        self.keep(tokens)

    def has_password(self, password):
        """An acknowledged change, or one that turned out to be done: it ends all other sessions, and is told."""
        self.former_password, self.password = self.password, password
        self.untried = True
        self.ended += self.others
        self.others = []
        self.notices += 1
