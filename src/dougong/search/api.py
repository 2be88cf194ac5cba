from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, json_response, language_of
from dougong.search import selectors, whole
from dougong.search.schemas import Found, Hits

router = Router(tags=["search"])


@router.get("/search", operation_id="search", response={200: Found})
def search(request: HttpRequest, q: str = "") -> HttpResponse:
    return json_response({"items": selectors.find(acting(request), q)})


@router.get("/search/everything", operation_id="search_everything", response={200: Hits})
def search_everything(request: HttpRequest, q: str = "", kind: str = "", cursor: str = "") -> HttpResponse:
    return json_response(whole.everything(acting(request), q, kind=kind, cursor=cursor, language=language_of(request)))
