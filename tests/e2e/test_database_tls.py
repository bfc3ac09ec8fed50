"""PostgreSQL over TLS: what the URL asks for is kept, and nobody is let in without the password."""

import shutil

import pytest

from tests.support.mail_server import make_certificates
from tests.support.postgres import Cluster, execute
from tests.support.server import Server

PASSWORD = "d4tabase-canary"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A cluster that takes the role `app` over TLS alone, by its password."""
    certificates = tmp_path_factory.mktemp("certificates")
    make_certificates(certificates)
    cluster = Cluster()
    data = cluster.folder / "data"
    shutil.copy(certificates / "mail.pem", data / "server.pem")  # the certificate and its key
    shutil.chown(data / "server.pem", cluster.owner)
    (data / "server.pem").chmod(0o600)
    with open(data / "postgresql.conf", "a") as settings:
        settings.write("ssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.pem'\n")
    (data / "pg_hba.conf").write_text(
        f"local all {cluster.owner} trust\nhostssl all app 127.0.0.1/32 scram-sha-256\n"
    )
    cluster.start()
    as_owner = f"postgresql:///postgres?host={cluster.folder}&port={cluster.port}&user={cluster.owner}"
    execute(as_owner, f"CREATE ROLE app LOGIN PASSWORD '{PASSWORD}'", "CREATE DATABASE app OWNER app")
    yield cluster, certificates
    cluster.remove()


def url(cluster, mode, password=PASSWORD, authority=None):
    root = f"&sslrootcert={authority}" if authority else ""
    return f"postgresql://app:{password}@127.0.0.1:{cluster.port}/app?sslmode={mode}{root}"


def why_not(folder, database):
    """What a start says that is refused, asked to end before it has waited for a better day."""
    server = Server(database, data_dir=folder / "data").launch()
    try:
        reason = server.wait_for_line("database_awaited")["reason"]
        server.stop()
    finally:
        server.close()
    assert PASSWORD not in "\n".join(server.raw_log) and "listening" not in str(server.lines)
    return reason


def test_a_certificate_that_is_vouched_for_is_taken(open_server, cluster):
    server, certificates = cluster
    house = open_server(url(server, "verify-full", authority=certificates / "ca.pem"))
    assert house.sign_in(house.sign_up())
    house.server.stop()


def test_a_certificate_of_another_authority_is_refused(tmp_path, cluster):
    make_certificates(tmp_path)
    assert "SSL error" in why_not(tmp_path, url(cluster[0], "verify-full", authority=tmp_path / "ca.pem"))


def test_a_password_is_asked_for(tmp_path, cluster):
    assert "password authentication failed" in why_not(tmp_path, url(cluster[0], "require", password="wrong-one"))
    assert "no encryption" in why_not(tmp_path, url(cluster[0], "disable"))
