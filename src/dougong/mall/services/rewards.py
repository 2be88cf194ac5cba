"""Rewards: made, changed, offered and withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.files.services import archive, attach
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, FieldErrors
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.loyalty.selectors.standing import names
from dougong.mall import errors
from dougong.mall.models import MallSetting, Reward
from dougong.mall.policies import REWARD, SETTING
from dougong.mall.selectors.pages import setting

FIELDS = (
    "kind", "title", "title_en", "text", "text_en", "points", "value", "months", "limited", "per_client", "period", "least_tier",
    "begins_on", "ends_on", "approval", "place",
)  # fmt: skip


@transaction.atomic
def create_reward(actor: Actor, **values: Any) -> Reward:
    """A draft. Raises FieldErrors at what is wrong."""
    require(actor, REWARD, "create")
    reward = Reward(created_by_id=actor.id, created_at=clock.now())
    _write(reward, values)
    reward.save(force_insert=True)
    audit(actor, "create", REWARD, reward, after=_told(reward))
    notify(REWARD, reward.pk)
    return reward


@transaction.atomic
def change_reward(actor: Actor, *, reward_id: uuid.UUID, version: int | None, **values: Any) -> Reward:
    """Orders that stand keep what they were made at. Raises Stale, FieldErrors, RewardInUse."""
    reward = _changing(actor, reward_id, version)
    if values["kind"] != reward.kind and (reward.orders.exists() or reward.movements.exists()):
        raise errors.RewardInUse(field="kind", title=reward.title)
    before = _told(reward)
    _write(reward, values)
    reward.store(*FIELDS)
    audit(actor, "update", REWARD, reward, before=before, after=_told(reward))
    notify(REWARD, reward.pk)
    return reward


@transaction.atomic
def set_state(actor: Actor, *, reward_id: uuid.UUID, version: int | None, state: str) -> Reward:
    """On offer, or withdrawn: orders that stand are fulfilled all the same."""
    reward = _changing(actor, reward_id, version)
    if reward.state != state:
        before, reward.state = reward.state, state
        reward.store("state")
        audit(actor, "set_state", REWARD, reward, before={"state": before}, after={"state": state})
        notify(REWARD, reward.pk)
    return reward


@transaction.atomic
def set_picture(
    actor: Actor, *, reward_id: uuid.UUID, filename: str, upload: Any = None, data: bytes | None = None
) -> Reward:
    """What clients see of it. Raises FieldError for what is no picture."""
    reward = _changing(actor, reward_id, None)
    made = attach(
        actor,
        resource=REWARD,
        object_id=reward.pk,
        filename=filename,
        upload=upload,
        data=data,
        shared_with_client=True,
    )
    if not made.file.versions.get(number=1).blob.content_type.startswith("image/"):
        raise FieldError("file", "选一张图片（PNG、JPEG 或 WebP）。", "Choose a picture (PNG, JPEG or WebP).")
    if reward.picture is not None:
        archive(actor, attachment_id=reward.picture.pk)
    reward.picture = made
    reward.store("picture")
    notify(REWARD, reward.pk)
    return reward


@transaction.atomic
def set_setting(actor: Actor, *, version: int | None, approve_from: int) -> MallSetting:
    require(actor, SETTING, "update")
    row = setting()
    if row._state.adding:
        row.save(force_insert=True)
    row = MallSetting.objects.locked(row.pk, version)
    before, row.approve_from = row.approve_from, approve_from
    row.store("approve_from")
    audit(actor, "update", SETTING, row, before={"approve_from": before}, after={"approve_from": approve_from})
    notify(SETTING, row.pk)
    return row


def _changing(actor: Actor, reward_id: uuid.UUID, version: int | None) -> Reward:
    must_see(actor, REWARD, reward_id)
    require(actor, REWARD, "update")
    found: Reward = Reward.objects.locked(reward_id, version)
    return found


def _told(reward: Reward) -> dict[str, Any]:
    return {name: getattr(reward, name) for name in FIELDS}


def _write(reward: Reward, values: Mapping[str, Any]) -> None:
    wrong = _faults(values)
    if wrong:
        raise FieldErrors(wrong)
    for name in FIELDS:
        setattr(reward, name, values[name])
    reward.limited = reward.limited or reward.kind == "code"
    if reward.kind not in ("warranty", "service"):
        reward.months = 0


def _faults(values: Mapping[str, Any]) -> list[BusinessError]:
    wrong: list[BusinessError] = []
    if values["kind"] == "voucher" and not values["value"] > Money():
        wrong.append(FieldError("value", "抵扣券要有面值。", "A voucher needs an amount."))
    if values["kind"] in ("warranty", "service") and not values["months"]:
        wrong.append(FieldError("months", "填几个月。", "Say how many months."))
    if values["begins_on"] and values["ends_on"] and values["ends_on"] < values["begins_on"]:
        wrong.append(FieldError("ends_on", "结束日期早于开始日期。", "The end is before the beginning."))
    if values["least_tier"] and values["least_tier"] not in names():
        wrong.append(FieldError("least_tier", "没有这个等级。", "There is no such tier."))
    return wrong
