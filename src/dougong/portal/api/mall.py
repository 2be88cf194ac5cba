"""The mall as the client's person has it: rewards, cart, orders. All of them are of the client named, else of his first."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from dougong.kit.http import acting, json_response
from dougong.kit.schemas import Made
from dougong.mall.schemas import answers, bodies
from dougong.mall.selectors import pages, window
from dougong.mall.services import cart as carts
from dougong.mall.services import codes, moving
from dougong.mall.services.ordering import Wish, checkout
from dougong.portal.api.window import router
from dougong.portal.selectors.people import one_of

ORDER = "/mall/orders/{uuid:mall_order_id}"


@router.get("/mall/rewards", operation_id="list_portal_rewards", response=answers.PortalRewards)
def rewards(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    """All that is on offer, each with what stands in the way."""
    return json_response(window.rewards(acting(request), one_of(acting(request), client)))


@router.get("/mall/options", operation_id="get_portal_mall_options", response=answers.PortalMallOptions)
def options(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    """What a voucher may come off, and whose warranty may be longer."""
    return json_response(window.options(acting(request), one_of(acting(request), client)))


@router.get("/mall/cart", operation_id="get_portal_cart", response=answers.PortalCart)
def cart(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    return json_response(window.cart(acting(request), one_of(acting(request), client)))


@router.put("/mall/cart/{uuid:reward_id}", operation_id="put_in_portal_cart", response=answers.PortalCart)
def put(request: HttpRequest, reward_id: uuid.UUID, payload: bodies.CartIn) -> HttpResponse:
    """So many of a reward, whatever was there before; 0 takes it out."""
    actor = acting(request)
    carts.put(actor, client_id=payload.client, reward_id=reward_id, quantity=payload.quantity)
    return json_response(window.cart(actor, payload.client))


@router.post("/mall/checkout", operation_id="check_out_portal_cart", response={201: answers.PortalMallOrders})
def check_out(request: HttpRequest, payload: bodies.CheckoutIn) -> HttpResponse:
    """All of the cart or nothing. With an Idempotency-Key (it is required) the second answers the first's orders."""
    actor, key = acting(request), request.headers.get("Idempotency-Key", "")[:100]
    wishes = [Wish(**wish.model_dump()) for wish in payload.wishes]
    made = checkout(actor, client_id=payload.client, key=key, total=payload.total, wishes=wishes)
    return json_response(window.orders(actor, payload.client, [order.pk for order in made]), 201)


@router.get("/mall/orders", operation_id="list_portal_orders", response=answers.PortalMallOrders)
def orders(request: HttpRequest, client: uuid.UUID | None = None) -> HttpResponse:
    return json_response(window.orders(acting(request), one_of(acting(request), client)))


@router.get(ORDER, operation_id="get_portal_order", response=answers.MallOrderOut)
def order(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    return json_response(pages.order_page(acting(request), mall_order_id))


@router.post(f"{ORDER}/cancel", operation_id="cancel_portal_order", response=Made)
def cancel(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    """As long as nothing was sent or given."""
    return json_response({"id": moving.cancel(acting(request), order_id=mall_order_id).pk})


@router.post(f"{ORDER}/received", operation_id="receive_portal_order", response=Made)
def received(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    return json_response({"id": moving.received(acting(request), order_id=mall_order_id).pk})


@router.post(f"{ORDER}/codes", operation_id="show_portal_order_codes", response=answers.CodesShown)
def show_codes(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    """Once: who has not written them down asks his account manager."""
    return json_response({"codes": codes.show(acting(request), order_id=mall_order_id)})
