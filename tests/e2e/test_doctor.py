"""`gatehouse doctor`: each planted fault is named, and a sound installation has none."""

import datetime
import json
import os
import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import backups
from tests.support.doctor import examine, own_database, sound
from tests.support.mail_server import PASSWORD, USER, MailServer, free_port
from tests.support.mail_server import make_certificates as make_mail_certificates
from tests.support.server import BINARY, environment, run_gatehouse
from tests.support.small_disk import SmallDisk


@pytest.fixture
def folder(sound_installation, tmp_path):
    return Path(shutil.copytree(sound_installation, tmp_path / "data"))


def own_log(folder):
    log = folder / "gatehouse.db-wal"
    return log.stat().st_size if log.exists() else 0


def contents(folder):
    """What stands in a folder, but for what SQLite puts there for whoever reads."""
    of_readers = {"gatehouse.db-shm"} | ({"gatehouse.db-wal"} if not own_log(folder) else set())
    files = [path for path in sorted(folder.rglob("*")) if path.name not in of_readers]
    return {path: (path.lstat().st_mode, path.lstat().st_uid, path.is_file() and path.read_bytes()) for path in files}


def test_a_sound_installation_has_nothing_and_stays_as_it_is(folder, tmp_path):
    before = contents(folder)
    assert examine(folder) == {}
    text = run_gatehouse("doctor", "--data-dir", folder, *sound(), cwd=tmp_path)
    assert text.returncode == 0 and "nothing is wrong" in text.stdout and text.stderr == "", text
    assert contents(folder) == before


def test_a_database_that_was_just_restored_stays_as_it_is(folder, tmp_path):
    database = f"sqlite:{own_database(folder)}"
    backups.back_up(database, folder, tmp_path / "one.db")
    backups.restore(database, folder, tmp_path / "one.db", "--force")
    before = contents(folder)
    assert examine(folder) == {}
    assert contents(folder) == before


def test_where_nothing_is_installed_that_is_said_and_nothing_made(tmp_path):
    found = examine(tmp_path / "mistyped")
    assert set(found) == {"no_installation"}
    assert found["no_installation"].endswith(f"and no data folder {tmp_path / 'mistyped'}")
    assert not (tmp_path / "mistyped").exists()
    (tmp_path / "new").mkdir(mode=0o700)
    assert examine(tmp_path / "new") == {"no_installation": f"there is no database {tmp_path / 'new/gatehouse.db'}"}
    assert list((tmp_path / "new").iterdir()) == []


def test_works_beside_a_running_server(open_server, tmp_path):
    house = open_server(None)
    house.member()
    assert examine(house.server.data_dir) == {}


def test_text_tells_what_why_and_what_to_do(folder, tmp_path):
    result = run_gatehouse("doctor", "--data-dir", folder, *sound(), "--limits", "off", cwd=tmp_path)
    assert result.returncode == 1
    assert "limits_off: --limits is off\n  why: " in result.stdout and "\n  do:  leave out" in result.stdout


@pytest.mark.parametrize("words", [["--jso"], ["now"], ["--json", "--json"]])
def test_asked_wrongly(words):
    assert run_gatehouse("doctor", *words).returncode == 2
    assert "--json" in run_gatehouse("doctor", "--help").stdout


# --- by options alone

PUBLIC = ["--listen", "0.0.0.0:0", "--behind-tls-proxy", "--trusted-proxies", "10.0.0.1", "--issuer", "https://id.test"]

