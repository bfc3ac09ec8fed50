"""The mailer that puts mails into a folder, and what is told at the start of faulty settings and templates."""

import email
import email.policy
import re
import time

import pytest

from tests.support.mail_server import code_in
from tests.support.server import PATIENCE, run_gatehouse

SMTP = ["--mailer", "smtp", "--smtp-url", "smtp://127.0.0.1:1", "--mail-from", "no-reply@shop.example"]


def wait_for_mail(folder, recipient):
    deadline = time.monotonic() + PATIENCE
    while True:
        for file in sorted(folder.glob("*.eml")):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if mail["To"] == recipient:
                return mail
        assert time.monotonic() < deadline, list(folder.glob("*"))
        time.sleep(0.05)


def test_mails_lie_in_the_folder_for_their_owner_alone(open_server, database_url, tmp_path):
    house = open_server(database_url, options=["--mailer", "file"])
    person = house.sign_up()
    folder = house.server.data_dir / "mails"
    mail = wait_for_mail(folder, person.email)
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": code_in(mail)}
    )
    assert answer.status == 200 and mail["From"] == "gatehouse@localhost"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_a_folder_that_is_gone_is_waited_for(open_server, tmp_path):
    folder = tmp_path / "out"
    house = open_server(options=["--mailer", "file", "--mail-dir", str(folder)])
    folder.rmdir()
    person = house.sign_up()
    house.server.wait_for_line("mail_failed")
    folder.mkdir()
    assert code_in(wait_for_mail(folder, person.email))


def test_templates_of_an_operator_take_the_place_of_the_built_in_ones(open_server, tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "verification_code.en.txt").write_text("Subject: Hi from {{service}}\n\n=> {{code}} <=\n")
    options = ["--mailer", "file", "--mail-from", "Shop <a@shop.example>", "--mail-templates", str(templates)]
    house = open_server(options=options)
    mail = wait_for_mail(house.server.data_dir / "mails", house.sign_up().email)
    assert mail["Subject"] == "Hi from Shop"
    assert re.fullmatch(r"=> \d{6} <=\s*", mail.get_body(("plain",)).get_content())
    assert "Hello," in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    "name, content",
    [
        ("verification_code.en.txt", "Subject: x\n\nno code\n"),
        ("verification_code.ko.html", "<p>{{kode}}{{code}}</p>"),
        ("password_reset_code.en.html", "<p>{{{code}}}</p>"),
        ("account_change_notice.en.txt", "{{undo_url}}"),
        ("verification_code.fr.txt", "Subject: x\n\n{{code}}\n"),
    ],
)
def test_a_bad_template_stops_the_start_by_its_name(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    result = run_gatehouse(
        "serve", "--listen", "127.0.0.1:0", "--data-dir", tmp_path / "data", "--mail-templates", tmp_path
    )
    assert result.returncode == 1 and name in result.stderr, result.stderr


@pytest.mark.parametrize(
    "options, named",
    [
        (["--mailer", "smtp"], ["--smtp-url", "--mail-from"]),
        ([*SMTP[:4]], ["--mail-from"]),
        ([*SMTP[2:]], ["--mailer smtp"]),
        (["--mailer", "pigeon"], ["--mailer"]),
        (["--mail-from", "nobody"], ["--mail-from"]),
        (["--mail-from", "x\r\nBcc: y <a@b.example>"], ["--mail-from"]),
        ([*SMTP, "--smtp-connect-timeout", "1m"], ["--smtp-connect-timeout"]),
        (["--smtp-url", "smtp://kim:s3cret-canary@h.example", "--smtp-starttls", "off", *SMTP[:2], *SMTP[4:]], ["--smtp-starttls"]),
        (["--smtp-url", "http://kim:s3cret-canary@h.example", *SMTP[:2], *SMTP[4:]], ["--smtp-url"]),
    ],
)
def test_what_does_not_go_together_is_told_at_the_start(tmp_path, options, named):
    result = run_gatehouse("serve", *options, cwd=tmp_path)
    assert result.returncode == 2 and all(name in result.stderr for name in named), result.stderr
    assert "s3cret-canary" not in result.stderr + result.stdout


def test_an_authority_file_that_is_not_there_stops_the_start(tmp_path):
    result = run_gatehouse("serve", "--listen", "127.0.0.1:0", *SMTP, "--smtp-ca", "absent.pem", cwd=tmp_path)
    assert result.returncode == 1 and "absent.pem" in result.stderr


def test_the_password_of_the_mail_server_may_stand_in_a_file_and_is_never_shown(tmp_path):
    (tmp_path / "url").write_text("smtps://kim:s3cret-canary@mail.example.com\n")
    result = run_gatehouse(
        "config",
        "--mailer",
        "smtp",
        "--mail-from",
        "a@shop.example",
        cwd=tmp_path,
        env={"GATEHOUSE_SMTP_URL_FILE": str(tmp_path / "url")},
    )
    assert result.returncode == 0 and "smtps://kim:****@mail.example.com" in result.stdout
    assert "s3cret-canary" not in result.stdout
