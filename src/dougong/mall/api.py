"""The doors of those who keep the mall. The client's are in the window."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from dougong.kit.http import acting, expected_version, idempotent, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import Made, Many
from dougong.mall.schemas import answers, bodies
from dougong.mall.selectors import lists, pages
from dougong.mall.services import codes, moving, rewards, stock

router = Router(tags=["mall"])
add_list(router, lists.REWARDS, "/mall/rewards", row=answers.RewardRow)
add_list(router, lists.ORDERS, "/mall/orders", row=answers.MallOrderRow)
add_list(router, lists.STOCK, "/mall/stock", row=answers.StockRow)
REWARD = "/mall/rewards/{uuid:reward_id}"
ORDER = "/mall/orders/{uuid:mall_order_id}"


@router.get("/mall/tiers", operation_id="list_mall_tiers", response=answers.MallTiers)
def tiers(request: HttpRequest) -> HttpResponse:
    return json_response({"items": pages.tiers(acting(request))})


@router.get("/mall/setting", operation_id="get_mall_setting", response=answers.MallSettingOut)
def get_setting(request: HttpRequest) -> HttpResponse:
    return record_response(pages.setting_out(acting(request)))


@router.put("/mall/setting", operation_id="save_mall_setting", response=answers.MallSettingOut)
def save_setting(request: HttpRequest, payload: bodies.MallSettingIn) -> HttpResponse:
    rewards.set_setting(acting(request), version=expected_version(request), approve_from=payload.approve_from)
    return record_response(pages.setting_out(acting(request)))


@router.post("/mall/rewards", operation_id="create_reward", response={201: answers.RewardOut})
@idempotent
def create_reward(request: HttpRequest, payload: bodies.RewardIn) -> HttpResponse:
    row = rewards.create_reward(acting(request), **payload.model_dump())
    return record_response(pages.reward_page(acting(request), row.pk), 201)


@router.get(REWARD, operation_id="get_reward", response=answers.RewardOut)
def get_reward(request: HttpRequest, reward_id: uuid.UUID) -> HttpResponse:
    return record_response(pages.reward_page(acting(request), reward_id))


@router.put(REWARD, operation_id="change_reward", response=answers.RewardOut)
def change_reward(request: HttpRequest, reward_id: uuid.UUID, payload: bodies.RewardIn) -> HttpResponse:
    actor = acting(request)
    rewards.change_reward(actor, reward_id=reward_id, version=expected_version(request), **payload.model_dump())
    return record_response(pages.reward_page(actor, reward_id))


@router.post(f"{REWARD}/state", operation_id="set_reward_state", response=answers.RewardOut)
def set_state(request: HttpRequest, reward_id: uuid.UUID, payload: bodies.RewardStateIn) -> HttpResponse:
    actor = acting(request)
    rewards.set_state(actor, reward_id=reward_id, version=expected_version(request), state=payload.state)
    return record_response(pages.reward_page(actor, reward_id))


@router.post(f"{REWARD}/picture", operation_id="set_reward_picture", response=answers.RewardOut)
def set_picture(request: HttpRequest, reward_id: uuid.UUID, file: UploadedFile = File(...)) -> HttpResponse:
    rewards.set_picture(acting(request), reward_id=reward_id, filename=file.name or "", upload=file)
    return record_response(pages.reward_page(acting(request), reward_id))


@router.post(f"{REWARD}/stock", operation_id="count_reward_stock", response=answers.RewardOut)
@idempotent
def count_stock(request: HttpRequest, reward_id: uuid.UUID, payload: bodies.StockIn) -> HttpResponse:
    stock.count(acting(request), reward_id=reward_id, **payload.model_dump())
    return record_response(pages.reward_page(acting(request), reward_id))


@router.post(f"{REWARD}/codes", operation_id="add_reward_codes", response={201: answers.CodesAdded})
def add_codes(request: HttpRequest, reward_id: uuid.UUID, file: UploadedFile = File(...)) -> HttpResponse:
    """A text file with a code a line: all of them or none."""
    count = codes.add(acting(request), reward_id=reward_id, data=file.read(codes.LARGEST + 1))
    return json_response({"count": count}, 201)


@router.post(f"{REWARD}/codes/withdraw", operation_id="withdraw_reward_codes", response=answers.CodesAdded)
def withdraw_codes(request: HttpRequest, reward_id: uuid.UUID, payload: bodies.MallReasonIn) -> HttpResponse:
    """All that were not given."""
    return json_response({"count": codes.withdraw(acting(request), reward_id=reward_id, reason=payload.reason)})


@router.get(ORDER, operation_id="get_mall_order", response=answers.MallOrderOut)
def get_order(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    return record_response(pages.order_page(acting(request), mall_order_id))


@router.post(f"{ORDER}/send", operation_id="send_mall_order", response=Made)
def send(request: HttpRequest, mall_order_id: uuid.UUID, payload: bodies.SendIn) -> HttpResponse:
    return json_response({"id": moving.send(acting(request), order_id=mall_order_id, **payload.model_dump()).pk})


@router.post(f"{ORDER}/fulfil", operation_id="fulfil_mall_order", response=Made)
def fulfil(request: HttpRequest, mall_order_id: uuid.UUID, payload: bodies.FulfilIn) -> HttpResponse:
    return json_response({"id": moving.fulfil(acting(request), order_id=mall_order_id, note=payload.note).pk})


@router.post("/mall/orders/fulfil", operation_id="fulfil_mall_orders", response=Many)
def fulfil_many(request: HttpRequest, payload: bodies.FulfilManyIn) -> HttpResponse:
    return json_response(moving.fulfil_many(acting(request), order_ids=payload.ids))


@router.post(f"{ORDER}/cancel", operation_id="cancel_mall_order", response=Made)
def cancel(request: HttpRequest, mall_order_id: uuid.UUID, payload: bodies.MallReasonIn) -> HttpResponse:
    return json_response({"id": moving.cancel(acting(request), order_id=mall_order_id, reason=payload.reason).pk})


@router.post(f"{ORDER}/take-back", operation_id="take_back_mall_order", response=Made)
def take_back(request: HttpRequest, mall_order_id: uuid.UUID, payload: bodies.TakeBackIn) -> HttpResponse:
    return json_response({"id": moving.take_back(acting(request), order_id=mall_order_id, **payload.model_dump()).pk})


@router.post(f"{ORDER}/codes", operation_id="show_mall_order_codes", response=answers.CodesShown)
def show_codes(request: HttpRequest, mall_order_id: uuid.UUID) -> HttpResponse:
    """To a colleague who may look at codes; it is on record."""
    return json_response({"codes": codes.show(acting(request), order_id=mall_order_id)})


@router.get("/clients/{client_id}/entitlements", operation_id="list_client_entitlements", response=answers.Entitlements)
def entitlements(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """Service channels that points were redeemed for."""
    return json_response({"items": pages.entitlements(acting(request), client_id)})