OPTIONS = {
    "setting_refused": ["--hash-memory", "256MiB", "--hash-threads", "65536"],
    "plain_http_exposed": ["--listen", "0.0.0.0:0"],
    "admin_exposed": ["--admin-listen", "0.0.0.0:0"],
    "issuer_not_https": ["--behind-tls-proxy", "--trusted-proxies", "10.0.0.1"],
    "public_url_not_https": [*PUBLIC, "--public-url", "http://id.test"],
    "trusted_proxies_everything": ["--trusted-proxies", "0.0.0.0/1,128.0.0.0/1"],
    "proxy_not_trusted": ["--behind-tls-proxy"],
    "limits_off": ["--limits", "off"],
    "mailer_log": PUBLIC,
    "mailer_file": [*PUBLIC, "--mailer", "file"],
    "smtp_in_the_clear": [
        "--mailer=smtp",
        "--smtp-url=smtp://192.0.2.1:1",
        "--mail-from=a@b.test",
        "--smtp-starttls=off",
    ],
    "open_files": ["--max-connections", "1000000"],
    "hash_slow": ["--hash-memory", "256MiB", "--hash-iterations", "4", "--hash-threads", "1", "--queue-deadline", "100ms"],
    "database_wait": ["--database-wait", "20s", "--queue-deadline", "2s"],
    "tokens_outlive_sessions": ["--refresh-idle-lifetime", "1m"],
    "idle_beyond_absolute": ["--refresh-absolute-lifetime", "1h"],
    "tokens_live_long": ["--access-token-lifetime", "8h"],
    "keys_change_often": ["--key-rotation", "1h", "--access-token-lifetime", "30m"],
    "certificate_unusable": ["--tls-cert", "/nowhere.pem", "--tls-key", "/nowhere.key"],
    "database_unreachable": ["--database", "postgresql://nobody@127.0.0.1:1/none"],
    "revisions_unusable": ["--migrations-dir", "broken"],
}


def test_an_address_that_others_use_makes_an_installation_public(folder):
    """A proxy on the same machine leads there, and nobody has said so."""
    found = set(examine(folder, "--issuer", "http://id.example.com"))
    assert found == {"issuer_not_https", "mailer_log"}
    assert set(examine(folder, "--public-url", "http://id.example.com")) == found
    for local in ("http://127.0.0.1:8080", "http://[::1]:8080", "http://id.localhost"):
        assert examine(folder, "--issuer", local) == {}


@pytest.mark.parametrize("name", OPTIONS)
def test_options_that_are_a_fault_are_named(folder, tmp_path, name):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "0009_far.sql").write_text(
        "-- gatehouse revision\n-- revision: 0009\n-- revises: 0008\n-- message: far away\n"
        "-- created: 2026-11-20T12:00:00Z\n\n-- up\nSELECT 1;\n\n-- down\nSELECT 1;\n"
    )
    found = examine(folder, *OPTIONS[name], cwd=tmp_path)
    assert name in found, found


def test_a_public_installation_can_be_sound(folder):
    with MailServer() as mail_server:
        options = [*PUBLIC, "--mailer=smtp", f"--smtp-url=smtp://127.0.0.1:{mail_server.port}", "--mail-from=a@b.test"]
        assert examine(folder, *options) == {}
        assert mail_server.attempts == []
    assert set(examine(folder, *options)) == {"smtp_unreachable"}


def test_a_mail_server_that_would_take_nothing_is_named(folder, tmp_path):
    def found(url, *more):
        return examine(folder, "--mailer=smtp", "--mail-from=a@b.test", "--smtp-url", url, *more)

    with MailServer() as plain:
        starttls = f"smtp://127.0.0.1:{plain.port}", "--smtp-starttls=required"
        assert set(found(*starttls)) == {"smtp_refuses"}
    tls = make_mail_certificates(tmp_path)
    trusted = "--smtp-starttls=required", f"--smtp-ca={tmp_path / 'ca.pem'}"
    with MailServer(tls=tls, password=PASSWORD) as strict:
        where = f"127.0.0.1:{strict.port}"
        user = USER.replace("@", "%40")
        good = found(f"smtp://{user}:{PASSWORD.replace('@', '%40').replace('/', '%2F')}@{where}", *trusted)
        assert set(good) == {"password_in_flags"} and strict.sign_ins == 1 and strict.attempts == []
        assert "smtp_refuses" in found(f"smtp://{user}:wrong-canary@{where}", *trusted)
        assert "certificate" in found(f"smtp://{where}", "--smtp-starttls=required")["smtp_refuses"]


