"""Mails over SMTP, to a real server: in the clear, over TLS, signed in, refused, and away."""

import re
import time
from urllib.parse import quote

import pytest

from tests.support import people
from tests.support.mail_server import PASSWORD, USER, MailServer, code_in, free_port, make_certificates
from tests.support.server import run_gatehouse

FROM = ["--mail-from", "Example Shop <no-reply@shop.example>"]


def smtp(server, scheme="smtp", user=None, *options, password=PASSWORD):
    """The options that send mails to a server of the test."""
    signed_in = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    return ["--mailer", "smtp", "--smtp-url", f"{scheme}://{signed_in}127.0.0.1:{server.port}", *FROM, *options]


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server


def mail_command(house, *arguments):
    return run_gatehouse(
        "mail", *arguments, "--database", house.server.database, "--data-dir", house.server.data_dir
    )


def metric(house, name):
    text = house.admin.get("/metrics").body.decode()
    return float(re.search(rf"^{name} (\S+)$", text, re.MULTILINE).group(1))


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_code_arrives_and_is_good(open_server, database_url, mail_server):
    house = open_server(database_url, options=smtp(mail_server))
    person = house.sign_up()
    mail = mail_server.wait_for(person.email)
    assert mail["From"] == "Example Shop <no-reply@shop.example>"
    assert mail["Subject"] == "Your Example Shop verification code"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Date"].datetime
    assert re.fullmatch(r"<[A-Za-z0-9_-]{22}@shop\.example>", mail["Message-ID"])
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert mail.envelope.mail_from == "no-reply@shop.example" and mail.envelope.rcpt_tos == [person.email]
    assert mail.defects == [] and max(map(len, mail.envelope.content.split(b"\r\n"))) <= 78
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": code_in(mail)}
    )
    assert answer.data == {"is_verified": True}
    wait_until(lambda: metric(house, "gatehouse_mails_sent_total") == 1)
    assert metric(house, "gatehouse_mails_waiting") == 0


