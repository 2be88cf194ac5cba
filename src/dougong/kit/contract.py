"""The API's contract: what ninja knows of each operation, and what every operation of ours answers besides."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from dougong.kit.schemas import Problem

#: A failure, whatever its status: problem+json with a code, sentences and the fields concerned.
_PROBLEM = {"$ref": "#/components/responses/Problem"}
#: By method: a POST makes a record (201), starts a job (202) or acts (200).
_SUCCESS = {"get": ("200",), "post": ("200", "201", "202"), "put": ("200",), "patch": ("200",), "delete": ("200",)}
#: Headers of the house. They stand at every write, since which of them an endpoint asks for is its own affair.
_HEADERS = {
    "IfMatch": (
        "If-Match",
        "The version read, in quotes; a change of a record without it answers 428, a stale one 412",
    ),
    "IdempotencyKey": ("Idempotency-Key", "Sent again with the same body, a creation answers what it answered first"),
}
_TAKES = {"post": ("IfMatch", "IdempotencyKey"), "put": ("IfMatch",), "patch": ("IfMatch",)}
#: Operations that answer a file: named by the end of their path.
_FILES = ("/content", "/thumbnail", "/file", "/rejected")


class Api(NinjaAPI):
    """A NinjaAPI whose document says what the endpoints do: they answer ready responses, which ninja can't look into."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        parts = schema["components"]
        parts["schemas"]["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["schemas"].update(parts["schemas"]["Problem"].pop("$defs"))
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        parts["responses"] = {
            "Problem": {"description": "What went wrong, for people and programs", "content": content}
        }
        parts["parameters"] = {name: _header(*told) for name, told in _HEADERS.items()}
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                operation["responses"] = _answers(path, method, operation["responses"])
                headers = [{"$ref": f"#/components/parameters/{name}"} for name in _TAKES.get(method, ())]
                operation["parameters"] = [*operation.get("parameters", []), *headers]
        return schema


def _header(name: str, description: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": {"type": "string"}}


def _answers(path: str, method: str, told: dict[Any, Any]) -> dict[str, Any]:
    found = {str(status): answer for status, answer in told.items()}
    if not any("content" in answer for answer in found.values()):
        file = method == "get" and path.endswith(_FILES)
        content: dict[str, Any] = {"*/*": {}} if file else {"application/json": {"schema": {"type": "object"}}}
        found = {status: {"description": "OK", "content": content} for status in _SUCCESS[method]}
        if file:
            found["206"] = {"description": "The part asked for by Range", "content": content}
    return {**found, "4XX": _PROBLEM, "503": _PROBLEM}