@pytest.mark.parametrize("least", [300, 60])
def test_too_few_files_of_the_process_are_named(folder, tmp_path, least):
    words = [BINARY, "doctor", "--json", "--data-dir", folder, *sound(["--max-connections"]), "--max-connections", "200"]
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (least, least))  # noqa: E731
    result = subprocess.run(
        list(map(str, words)), preexec_fn=limit, cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["id"] == "open_files" and str(least) in finding["what"] and "LimitNOFILE" in finding["remedy"]


# --- files

FILES = {
    "data_dir_exposed": lambda folder: folder.chmod(0o750),
    "master_key_exposed": lambda folder: (folder / "master.key").chmod(0o640),
    "database_exposed": lambda folder: own_database(folder).chmod(0o644),
    "master_key_missing": lambda folder: (folder / "master.key").unlink(),
    "master_key_unreadable": lambda folder: (folder / "master.key").write_text("none\n"),
}


for suffix in (".restoring", "-20261123T030000Z.db.draft"):
    FILES["left_over " + suffix] = lambda folder, name="gatehouse.db" + suffix: (folder / name).write_text("")


def moved_behind_a_link(path):
    path.rename(path.with_suffix(".elsewhere"))
    path.symlink_to(path.with_suffix(".elsewhere"))


FILES["master_key_link"] = lambda folder: moved_behind_a_link(folder / "master.key")
FILES["database_hard_link"] = lambda folder: os.link(own_database(folder), folder / "of-yesterday.db")
FILES["database_link"] = lambda folder: moved_behind_a_link(own_database(folder))


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_a_fault_are_named(folder, name):
    FILES[name](folder)
    assert name.split()[0] in examine(folder)


def test_a_folder_where_others_can_replace_the_database_is_named(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in folder.glob("gatehouse.db*"):
        path.rename(elsewhere / path.name)

    def found(mode):
        elsewhere.chmod(mode)
        return examine(folder, "--database", f"sqlite:{elsewhere / 'gatehouse.db'}")

    for mode in (0o777, 0o770, 0o722):
        assert set(found(mode)) == {"database_folder_exposed"}, oct(mode)
    for mode in (0o700, 0o755, 0o1777):
        assert found(mode) == {}, oct(mode)
    if os.getuid() == 0:
        os.chown(elsewhere, 12345, 12345)
        assert "belongs to user 12345" in found(0o755)["database_folder_exposed"]
    (elsewhere / "gatehouse.db.restoring").write_text("")
    assert "left_over" in found(0o755)


def test_a_data_folder_that_is_none_is_named(tmp_path):
    (tmp_path / "data").write_text("")
    assert "data_dir_unusable" in examine(tmp_path / "data")


def test_a_key_of_another_database_is_named(folder, open_server, tmp_path):
    other = open_server(None, data_dir=tmp_path / "other")
    other.server.stop()
    (folder / "master.key").write_bytes((tmp_path / "other/master.key").read_bytes())
    found = examine(folder)
    assert set(found) == {"master_key_wrong"}, "under another key each trail looks broken"


def test_revisions_that_others_may_write_are_named(folder, tmp_path):
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations").chmod(0o777)
    assert set(examine(folder, cwd=tmp_path)) == {"migrations_dir_exposed"}
    (tmp_path / "migrations").chmod(0o755)
    revision = tmp_path / "migrations/9999_planted.sql"
    revision.write_text("")
    revision.chmod(0o666)
    assert set(examine(folder, cwd=tmp_path)) == {"migrations_dir_exposed"}


def test_a_full_disk_is_named(tmp_path):
    disk = SmallDisk(tmp_path / "small")
    try:
        assert set(examine(disk.path)) == {"disk_space", "no_installation"}
    finally:
        disk.remove()


def test_passwords_that_others_can_read_are_named(folder, tmp_path):
    url = "postgresql://kim:secret@127.0.0.1:1/none"
    assert "password_in_flags" in examine(folder, "--database", url)
    assert "password_in_flags" not in examine(folder, env={"GATEHOUSE_DATABASE": url})
    file = tmp_path / "gatehouse.toml"
    file.write_text(f'database = "{url}"\n')
    file.chmod(0o644)
    found = examine(folder, "--config", file)
    assert "config_file_exposed" in found
    file.chmod(0o600)
    assert "config_file_exposed" not in examine(folder, "--config", file)


# --- certificates


def certificate(folder, name, days, names="DNS:id.test"):
    """A self-signed one that ends in so many days, with its key."""
    files = folder / f"{name}.pem", folder / f"{name}.key"
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days, hours=1)
    start = end - datetime.timedelta(days=400)
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", files[1]],
                   check=True, capture_output=True)
    files[1].chmod(0o600)
    request = folder / f"{name}.csr"
    subprocess.run(["openssl", "req", "-new", "-key", files[1], "-subj", "/CN=id.test", "-out", request],
                   check=True, capture_output=True)
    authority = folder / f"{name}.ca"
    authority.mkdir()
    (authority / "index.txt").write_text("")
    (authority / "serial").write_text("01\n")
    (authority / "ca.cnf").write_text(
        "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
        "policy=any\nx509_extensions=names\n[any]\ncommonName=supplied\n"
        f"[names]\nsubjectAltName={names}\n"
    )
    stamp = "%Y%m%d%H%M%SZ"
    subprocess.run(["openssl", "ca", "-batch", "-selfsign", "-config", "ca.cnf", "-keyfile", files[1], "-in", request,
                    "-startdate", start.strftime(stamp), "-enddate", end.strftime(stamp), "-out", files[0], "-notext"],
                   check=True, capture_output=True, cwd=authority)
    return files


