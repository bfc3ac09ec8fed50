"""What anybody may read: keys, the API's description, its reference page, health."""

import json
import re

import pytest

DOCUMENTS = {
    "/.well-known/jwks.json": "application/json",
    "/.well-known/revocations": "application/jwt",
    "/openapi.json": "application/json",
    "/docs": "text/html",
    "/healthz": None,
    "/readyz": None,
}


@pytest.mark.parametrize("path, media", DOCUMENTS.items())
def test_is_there_without_a_token(house, path, media):
    answer = house.client.get(path)
    assert answer.status == 200
    assert media is None or answer.headers["Content-Type"].split(";")[0] in (
        media,
        "application/jwk-set+json",
    ), answer.headers


@pytest.mark.parametrize("path", DOCUMENTS)
def test_head_answers_as_get(on_sqlite, path):
    full, head = on_sqlite.client.get(path), on_sqlite.client.request("HEAD", path)
    assert head.status == 200 and int(head.headers["Content-Length"]) == len(full.body)
    assert head.headers["Content-Type"] == full.headers["Content-Type"]


def test_the_openapi_document_describes_every_operation(on_sqlite):
    document = on_sqlite.client.get("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    operations = {
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item
        if method in ("get", "post", "put", "delete", "patch", "head")
    }
    assert {
        ("POST", "/api/user/v1/signup"),
        ("POST", "/api/user/v1/signin"),
        ("POST", "/api/auth/v1"),
        ("PUT", "/api/auth/v1"),
        ("POST", "/api/auth/v1/token/refresh"),
        ("POST", "/api/auth/v1/signout"),
        ("GET", "/api/auth/v1/sessions"),
        ("DELETE", "/api/auth/v1/sessions/{session_id}"),
        ("GET", "/api/user/v1/user/{user_id}"),
        ("PUT", "/api/user/v1/user/{user_id}"),
        ("DELETE", "/api/user/v1/user/{user_id}"),
    } <= operations
    assert not any(path.startswith("/metrics") for _, path in operations)


def operations_of(document):
    return [
        (f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    ]


def test_every_operation_is_declared_in_full(on_sqlite):
    document = on_sqlite.client.get("/openapi.json").json
    names = []
    for where, operation in operations_of(document):
        names.append(operation["operationId"])
        assert operation["summary"] and operation["responses"], where
        for status, response in operation["responses"].items():
            while "$ref" in response:
                response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
            assert response["description"], f"{where} {status}"
        if where.split()[0] in ("POST", "PUT"):
            ((media, body),) = operation["requestBody"]["content"].items()
            is_form = where.split()[1].startswith("/oauth/")
            assert body["schema"] and media == (
                "application/x-www-form-urlencoded" if is_form else "application/json"
            ), where
    assert len(set(names)) == len(names)


# Fields without bounds of their own: what is only compared with what is stored, where whatever is wrong gets the one
# answer of a wrong value, and what the use case holds to the rules of the value behind other checks.
UNBOUNDED = {
    "POST /api/user/v1/signin": {"nickname", "email", "password"},
    "PUT /api/user/v1/user/{user_id}": {"current_password"},
    "DELETE /api/user/v1/user/{user_id}": {"current_password"},
    "POST /api/auth/v1/token/refresh": {"refresh_token"},
    "PUT /api/auth/v1": {"email", "verify_code"},
    "POST /api/auth/v1": {"email"},
    "POST /api/user/v1/password/reset": {"email"},
    "PUT /api/user/v1/password/reset": {"reset_id", "verify_code", "new_password"},
    "POST /oauth/introspect": {"token", "token_type_hint"},
    "POST /oauth/revoke": {"token", "token_type_hint"},
}


def is_bounded(field):
    if field["type"] == "integer":
        return "minimum" in field and "maximum" in field
    return "enum" in field or "maxLength" in field and ("minLength" in field or "pattern" in field or "format" in field)


def test_every_field_of_a_request_has_bounds_or_is_listed(on_sqlite):
    document = on_sqlite.client.get("/openapi.json").json
    seen = {}
    for where, operation in operations_of(document):
        fields = {parameter["name"]: parameter["schema"] for parameter in operation.get("parameters", [])}
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = document["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]]
            assert schema.get("additionalProperties") is False or where.split()[1].startswith("/oauth/"), where
            fields.update(schema["properties"])
        assert all(field["type"] in ("string", "integer") for field in fields.values()), where
        free = {name for name, field in fields.items() if not is_bounded(field)} - {"X-Device-Token"}
        if free:
            seen[where] = free
    assert seen == UNBOUNDED


def test_every_reference_in_the_openapi_document_leads_somewhere(on_sqlite):
    document = on_sqlite.client.get("/openapi.json").json
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document))):
        node = document
        assert reference.startswith("#/")
        for part in reference[2:].split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]


def test_the_bearer_scheme_is_declared_where_it_is_asked_for(on_sqlite):
    document = on_sqlite.client.get("/openapi.json").json
    schemes = document["components"]["securitySchemes"]
    (name,) = [name for name, scheme in schemes.items() if scheme.get("scheme", "").lower() == "bearer"]
    for where, operation in operations_of(document):
        required = [list(entry) for entry in operation.get("security", document.get("security", []))]
        if "/user/{user_id}" in where:
            assert (
                required == [[name]] and "401" in operation["responses"] and "403" in operation["responses"]
            ), where
        elif where.endswith("/api/auth/v1"):
            assert [name] in required and [] in required, where
        elif "/auth/v1/sessions" in where or "/signout" in where:
            assert required == [[name]] and "401" in operation["responses"], where
        else:
            assert [name] not in required or [] in required, where


def test_the_reference_page_needs_no_other_host(on_sqlite):
    page = on_sqlite.client.get("/docs")
    text = page.body.decode()
    assert not re.search(r'(?:src|href|action)\s*=\s*["\']?(?:https?:)?//', text)
    assert not re.search(r'url\(\s*["\']?(?:https?:)?//|@import', text)
    for path in ("/api/user/v1/signup", "/api/user/v1/signin", "/api/auth/v1"):
        assert path in text
    assert "Content-Security-Policy" in page.headers


def test_health_and_readiness(house):
    assert house.client.get("/healthz").status == 200
    assert house.client.get("/readyz").status == 200


def test_documents_may_be_cached_and_answers_may_not(on_sqlite):
    assert "no-store" not in on_sqlite.client.get("/.well-known/jwks.json").headers["Cache-Control"]
    assert on_sqlite.client.get("/healthz").headers["Cache-Control"] == "no-store"
