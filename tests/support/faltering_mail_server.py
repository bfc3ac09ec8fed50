"""A mail server each of whose first sessions goes wrong at another step, and all later ones well."""

import email
import email.policy
import socketserver
import threading

STEPS = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "message", "QUIT"]
GOOD = {"greeting": "220 ready", "EHLO": "250 hello", "DATA": "354 go on", "QUIT": "221 bye"}


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        bad_step = self.server.next_bad_step()
        step = "greeting"
        while self._answer(step, step == bad_step) and step != "QUIT":
            line = self.rfile.readline()
            step = line[:4].decode("latin-1").strip().upper()
            if step not in STEPS:
                return
            if step == "DATA" and bad_step != "DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.take(iter(self.rfile.readline, b".\r\n"))
                step = "message"

    def _answer(self, step, is_bad):
        """Whether the session goes on."""
        if not is_bad:
            self.wfile.write(GOOD.get(step, "250 fine").encode() + b"\r\n")
        elif self.server.fault:
            self.wfile.write(self.server.fault)
        return not is_bad


class FalteringMailServer(socketserver.ThreadingTCPServer):
    """`fault`: the octets that stand in for an answer before it hangs up; none: it only hangs up."""

    daemon_threads = True

    def __init__(self, fault):
        super().__init__(("127.0.0.1", 0), Session)
        self.port = self.server_address[1]
        self.fault = fault
        self.mails = []  # as they came, whether or not that was answered
        self._left, self._lock = list(STEPS), threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def next_bad_step(self):
        with self._lock:
            return self._left.pop(0) if self._left else None

    def take(self, lines):
        mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        with self._lock:
            self.mails.append(mail)

    def mails_to(self, address):
        with self._lock:
            return [mail for mail in self.mails if mail["To"] == address]
