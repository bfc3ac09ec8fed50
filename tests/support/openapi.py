"""Holds answers to the OpenAPI document that the server itself gives out."""

import re

import jsonschema

# The gate of the connection loop refuses so before an operation is chosen; each operation tells it as `default`.
BEFORE_THE_OPERATION = {408, 413, 414, 417, 431, 503, 505}


def operation_of(document, method, path):
    """The declared operation of that path, or None; literal paths win over templates, as in OpenAPI."""
    for template, item in sorted(document["paths"].items(), key=lambda entry: "{" in entry[0]):
        pattern = "".join(
            "[^/]+" if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{[^}]*\})", template)
        )
        if re.fullmatch(pattern, path):
            return item.get(method.lower()) if method.isupper() else None  # the case of a method counts
    return None


def resolve(document, node):
    while "$ref" in node:
        target = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def check_answer(document, method, path, answer):
    """An answer to a declared operation has a declared status, media type and shape."""
    operation = operation_of(document, method, path)
    if operation is None:
        assert answer.status >= 400, f"{method} {path} is answered with {answer.status} and not declared"
        return
    declared = operation["responses"].get(str(answer.status))
    if declared is None:
        assert (
            answer.status in BEFORE_THE_OPERATION and "default" in operation["responses"]
        ), f"{method} {path} does not declare {answer.status}: {answer!r}"
        declared = operation["responses"]["default"]
    declared = resolve(document, declared)
    if answer.status in (204, 304) or "content" not in declared:
        assert "content" not in declared and not answer.body
        return
    media = answer.headers["Content-Type"].split(";")[0]
    assert media in declared["content"], f"{method} {path} {answer.status} does not declare {media}"
    schema = declared["content"][media].get("schema")
    if media.endswith("json") and schema is not None:
        rooted = {**schema, "components": document.get("components", {})}
        jsonschema.Draft202012Validator(rooted, format_checker=jsonschema.FormatChecker()).validate(
            answer.json
        )
