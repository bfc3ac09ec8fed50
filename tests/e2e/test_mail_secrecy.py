"""With any mailer but `log`, what mails say is in the mails alone: not in the log, and not in the database."""

import email
import email.policy
import re
import time

import pytest

from tests.support import people
from tests.support.mail_server import MailServer, code_in
from tests.support.postgres import execute
from tests.support.server import PATIENCE

FROM = ["--mail-from", "no-reply@shop.example"]
DEBUG = ["--log-level", "debug"]
# What only a mail says, in both of its forms and in both languages.
WORDS = ["this is your code", "요청하신 인증 코드", "somebody, hopefully you", "has just been changed", "used in two"]


class Folder:
    """The mails of the mailer `file`."""

    def __init__(self, path):
        self.path = path
        self.options = ["--mailer", "file", "--mail-dir", str(path), *FROM]

    @property
    def mails(self):
        files = sorted(self.path.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]

    def wait_for(self, recipient, number=1):
        deadline = time.monotonic() + PATIENCE
        while len(found := [mail for mail in self.mails if mail["To"] == recipient]) < number:
            assert time.monotonic() < deadline, [mail["To"] for mail in self.mails]
            time.sleep(0.05)
        return found[number - 1]


@pytest.fixture(params=["smtp", "file"])
def mailbox(request, tmp_path):
    if request.param == "file":
        yield Folder(tmp_path / "mails")
        return
    with MailServer() as server:
        server.options = ["--mailer", "smtp", "--smtp-url", f"smtp://127.0.0.1:{server.port}", *FROM]
        yield server


def secrets_of(mail):
    """Codes, links and whatever else looks made up at random."""
    text = mail.get_body(("plain",)).get_content()
    return re.findall(r"(?<!\d)\d{6}(?!\d)", text) + re.findall(r"https?://\S+", text)


def is_in(secret, text):
    """Six digits by themselves: not those of a time or of a duration."""
    return re.search(rf"(?<![\d.:]){re.escape(secret)}(?!\d)", text) is not None


def content_of(house, tmp_path):
    """Everything that the database holds, as text."""
    url = house.server.database
    if url.startswith("sqlite:"):
        files = [file for file in tmp_path.iterdir() if file.name.startswith("own.db")]
        return b"".join(file.read_bytes() for file in files).decode("utf-8", "replace")
    tables = execute(url, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    return "\n".join(str(row) for (table,) in tables for row in execute(url, f'SELECT * FROM "{table}"'))


def prove(house, person, address, mail):
    body = {"user_id": person.user_id, "email": address, "verify_code": code_in(mail)}
    assert house.client.put("/api/auth/v1", body).status == 200


def live_through_everything(house, mailbox):
    """One person, and every kind of mail that the server can be brought to send."""
    person = house.sign_up()
    mailbox.wait_for(person.email)
    assert house.client.post("/api/auth/v1", {"user_id": person.user_id, "email": person.email}).status == 202
    prove(house, person, person.email, mailbox.wait_for(person.email, number=2))
    house.sign_in(person)

    address = people.email()
    change = {"email": address, "current_password": person.password}
    assert house.client.put(person.path, change, token=person.token).status == 200
    prove(house, person, address, mailbox.wait_for(address))

    change = {"new_password": "Another-Quiet-River-77", "current_password": person.password}
    assert house.client.put(person.path, change, token=person.token).status == 200
    mailbox.wait_for(address, number=2)


def test_no_secret_of_a_mail_is_in_the_log_or_the_database(open_server, database_url, mailbox, tmp_path):
    house = open_server(database_url, options=[*mailbox.options, *DEBUG])
    live_through_everything(house, mailbox)
    house.server.stop()
    log = "\n".join(house.server.raw_log) + house.server.stderr
    stored = content_of(house, tmp_path)
    secrets = [secret for mail in mailbox.mails for secret in secrets_of(mail)]
    assert len(secrets) >= 3 and "mail_sent" in log
    for secret in secrets:
        assert not is_in(secret, log), [line for line in house.server.raw_log if secret in line]
        assert not is_in(secret, stored)
    for words in WORDS:
        assert words not in log and words not in stored
    for event in ("verification_code", "password_reset_code", "account_change_notice", "session_reuse_notice"):
        assert f'"event":"{event}"' not in log
    for line in house.server.lines:
        assert "@example.com" not in str(line), line


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_mail_that_waits_is_sealed(open_server, database_url, tmp_path, language):
    with MailServer() as server:
        server.holding.set()
        house = open_server(
            database_url,
            options=["--mailer", "smtp", "--smtp-url", f"smtp://127.0.0.1:{server.port}", *FROM, *DEBUG],
        )
        body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
        house.client.post("/api/user/v1/signup", body, headers={"Accept-Language": language})
        server.wait_for_attempts(1)
        mail = email.message_from_bytes(server.attempts[0][1].content, policy=email.policy.default)
        stored = content_of(house, tmp_path)
        assert "@shop.example" in stored and not is_in(code_in(mail), stored)
        for words in [*WORDS, mail["Subject"], mail.get_body(("plain",)).get_content().splitlines()[2]]:
            assert words not in stored
        server.holding.clear()
