"""A comfortable HTTP client that holds each answer to the conventions that every answer keeps."""

import http.client
import json
import ssl
from dataclasses import dataclass

from tests.support import conventions


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.json["data"]

    @property
    def code(self):
        return self.json["code"]

    @property
    def faults(self):
        """The faulty fields with their codes, as a set of pairs: a field may break two rules."""
        return {(fault["field"], fault["code"]) for fault in self.json.get("errors", [])}

    def __repr__(self):
        return f"<{self.status} {self.body[:600].decode('utf-8', 'replace')}>"


class Client:
    """Speaks to one listener, a connection for each request. `document`: the OpenAPI document to hold answers to."""

    def __init__(self, address, document=None, tls=None):
        self.address = address
        self.document = document
        self.tls: ssl.SSLContext | None = tls
        self.seen = []  # what was answered, as (method, path, status)

    def request(self, method, path, body=None, token=None, headers=None, raw=None, timeout=30):
        headers = dict(headers or {})
        payload = raw if raw is not None else (None if body is None else json.dumps(body).encode())
        if payload is not None:
            headers.setdefault("Content-Type", "application/json")
        if token is not None:
            headers.setdefault("Authorization", f"Bearer {token}")
        if self.tls:
            connection = http.client.HTTPSConnection(*self.address, timeout=timeout, context=self.tls)
        else:
            connection = http.client.HTTPConnection(*self.address, timeout=timeout)
        try:
            connection.request(method, path, payload, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        self.seen.append((method, path, answer.status))
        conventions.check(method, path, answer, self.document)
        return answer

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.request("POST", path, body, **more)

    def put(self, path, body=None, **more):
        return self.request("PUT", path, body, **more)

    def delete(self, path, body=None, **more):
        return self.request("DELETE", path, body, **more)
