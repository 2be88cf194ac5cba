from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, json_response
from dougong.stewardship.similar import selectors
from dougong.stewardship.similar.schemas import SimilarIn, SimilarOut

router = Router(tags=["stewardship"])


@router.post("/clients/similar", operation_id="find_similar_clients", response=SimilarOut)
def similar_clients(request: HttpRequest, payload: SimilarIn) -> HttpResponse:
    """Reads only; it is a POST because what is typed may hold a phone, and addresses are logged."""
    return json_response({"items": selectors.similar(acting(request), **payload.model_dump())})
