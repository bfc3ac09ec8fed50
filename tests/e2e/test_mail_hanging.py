"""Mail servers that let one wait: nobody else waits with them, not even the end of the program."""

import re
import socketserver
import threading
import time

import pytest

from tests.support.mail_server import MailServer, SilentServer, code_in
from tests.support.postgres import FreshDatabase, execute
from tests.support.server import PATIENCE

FROM = ["--mail-from", "no-reply@shop.example"]
PROMPT = 15.0  # seconds; a mail may take 30


def smtp(port, *options):
    return ["--mailer", "smtp", "--smtp-url", f"smtp://127.0.0.1:{port}", *FROM, *options]


def seconds_to_stop(house):
    begin = time.monotonic()
    house.server.stop()
    return time.monotonic() - begin


def test_requests_and_events_go_on_while_a_server_hangs(open_server, database_url):
    with SilentServer() as server:
        house = open_server(database_url, options=smtp(server.port))
        people = [house.sign_up() for _ in range(5)]
        server.wait_for_connections(2)  # as many as senders
        begin = time.monotonic()
        for person in people:
            house.sign_in(person)
            assert house.account(person)["email_verified"] is False
        assert house.client.put(
            "/api/auth/v1", {"user_id": people[0].user_id, "email": people[0].email, "verify_code": "000000"}
        ).status in (200, 422)
        assert time.monotonic() - begin < PROMPT


def test_a_mail_is_given_no_longer_than_its_limit(open_server, database_url):
    limits = ["--smtp-connect-timeout", "500ms", "--smtp-timeout", "1s", "--mail-senders", "1"]
    with SilentServer() as server:
        house = open_server(database_url, options=smtp(server.port, *limits))
        first, second = house.sign_up(), house.sign_up()
        for person in (first, second):
            line = house.server.wait_for_line("mail_failed", user_id=person.user_id, timeout=10)
            assert re.search("tim", line["reason"], re.IGNORECASE), line


def test_a_mail_that_is_taken_and_not_answered_is_tried_again(open_server, database_url):
    limits = ["--smtp-connect-timeout", "1s", "--smtp-timeout", "2s"]
    with MailServer() as server:
        server.holding.set()
        house = open_server(database_url, options=smtp(server.port, *limits))
        person = house.sign_up()
        house.server.wait_for_line("mail_failed", user_id=person.user_id)
        server.holding.clear()
        assert code_in(server.wait_for(person.email, number=1))


@pytest.mark.parametrize("phase", ["greeting", "answer"])
def test_the_program_ends_promptly_and_the_mail_goes_out_after_the_next_start(
    open_server, database_url, tmp_path, phase
):
    with SilentServer() as silent, MailServer() as server:
        server.holding.set()
        house = open_server(database_url, options=smtp(silent.port if phase == "greeting" else server.port))
        person = house.sign_up()
        if phase == "greeting":
            silent.wait_for_connections(1)
        else:
            server.wait_for_attempts(1)
        assert seconds_to_stop(house) < PROMPT
        server.holding.clear()
        open_server(database_url, options=smtp(server.port))
        assert code_in(server.wait_for(person.email, timeout=PROMPT))


class ServerWithoutFarewell(socketserver.ThreadingTCPServer):
    """Takes mails like any other, each answer after a pause, and does not answer a QUIT."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, pause=0):
        self.taken, self.pause = threading.Event(), pause
        super().__init__(("127.0.0.1", 0), self.Conversation)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 ready\r\n")
            in_data = False
            for line in self.rfile:
                if in_data and line != b".\r\n" or line.upper().startswith(b"QUIT"):
                    continue
                if in_data:
                    self.server.taken.set()
                in_data = line.upper().startswith(b"DATA")
                time.sleep(self.server.pause)
                self.wfile.write(b"354 go on\r\n" if in_data else b"250 OK\r\n")


def test_the_program_ends_promptly_without_a_farewell(open_server):
    with ServerWithoutFarewell() as server:
        house = open_server(options=smtp(server.port))
        house.sign_up()
        house.server.wait_for_line("mail_sent")
        assert server.taken.is_set() and seconds_to_stop(house) < PROMPT
        server.shutdown()


def test_a_server_that_answers_slowly_has_no_longer_for_all_its_answers(open_server):
    limits = ["--smtp-connect-timeout", "1500ms", "--smtp-timeout", "1500ms"]
    with ServerWithoutFarewell(pause=0.5) as server:
        house = open_server(options=smtp(server.port, *limits))
        person = house.sign_up()
        line = house.server.wait_for_line("mail_failed", user_id=person.user_id)
        assert re.search("tim", line["reason"], re.IGNORECASE) and not server.taken.is_set()
        server.shutdown()


def test_a_killed_server_loses_no_mail(open_server, tmp_path):
    """On a file of its own the next start does not even wait for the lease."""
    url = f"sqlite:{tmp_path / 'own.db'}"
    with SilentServer() as silent, MailServer() as server:
        house = open_server(url, options=smtp(silent.port))
        person = house.sign_up()
        silent.wait_for_connections(1)
        house.server.kill()
        open_server(url, options=smtp(server.port))
        assert code_in(server.wait_for(person.email, timeout=PROMPT))


@pytest.fixture
def postgresql():
    database = FreshDatabase()
    yield database.url
    database.drop()


def test_two_servers_send_each_mail_once(postgresql, open_server, tmp_path):
    with MailServer() as server:
        key = ["--master-key-file", str(tmp_path / "first" / "master.key")]
        pair = [
            open_server(postgresql, data_dir=tmp_path / name, options=[*smtp(server.port), *key])
            for name in ("first", "second")
        ]
        people = [pair[number % 2].sign_up() for number in range(24)]
        for person in people:
            server.wait_for(person.email)
        deadline = time.monotonic() + PATIENCE
        while execute(postgresql, "SELECT count(*) FROM mails WHERE sent_at IS NULL")[0][0]:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert sorted(mail["To"] for mail in server.mails) == sorted(person.email for person in people)
        for house in pair:
            house.server.close()
