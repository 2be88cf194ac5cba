from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, json_response
from dougong.search import selectors
from dougong.search.schemas import Found

router = Router(tags=["search"])


@router.get("/search", operation_id="search", response={200: Found})
def search(request: HttpRequest, q: str = "") -> HttpResponse:
    return json_response({"items": selectors.find(acting(request), q)})
