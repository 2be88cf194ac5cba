"""The staff's doors to gifts: what they are bound to, the list, and taking one back."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.http import acting, expected_version, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Made
from dougong.loyalty.gifts import giving, reading
from dougong.loyalty.gifts.schemas import PointsGiftReverse, PointsGiftRow, PointsGiftTermsIn, PointsGiftTermsOut

router = Router(tags=["loyalty"])
add_list(router, reading.GIFTS, "/points/gifts", row=PointsGiftRow)


@router.get("/points/gift-terms", operation_id="get_points_gift_terms", response=PointsGiftTermsOut)
def get_terms(request: HttpRequest) -> HttpResponse:
    return record_response(reading.terms_out(acting(request)))


@router.put("/points/gift-terms", operation_id="save_points_gift_terms", response=PointsGiftTermsOut)
def save_terms(request: HttpRequest, payload: PointsGiftTermsIn) -> HttpResponse:
    giving.save_terms(acting(request), version=expected_version(request), body=payload.model_dump())
    return record_response(reading.terms_out(acting(request)))


@router.post("/points/gifts/{points_gift_id}/reverse", operation_id="reverse_points_gift", response=Made)
def reverse(request: HttpRequest, points_gift_id: uuid.UUID, payload: PointsGiftReverse) -> HttpResponse:
    gift = giving.reverse(acting(request), gift_id=points_gift_id, reason=payload.reason)
    return json_response({"id": gift.pk})
