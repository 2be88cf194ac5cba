"""The doors of a list, mounted by the router of its app: `add_list(router, spec, tag=…)`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.access import require
from dougong.kit.http import acting, json_response
from dougong.kit.listing import ListSpec, page, register_list, summary
from dougong.kit.schemas import Out, Page, Summary, page_of

_PARAMS = [
    {"name": "q", "in": "query", "schema": {"type": "string"}},
    {
        "name": "filter",
        "in": "query",
        "schema": {"type": "array", "items": {"type": "string"}},
        "description": "field:op:value",
    },
]
#: Of an endpoint that takes a list's search and filters and answers something else.
NARROWED = {"parameters": _PARAMS}
_PAGE_PARAMS = [
    *_PARAMS,
    {"name": "sort", "in": "query", "schema": {"type": "string"}},
    {"name": "cursor", "in": "query", "schema": {"type": "string"}},
    {"name": "size", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 200}},
]


_MORE = {
    "name": "more",
    "in": "query",
    "schema": {"type": "string"},
    "description": "columns beside the list's own (facts.…), by commas; they stand under `facts` of each row",
}


def add_list(router: Router, spec: ListSpec, path: str = "", *, row: type[Out] | None = None) -> None:
    """`GET path` and `GET path/summary`, gated by `view` on the list's resource. `row` is what the contract says of a row."""
    register_list(spec)

    def list_page(request: HttpRequest) -> HttpResponse:
        actor = acting(request)
        require(actor, spec.resource, "view")
        return json_response(page(spec, actor, request.GET, told=True))

    def list_summary(request: HttpRequest) -> HttpResponse:
        actor = acting(request)
        require(actor, spec.resource, "view")
        return json_response(summary(spec, actor, request.GET))

    name = spec.code.replace("-", "_")
    router.add_api_operation(
        f"{path}",
        ["GET"],
        list_page,
        response={200: page_of(row) if row else Page},
        operation_id=f"list_{name}",
        summary=f"{spec.en}: a page",
        openapi_extra={"parameters": [*_PAGE_PARAMS, *([_MORE] if spec.more else [])]},
    )
    router.add_api_operation(
        f"{path}/summary",
        ["GET"],
        list_summary,
        response={200: Summary},
        operation_id=f"summarise_{name}",
        summary=f"{spec.en}: count and sums",
        openapi_extra={"parameters": _PARAMS},
    )
