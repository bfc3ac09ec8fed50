"""A real mail server that a test tells how to behave, and the certificates it shows."""

import asyncio
import datetime
import email
import email.policy
import ipaddress
import re
import socket
import ssl
import threading
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.server import PATIENCE

USER, PASSWORD = "mailer@example.com", "p@ss/word-canary"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServer:
    """Takes mails on 127.0.0.1. `answers`: what it says to the next mails instead of taking them, in turn."""

    def __init__(self, port=None, tls=None, smtps=False, password=None, answers=(), answers_to_recipients=()):
        self.port = port or free_port()
        self.answers = list(answers)
        self.answers_to_recipients = list(answers_to_recipients)
        self.sign_ins = 0  # tried
        self.attempts = []  # (time, envelope, whether the session was TLS, who had signed in)
        self.holding = threading.Event()  # set: no mail is answered
        self._news = threading.Condition()
        options = {"hostname": "127.0.0.1", "port": self.port}
        if tls and smtps:
            options["ssl_context"] = tls
        elif tls:
            options.update(tls_context=tls, require_starttls=True)
        if password:
            options.update(auth_required=True, authenticator=self._authenticate, auth_require_tls=bool(tls) and not smtps)
        self._password = password
        self._controller = Controller(self, **options)

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop(no_assert=True)

    def _authenticate(self, server, session, envelope, mechanism, data):
        self.sign_ins += 1
        good = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (
            USER,
            self._password,
        )
        return AuthResult(success=good, handled=False, auth_data=data)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers_to_recipients:
            return self.answers_to_recipients.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self._news:
            self.attempts.append((time.monotonic(), envelope, session.ssl is not None, session.auth_data))
            self._news.notify_all()
        while self.holding.is_set():
            await asyncio.sleep(0.02)
        if self.answers:
            return self.answers.pop(0)
        with self._news:
            envelope.taken = True
            self._news.notify_all()
        return "250 OK"

    @property
    def mails(self):
        """What it has taken, parsed, in order; `envelope` is how it came."""
        parsed = []
        for _, envelope, _, _ in self.attempts:
            if getattr(envelope, "taken", False):
                mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
                mail.envelope = envelope
                parsed.append(mail)
        return parsed

    def wait_for(self, recipient, number=1, timeout=PATIENCE):
        """The `number`-th mail to somebody."""
        found = []
        self._wait(lambda: len(found := [m for m in self.mails if m["To"] == recipient]) >= number, timeout)
        found = [m for m in self.mails if m["To"] == recipient]
        return found[number - 1]

    def wait_for_attempts(self, number, timeout=PATIENCE):
        self._wait(lambda: len(self.attempts) >= number, timeout)

    def _wait(self, is_so, timeout):
        deadline = time.monotonic() + timeout
        with self._news:
            while not is_so():
                left = deadline - time.monotonic()
                assert left > 0, f"{len(self.attempts)} attempts, {len(self.mails)} mails"
                self._news.wait(min(left, 0.25))


class SilentServer:
    """Accepts connections and says nothing, ever."""

    def __init__(self):
        self.connections = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                self.connections.append(self._listener.accept()[0])
            except OSError:
                return

    def wait_for_connections(self, number):
        deadline = time.monotonic() + PATIENCE
        while len(self.connections) < number:
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._listener.close()
        for connection in self.connections:
            connection.close()


def code_in(mail):
    """The code of a mail; the same in both of its forms."""
    (in_text,) = set(re.findall(r"(?<!\d)\d{6}(?!\d)", mail.get_body(("plain",)).get_content()))
    assert in_text in mail.get_body(("html",)).get_content()
    return in_text


def make_certificates(folder, host="127.0.0.1"):
    """A throw-away authority (`ca.pem`), and a certificate of it for a host as a TLS context."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority_name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Throw-away authority")])
    authority = _certificate(authority_name, authority_name, authority_key.public_key(), authority_key, True)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    certificate = _certificate(name, authority_name, key.public_key(), authority_key, False, host)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(authority.public_bytes(pem))
    (folder / "mail.pem").write_bytes(
        certificate.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "mail.pem")
    return context


def _certificate(subject, issuer, public_key, signing_key, is_authority, host=None):
    now = datetime.datetime.utcnow()
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if host:
        address = x509.IPAddress(ipaddress.ip_address(host))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    return builder.sign(signing_key, hashes.SHA256())