def test_a_korean_gets_a_korean_mail(open_server, database_url, mail_server):
    house = open_server(database_url, options=smtp(mail_server))
    address = people.email()
    body = {"nickname": people.nickname(), "email": address, "password": people.PASSWORD}
    answer = house.client.post(
        "/api/user/v1/signup", body, headers={"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}
    )
    assert answer.status == 201
    mail = mail_server.wait_for(address)
    assert mail["Subject"] == "Example Shop 인증 코드"
    text = mail.get_body(("plain",)).get_content()
    assert "요청하신 인증 코드입니다." in text and "3분 안에" in text
    assert '<html lang="ko">' in mail.get_body(("html",)).get_content()
    assert mail.envelope.content.isascii() and code_in(mail)


def test_tls_is_begun_and_the_certificate_checked(open_server, tmp_path):
    with MailServer(tls=make_certificates(tmp_path)) as server:
        house = open_server(
            options=smtp(server, "smtp", None, "--smtp-starttls", "required", "--smtp-ca", f"{tmp_path}/ca.pem")
        )
        house_mail = server.wait_for(house.sign_up().email)
        assert house_mail and server.attempts[0][2]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server sees no TLS that began with the connection
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_users_sign_in_over_tls(open_server, tmp_path, scheme):
    with MailServer(tls=make_certificates(tmp_path), smtps=scheme == "smtps", password=PASSWORD) as server:
        house = open_server(options=smtp(server, scheme, USER, "--smtp-ca", f"{tmp_path}/ca.pem"))
        server.wait_for(house.sign_up().email)
        assert server.attempts[0][3].login.decode() == USER


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("fault", ["unknown authority", "other host", "no TLS"])
def test_nothing_is_sent_to_a_server_that_cannot_prove_itself(open_server, tmp_path, fault):
    tls = make_certificates(tmp_path, host="127.0.0.2" if fault == "other host" else "127.0.0.1")
    trusted = [] if fault == "unknown authority" else ["--smtp-ca", f"{tmp_path}/ca.pem"]
    with MailServer(tls=None if fault == "no TLS" else tls, password=PASSWORD) as server:
        house = open_server(options=smtp(server, "smtp", USER, *trusted))
        house.sign_up()
        line = house.server.wait_for_line("mail_failed")
        assert line["reason"] and server.attempts == [] and server.sign_ins == 0
        assert PASSWORD not in "\n".join(house.server.raw_log)


def test_a_wrong_password_is_no_fault_of_the_mail(open_server, tmp_path):
    with MailServer(tls=make_certificates(tmp_path), password=PASSWORD) as server:
        options = smtp(server, "smtp", USER, "--smtp-ca", f"{tmp_path}/ca.pem", password="wr0ng-canary")
        house = open_server(options=options)
        house.sign_up()
        line = house.server.wait_for_line("mail_failed", attempt=2)
        assert "535" in line["reason"] or "denied" in line["reason"]
        assert server.attempts == [] and metric(house, "gatehouse_mails_dead") == 0
        assert "wr0ng-canary" not in "\n".join(house.server.raw_log)


@pytest.mark.parametrize("answer", ["451 4.3.0 busy", "421 4.3.2 closing"])
def test_a_busy_server_is_tried_again(open_server, database_url, mail_server, answer):
    mail_server.answers = [answer, answer]
    house = open_server(database_url, options=smtp(mail_server))
    person = house.sign_up()
    mail = mail_server.wait_for(person.email)
    times = [attempt[0] for attempt in mail_server.attempts]
    assert len(times) == 3 and times[1] - times[0] >= 0.9 and times[2] - times[1] >= 1.9
    ids = {re.search(rb"Message-ID: (\S+)", attempt[1].content).group(1) for attempt in mail_server.attempts}
    assert len(ids) == 1 and code_in(mail)
    assert metric(house, "gatehouse_mails_failed_total") == 2


@pytest.mark.parametrize("where", ["recipient", "mail"])
def test_a_refused_mail_is_a_dead_letter_until_it_is_retried(open_server, database_url, mail_server, where):
    refusals = ["550 5.1.1 nobody here"] * 2
    if where == "recipient":
        mail_server.answers_to_recipients = refusals
    else:
        mail_server.answers = refusals
    house = open_server(database_url, options=smtp(mail_server))
    first, second = house.sign_up(), house.sign_up()
    wait_until(lambda: metric(house, "gatehouse_mails_dead") == 2)
    listed = mail_command(house, "list").stdout
    rows = [line.split("\t") for line in listed.splitlines()]
    assert len(rows) == 2 and all(row[2] == "verification_code" and "550" in row[6] for row in rows)
    assert first.email not in listed

    assert mail_command(house, "retry", rows[0][0]).returncode == 0
    mail_server.wait_for(first.email)
    assert mail_command(house, "retry", "--all").stdout == "Mails that wait again: 1\n"
    assert code_in(mail_server.wait_for(second.email))
    assert "no dead letters" in mail_command(house, "list").stdout
    assert mail_command(house, "retry", rows[0][0]).returncode == 1


def test_a_server_that_comes_back_gets_what_waited(open_server, database_url):
    port = free_port()
    with MailServer(port=port) as server:
        options = smtp(server)
    house = open_server(database_url, options=options)
    person = house.sign_up()
    house.server.wait_for_line("mail_failed")
    with MailServer(port=port) as server:
        assert code_in(server.wait_for(person.email))


def test_a_new_code_takes_the_place_of_one_that_waits(open_server, mail_server):
    mail_server.answers = ["451 busy"]
    house = open_server(options=smtp(mail_server))
    person = house.sign_up()
    mail_server.wait_for_attempts(1)
    house.server.wait_for_line("mail_failed")
    answer = house.client.post("/api/auth/v1", {"user_id": person.user_id, "email": person.email})
    assert answer.status in (200, 202), answer
    mail = mail_server.wait_for(person.email)
    time.sleep(1.5)  # the older one would have come by now
    assert len([m for m in mail_server.mails if m["To"] == person.email]) == 1
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": code_in(mail)}
    )
    assert answer.status == 200


INJECTIONS = [
    "\r\nBcc: victim@example.com",
    "\nBcc: victim@example.com",
    "\r\n\r\nforged",
    ">\r\nRCPT TO:<victim@example.com",
    "%0d%0aBcc:victim@example.com",
    "\u2028Bcc: victim@example.com",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_nothing_that_was_typed_begins_a_header_or_a_command(open_server, mail_server, text):
    house = open_server(options=smtp(mail_server))
    for body in (
        {"email": "kim" + text + "@example.com"},
        {"email": "kim@example.com" + text},
        {"nickname": "kim" + text},
    ):
        values = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD, **body}
        house.client.post("/api/user/v1/signup", values, headers={"User-Agent": "x\tBcc: victim@example.com"})
    witness = house.sign_up()
    mail_server.wait_for(witness.email)
    for mail in mail_server.mails:
        assert mail["Bcc"] is None and mail.envelope.rcpt_tos == [mail["To"]]
        assert set(mail.keys()) == {
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            *({"X-Peer", "X-MailFrom", "X-RcptTo"} & set(mail.keys())),
        }
        assert b"victim" not in mail.envelope.content
