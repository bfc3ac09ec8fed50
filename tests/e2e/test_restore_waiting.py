"""What waited at the time of a backup: nobody is told of it by a server that begins anew."""

import sqlite3

from tests.support import backups
from tests.support.mail_server import SilentServer
from tests.support.rows import rows


def test_nothing_that_waited_is_sent_after_a_restore(open_server, tmp_path):
    source, target, folder = f"sqlite:{tmp_path / 'own.db'}", f"sqlite:{tmp_path / 'restored.db'}", tmp_path / "data"
    smtp = ["--mailer", "smtp", "--mail-from", "no-reply@shop.example", "--smtp-url"]
    with SilentServer() as silent:
        house = open_server(source, options=[*smtp, f"smtp://127.0.0.1:{silent.port}"])
        house.sign_up()
        silent.wait_for_connections(1)
        house.server.stop()
    with sqlite3.connect(tmp_path / "own.db") as database:
        database.execute("UPDATE outbox SET delivered_at = NULL")
    waiting = ["SELECT 1 FROM outbox WHERE delivered_at IS NULL", "SELECT 1 FROM mails WHERE sent_at IS NULL"]
    assert all(rows(source, what) for what in waiting)
    backups.back_up(source, folder, tmp_path / "one.db")
    backups.restore(target, folder, tmp_path / "one.db")
    assert [rows(target, what) for what in waiting] == [[], []]
