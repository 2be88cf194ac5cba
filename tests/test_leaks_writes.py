"""The leak matrix of writes, generated from the contract: with a body that is taken, an invisible record answers like an absent one.

The same status, the same body and the same number of queries: neither what is said nor how long it takes tells that it exists.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.factories import FREE, OWN_TESTS, PARAMETERS
from tests.fixtures.contract import document
from tests.leak_world import STAFF, World, ask, brief, fill, founded, names_in, paths

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("leaks_writes")]
PEOPLE = ("lin", "liang", "tang", "zhou", "xu", "auditor", "admin")
WHOLE = os.environ.get("LEAKS") == "whole"
WRITES = ("post", "put", "patch", "delete")
#: Where the contract does not say enough for a value that is taken.
VALUES = {"password": "long-enough-1"}
FORMATS = {"uuid": "0198b5a0-0000-7000-8000-0000000000cd", "date": "2026-11-11", "date-time": "2026-11-11T08:00"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with founded(django_db_blocker) as made:
        yield made


def _writes() -> Iterator[tuple[str, str, list[str], dict[str, Any]]]:
    """(method, path, names in the path, its part of the contract) of every write of the staff that names a record."""
    for path, operations in paths().items():
        names = names_in(path)
        if not names or any(n in OWN_TESTS for n in names) or all(n in FREE for n in names):
            continue
        if not path.startswith("/portal/"):
            yield from ((method, path, names, operations[method]) for method in WRITES if method in operations)


def _value(name: str, schema: dict[str, Any]) -> Any:
    """The plainest value that the schema takes; only what is required in an object."""
    if name in VALUES:
        return VALUES[name]
    if "$ref" in schema:
        return _value(name, document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return _value(name, schema[several][0])
    if "const" in schema or "enum" in schema:
        return schema.get("const") or schema["enum"][0]
    return _plain(name, schema)


def _plain(name: str, schema: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        return {n: _value(n, schema["properties"][n]) for n in schema.get("required", [])}
    if kind == "array":
        return [_value(name, schema["items"])] * schema.get("minItems", 0)
    if kind != "string":
        return True if kind == "boolean" else max(1, schema.get("minimum", 1))
    if "pattern" in schema:
        return "1.00"
    return FORMATS.get(schema.get("format", ""), "甲" * max(1, schema.get("minLength", 1)))


def _body(operation: dict[str, Any]) -> tuple[bytes, str]:
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        part = SimpleUploadedFile("清单.txt", "甲".encode(), content_type="text/plain")
        form = content["multipart/form-data"]["schema"]
        more = {name: _value(name, form["properties"][name]) for name in form.get("required", []) if name != "file"}
        return encode_multipart(BOUNDARY, {**more, "file": part}), MULTIPART_CONTENT
    schema = content.get("application/json", {}).get("schema", {"type": "object", "properties": {}})
    return orjson.dumps(_value("", schema)), "application/json"


def test_a_write_to_an_invisible_record_answers_and_costs_like_one_to_an_absent(world: World) -> None:
    differ: list[str] = []
    compared = 0
    for method, path, names, operation in _writes():
        body = _body(operation)
        code = next(PARAMETERS[n] for n in names if n in PARAMETERS)
        for login in PEOPLE if not WHOLE else STAFF:
            api = world.doors[login]
            unseen = [own for own in world.owns if not world.sees(login, code, own)]
            absent = ask(api, method, fill(path, names, world.owns[0], gone=True), body) if unseen else None
            for own in unseen:
                outside = ask(api, method, fill(path, names, own), body)
                compared += 1
                # Anything else, such as a body refused before the record was looked for, would prove nothing.
                if outside != absent or outside[0] not in (403, 404):
                    differ.append(f"{method} {path} {login}: {brief(outside)}, absent: {brief(absent or outside)}")
    assert compared > 300
    if differ:
        pytest.fail("\n".join(differ))
