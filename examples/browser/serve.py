#!/usr/bin/env python3
"""Serves the page beside it and hands everything under /api to Gatehouse, so that both have one origin.

Gatehouse sends no CORS headers: a page of another origin cannot call it. In production a reverse proxy does what this
does; this one is for looking at, with the standard library alone.

    examples/browser/serve.py [--listen 127.0.0.1:8000] [--gatehouse 127.0.0.1:8080]
"""

import argparse
import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
FORWARDED = ("Content-Type", "Content-Length", "Authorization")
RETURNED = ("Content-Type", "Location", "WWW-Authenticate", "Retry-After", "X-Request-Id", "Cache-Control")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    gatehouse = ""

    def do_GET(self):
        if self.path in PAGES:
            name, media = PAGES[self.path]
            self.answer(
                200,
                [
                    ("Content-Type", media),
                    ("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'"),
                ],
                (Path(__file__).parent / name).read_bytes(),
            )
        elif self.path.startswith("/api/"):
            self.forward()
        else:
            self.answer(404, [], b"")

    def forward(self):
        if not self.path.startswith("/api/"):
            return self.answer(404, [], b"")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream = http.client.HTTPConnection(self.gatehouse, timeout=30)
        try:
            upstream.request(
                self.command,
                self.path,
                body or None,
                {name: self.headers[name] for name in FORWARDED if name in self.headers},
            )
            reply = upstream.getresponse()
            self.answer(
                reply.status,
                [(name, reply.headers[name]) for name in RETURNED if name in reply.headers],
                reply.read(),
            )
        except OSError:
            self.answer(502, [], b"")
        finally:
            upstream.close()

    do_POST = do_PUT = do_DELETE = forward

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--listen", default="127.0.0.1:8000")
    arguments.add_argument("--gatehouse", default="127.0.0.1:8080")
    options = arguments.parse_args()
    host, port = options.listen.rsplit(":", 1)
    Handler.gatehouse = options.gatehouse
    server = ThreadingHTTPServer((host, int(port)), Handler)
    print("http://{}:{}".format(*server.server_address), flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
