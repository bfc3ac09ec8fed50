"""What is wrong with an answer, whatever the request was: it must be one that the server's own document declares, and
must not let in whoever does not belong."""

import http.client
import re
import socket

from tests.support import conventions, openapi
from tests.support.client import Answer
from tests.support.openapi import BEFORE_THE_OPERATION, operation_of, resolve

# Of every answer, declared or not.
COMMON = {
    "date", "content-length", "content-type", "connection", "cache-control", "x-content-type-options", "x-request-id",
    "keep-alive", "content-security-policy", "referrer-policy", "cross-origin-resource-policy",
}  # fmt: skip


class Broken(AssertionError):
    """The server did what it must not."""


def send(address, request, patience=30.0):
    """The answer, or None where the server closed without one."""
    with socket.create_connection(address, timeout=patience) as peer:
        try:
            peer.sendall(request.octets())
            if request.manner == "hostile":  # it may announce more than it sends
                peer.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # refused early: the answer is there all the same
        response = http.client.HTTPResponse(peer, method=request.method)
        try:
            response.begin()
            body = response.read()
            rest = peer.recv(1) if response.will_close else b""
        except (http.client.BadStatusLine, ConnectionError):
            return None
        except TimeoutError as error:
            raise Broken(f"no answer within {patience} s") from error
        if rest:
            raise Broken("something follows the last answer")
        return Answer(response.status, response.headers, body)


def expect(holds, claim):
    if not holds:
        raise Broken(claim)


def judge(document, world, request, answer):
    """Raises `Broken`. `request` as it went over the socket."""
    if answer is None:
        expect(request.manner == "hostile", "the server closed without an answer")
        return
    path = request.path.split("?", 1)[0]
    declared = operation_of(document, request.method, path)
    try:
        judge_form(document, request, answer, path, declared)
    except Exception as error:  # whatever a check stumbles over
        raise Broken(f"{type(error).__name__}: {error}") from error
    if declared is None:
        expect(answer.status >= 400 or request.method == "HEAD", "something undeclared is answered")
        return
    judge_headers(document, declared, answer)
    judge_entry(world, request, answer, path)
    if request.manner == "valid":
        expect(answer.status not in BEFORE_THE_OPERATION - {503}, f"{answer.status} for a sound request")


def judge_form(document, request, answer, path, declared):
    if path.startswith("/undo/"):  # a page, and no part of the document
        return expect(answer.status < 500, f"{answer.status} for a page")
    known = document if declared is not None else None
    is_problem = answer.headers["Content-Type"] == "application/problem+json" and request.method != "HEAD"
    if is_problem and path in conventions.OAUTH:
        # Refused before the endpoint was asked.
        conventions.check_problem(answer, repr(answer))
        return known and openapi.check_answer(document, request.method, path, answer)
    return conventions.check(request.method, request.path, answer, known)


def judge_headers(document, declared, answer):
    responses = declared["responses"]
    response = responses.get(str(answer.status)) or responses.get("default")
    expect(response is not None, f"{answer.status} is not declared")
    response = resolve(document, response)
    wanted = {name.lower() for name in response.get("headers", {})}
    for name in wanted:
        expect(name in answer.headers, f"the header {name} is declared and absent")
    allowed = COMMON | wanted
    if answer.status in (405, 503, 429, 401):
        allowed |= {"allow", "retry-after", "www-authenticate"}
    for name in answer.headers:
        expect(name.lower() in allowed, f"the header {name} is not declared")


def judge_entry(world, request, answer, path):
    token = world.token_of(request)
    if token is None:
        return
    if world.is_ended(token) and "/oauth/" not in path:
        expect(answer.status >= 400, "a token of an ended session is good")
    named = re.fullmatch(r"/api/user/v1/user/([0-9]+)(/activity)?", path)
    if named and int(named[1]) != world.owner[token]:
        expect(answer.status >= 400, "one user's token opens another's account")
