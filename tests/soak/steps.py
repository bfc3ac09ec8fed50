"""What a polite visitor asks for, one step a function, and what it may be answered. Whatever happens, it may be told to
come again (429, 503); then it does not know what became of its wish, and begins a new life."""

import base64
import time
import urllib.parse

from tests.support.stage.wire import Ask

COME_AGAIN = (429, 503)
FRESH = 20  # seconds of the minute that an access token is good for
PUBLIC = (
    "/healthz",
    "/readyz",
    "/docs",
    "/openapi.json",
    "/.well-known/jwks.json",
    "/.well-known/revocations",
)


class Interrupted(Exception):
    """Told to come again, or surprised."""


class Guest:
    """A visitor's account, and how it asks."""

    def __init__(self, soak, number):
        self.soak, self.number = soak, number
        self.name, self.email = f"guest-{number}", f"guest{number}@example.com"
        self.password = f"Quiet-Lantern-{number}-Meadow"
        self.user_id, self.token, self.refresh_token, self.session, self.device = 0, "", "", "", ""
        self.since = 0.0

    @property
    def path(self):
        return f"/api/user/v1/user/{self.user_id}"

    def said(self, what, method, path, body=None, expected=(200,), **more):
        answer = yield Ask(what, method, path, body, **more)
        if answer is None or answer.status in COME_AGAIN:
            raise Interrupted
        if answer.status not in expected:
            self.soak.surprises.append(f"{what}: {answer}")
            raise Interrupted
        return answer

    def asks(self, what, method, path, body=None, expected=(200,)):
        """As the account's owner, whose token is not let come near its end."""
        if time.monotonic() - self.since > FRESH:
            yield from self.refresh()
        answer = yield from self.said(what, method, path, body, expected, token=self.token)
        return answer

    def keep(self, tokens):
        self.token, self.refresh_token = tokens["access_token"], tokens["refresh_token"]
        self.session, self.since = tokens["session_id"], time.monotonic()

    # --- in and out

    def sign_up(self):
        body = {"nickname": self.name, "email": self.email, "password": self.password}
        answer = yield from self.said("signUp", "POST", "/api/user/v1/signup", body, (201,))
        self.user_id = answer.data["user_id"]

    def sign_in(self, by="nickname"):
        body = {by: self.name if by == "nickname" else self.email, "password": self.password}
        device = [("X-Device-Token", self.device)] if self.device else ()
        answer = yield from self.said("signIn", "POST", "/api/user/v1/signin", body, headers=device)
        self.device = answer.data["device_token"]
        return answer.data

    def enter(self):
        self.keep((yield from self.sign_in()))

    def mistype(self):
        body = {"nickname": self.name, "password": "Wrong-Lantern-48-Meadow"}
        yield from self.said("signIn", "POST", "/api/user/v1/signin", body, (401,))

    def refresh(self):
        body = {"refresh_token": self.refresh_token}
        answer = yield from self.said("refreshSession", "POST", "/api/auth/v1/token/refresh", body)
        again = yield from self.said("refreshSession", "POST", "/api/auth/v1/token/refresh", body)
        if again.data["refresh_token"] != answer.data["refresh_token"]:
            self.soak.surprises.append("a refresh token had two successors")
        self.keep(answer.data)

    # --- the address

    def prove(self, email=None):
        email = email or self.email
        code = yield from self.soak.mail.wait(("verification_code", self.user_id, email))
        body = {"user_id": self.user_id, "email": email}
        wrong = {**body, "verify_code": f"{(int(code) + 1) % 1_000_000:06d}"}
        yield from self.said("verifyAddress", "PUT", "/api/auth/v1", wrong, (422,))
        yield from self.said("verifyAddress", "PUT", "/api/auth/v1", {**body, "verify_code": code})

    def ask_again(self):
        body = {"user_id": self.user_id, "email": self.email}
        yield from self.said("requestVerification", "POST", "/api/auth/v1", body, (202,))

    def change_address(self):
        new = f"new{self.number}@example.com"
        body = {"email": new, "current_password": self.password}
        yield from self.asks("updateAccount", "PUT", self.path, body)
        yield from self.prove(new)
        self.email = new

    # --- the account

    def view(self):
        answer = yield from self.asks("viewAccount", "GET", self.path)
        if answer.data["user_id"] != self.user_id:
            self.soak.surprises.append(f"somebody else's account: {answer}")

    def view_others(self):
        yield from self.asks("viewAccount", "GET", "/api/user/v1/user/999999999999", None, (403,))

    def rename(self):
        self.name = f"{self.name[:30]}-x"
        yield from self.asks("updateAccount", "PUT", self.path, {"nickname": self.name})

    def change_password(self):
        new = self.password + "s"
        body = {"current_password": self.password, "new_password": new}
        yield from self.asks("updateAccount", "PUT", self.path, body)
        self.password = new

    def look_back(self):
        yield from self.asks("viewActivity", "GET", self.path + "/activity")

    def leave(self):
        body = {"current_password": self.password}
        yield from self.asks("deleteAccount", "DELETE", self.path, body, (204,))
        yield from self.said("viewAccount", "GET", self.path, None, (401,), token=self.token)

    # --- sessions

    def end_another(self):
        other = yield from self.sign_in()
        yield from self.asks("listSessions", "GET", "/api/auth/v1/sessions")
        yield from self.asks(
            "endSession", "DELETE", f"/api/auth/v1/sessions/{other['session_id']}", None, (204,)
        )

    def sign_out_others(self):
        yield from self.sign_in()
        yield from self.asks("signOut", "POST", "/api/auth/v1/signout", {"scope": "others"}, (204,))

    def sign_out(self):
        yield from self.asks("signOut", "POST", "/api/auth/v1/signout", None, (204,))
        yield from self.enter()

    def be_asked_about(self):
        other = yield from self.sign_in()
        yield from self._as_caller("introspectToken", "/oauth/introspect", other["access_token"])
        yield from self._as_caller("revokeToken", "/oauth/revoke", other["refresh_token"])

    def _as_caller(self, what, path, token):
        secret = base64.b64encode(self.soak.caller.encode()).decode()
        form = urllib.parse.urlencode({"token": token})
        yield from self.said(what, "POST", path, form, headers=[("Authorization", f"Basic {secret}")])

    # --- ways back

    def reset(self):
        body = {"email": self.email}
        path = "/api/user/v1/password/reset"
        answer = yield from self.said("requestPasswordReset", "POST", path, body, (202,))
        handle = answer.data["reset_id"]
        code = yield from self.soak.mail.wait(("password_reset_code", handle))
        new = self.password + "r"
        body = {"reset_id": handle, "verify_code": code, "new_password": new}
        yield from self.said("resetPassword", "PUT", path, body)
        self.password = new
        yield from self.enter()

    def undo(self):
        """The password goes back to nobody, and a new one is set on the page behind the link."""
        self.soak.mail.take(("account_change_notice", self.user_id))
        yield from self.change_password()
        path = yield from self.soak.mail.wait(("account_change_notice", self.user_id))
        yield from self.said("undo", "GET", path)
        yield from self.said("undo", "POST", path, "")
        self.password += "u"
        yield from self.said("undo", "POST", path, urllib.parse.urlencode({"new_password": self.password}))
        yield from self.enter()

    # --- what anybody may read

    def read_public(self):
        for path in PUBLIC:
            answer = yield from self.said(path, "GET", path)
            tag = answer.headers.get("etag")
            if tag:
                yield from self.said(path, "GET", path, None, (200, 304), headers=[("If-None-Match", tag)])

    def lose_the_way(self):
        yield from self.said("nowhere", "GET", f"/nowhere/{self.number}", None, (404,))
        yield from self.said("signUp", "DELETE", "/api/user/v1/signup", None, (405,))
        yield from self.said("signUp", "POST", "/api/user/v1/signup", {"nickname": 1}, (422,))
