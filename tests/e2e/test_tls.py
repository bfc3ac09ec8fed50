"""TLS by the server itself, and a new certificate without a restart."""

import datetime
import ipaddress
import signal
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.client import Client
from tests.support.server import PATIENCE, Server, run_gatehouse


def write_certificate(folder, name):
    """A self-signed certificate for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.utcnow()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (folder / "tls.key").chmod(0o600)


def options(folder):
    return ["--tls-cert", str(folder / "tls.crt"), "--tls-key", str(folder / "tls.key")]


def trusting(folder):
    context = ssl.create_default_context(cafile=folder / "tls.crt")
    context.check_hostname = False
    return context


@pytest.fixture
def server(tmp_path):
    write_certificate(tmp_path, "first")
    server = Server(data_dir=tmp_path / "data", options=options(tmp_path)).start()
    yield server
    server.close()


def presented(server):
    """The certificate that the server shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with context.wrap_socket(socket.create_connection(server.address, timeout=10)) as peer:
        return (
            x509.load_der_x509_certificate(peer.getpeercert(binary_form=True)).subject.rfc4514_string(),
            peer.version(),
        )


def test_serves_https(server, tmp_path):
    client = Client(server.address, tls=trusting(tmp_path))
    assert client.get("/healthz").status == 200
    answer = client.post(
        "/api/user/v1/signup", {"nickname": "kim", "email": "kim@example.com", "password": "Quiet-Lantern-48"}
    )
    assert answer.status == 201
    server.stop()


def test_browsers_are_told_to_come_back_over_tls(server, tmp_path, on_sqlite):
    client = Client(server.address, tls=trusting(tmp_path))
    for path in ("/healthz", "/nowhere", "/docs"):
        assert client.get(path).headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
        assert "Strict-Transport-Security" not in on_sqlite.client.get(path).headers
    server.stop()


def test_browsers_are_told_so_by_a_server_behind_a_proxy_too(open_server):
    house = open_server(options=["--behind-tls-proxy"])
    assert house.client.get("/healthz").headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in house.admin.get("/metrics").headers


def test_speaks_tls_1_2_or_newer(server):
    assert presented(server)[1] in ("TLSv1.2", "TLSv1.3")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(OSError):
        old.wrap_socket(socket.create_connection(server.address, timeout=10))


def test_no_other_protocol_is_spoken_under_the_certificate(server):
    """Its client would otherwise be led here, and believe it had reached its own server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["imap"])
    with pytest.raises(ssl.SSLError):
        context.wrap_socket(socket.create_connection(server.address, timeout=10))
    context.set_alpn_protocols(["imap", "http/1.1"])
    with context.wrap_socket(socket.create_connection(server.address, timeout=10)) as peer:
        assert peer.selected_alpn_protocol() == "http/1.1"


def test_plain_http_is_not_answered_with_accounts(server):
    with socket.create_connection(server.address, timeout=10) as peer:
        peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert not peer.recv(4096).startswith(b"HTTP/1.1 200")


def test_sighup_takes_the_new_certificate_without_a_break(server, tmp_path):
    assert presented(server)[0] == "CN=first"
    write_certificate(tmp_path, "second")
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE
    while presented(server)[0] != "CN=second":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    server.stop()


def test_a_bad_new_certificate_keeps_the_old_one(server, tmp_path):
    (tmp_path / "tls.crt").write_text("no certificate")
    before = len(server.lines)
    server.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + PATIENCE
    while not [line for line in server.lines[before:] if line["level"] in ("warn", "error")]:
        assert time.monotonic() < deadline, "a refused certificate is not told"
        time.sleep(0.05)
    assert presented(server)[0] == "CN=first"
    server.stop()


@pytest.mark.parametrize(
    "break_",
    [
        lambda f: (f / "tls.crt").unlink(),
        lambda f: (f / "tls.key").write_text("no key"),
        lambda f: (f / "tls.key").chmod(0o644),
    ],
)
def test_a_bad_certificate_or_key_stops_the_start(tmp_path, break_):
    write_certificate(tmp_path, "first")
    break_(tmp_path)
    result = run_gatehouse("serve", "--listen", "127.0.0.1:0", "--data-dir", tmp_path / "data", *options(tmp_path))
    assert result.returncode == 2 and "TLS cannot be served with" in result.stderr, result


def test_a_certificate_without_its_key_stops_the_start(tmp_path):
    write_certificate(tmp_path, "first")
    server = Server(data_dir=tmp_path / "data", options=options(tmp_path)[:2]).launch()
    assert server.process.wait(PATIENCE) == 2
    server.close()