def test_certificates_are_looked_at(folder, tmp_path):
    def found(cert, key):
        return set(examine(folder, "--tls-cert", cert, "--tls-key", key, "--issuer", "https://id.test",
                           "--mailer", "file")) - {"mailer_file"}

    good, soon, late = (certificate(tmp_path, name, days) for name, days in (("a", 200), ("b", 5), ("c", -2)))
    assert found(*good) == set()
    assert found(*soon) == {"certificate_expires_soon"}
    assert found(*late) == {"certificate_expired"}
    assert found(good[0], soon[1]) == {"certificate_unusable"}


def test_certificates_name_the_hosts_of_issuer_and_links(folder, tmp_path):
    def found(files, issuer, *more):
        told = examine(folder, "--tls-cert", files[0], "--tls-key", files[1], "--issuer", issuer, "--mailer", "file", *more)
        told.pop("mailer_file")
        return told

    one = certificate(tmp_path, "one", 200)  # the subject is id.test for all
    assert found(one, "https://ID.test:8443/members") == {}
    assert found(one, "https://other.test") == {"certificate_names": f"{one[0]} is not for other.test"}
    assert found(one, "https://id.test", "--public-url", "https://links.test/") == {
        "certificate_names": f"{one[0]} is not for links.test"
    }
    wide = certificate(tmp_path, "wide", 200, "DNS:*.example.test,IP:192.0.2.7,IP:2001:db8::1")
    for host in ("a.example.test", "192.0.2.7", "[2001:db8::1]"):
        assert found(wide, f"https://{host}") == {}
    for host in ("a.b.example.test", "id.test", "192.0.2.8"):
        assert set(found(wide, f"https://{host}")) == {"certificate_names"}


def test_is_run_as_the_user_of_the_server(folder):
    if os.getuid() == 0:
        os.chown(folder, 12345, 12345)
        found = examine(folder)
        assert set(found) == {"wrong_user"} and "belongs to user 12345" in found["wrong_user"]
        os.chown(folder, 0, 0)
    assert examine(folder) == {}



SECRET = "canary-48-secret"


def test_no_secret_is_ever_told(folder, tmp_path):
    file = tmp_path / "gatehouse.toml"
    file.write_text(f'database = "postgresql://kim:{SECRET}@127.0.0.1:1/none"\nsmtp_url = "smtp://u:{SECRET}@127.0.0.1:1"\n')
    file.chmod(0o644)
    (folder / "master.key").write_text(SECRET + "\n")
    mail = ["--mailer=smtp", "--mail-from=a@b.test"]
    cases = [
        ["--config", file, *mail],
        ["--database", f"postgresql://kim:{SECRET}@none.invalid/none"],
        ["--database", f"postgresql://kim:{SECRET}@127.0.0.1:{free_port()}/none"],
        ["--database", f"nosql://kim:{SECRET}@127.0.0.1/none"],
        [*mail, "--smtp-url", f"smtp://kim:{SECRET}@127.0.0.1:{free_port()}"],
        [*mail, "--smtp-url", f"smtp://kim:{SECRET}@127.0.0.1:x"],
    ]
    for words in cases:
        for form in ([], ["--json"]):
            result = run_gatehouse("doctor", *form, "--data-dir", folder, *words, cwd=tmp_path)
            assert result.returncode == 1 and "master_key_unreadable" in result.stdout or "setting_refused" in result.stdout
            assert SECRET not in result.stdout + result.stderr, result
    held = run_gatehouse("doctor", "--data-dir", folder, cwd=tmp_path).stdout
    assert "master_key_unreadable" in held and SECRET not in held
