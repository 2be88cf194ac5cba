"""Dossiers with rows in every app, and the database as plain values: for comparing before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Sum

from dougong.approvals.models import Approval
from dougong.clients import services as clients
from dougong.clients.models import Client, Contact
from dougong.clients.policies import CLIENT
from dougong.contracts.models import Contract
from dougong.files.services import attach
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.ids import new_id
from dougong.kit.merging import image
from dougong.kit.money import Money
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.services import Happening, post
from dougong.notifications.models import Notification
from dougong.privacy.services import consents
from dougong.sales import services as sales
from dougong.stewardship.quality.services import judge_clients
from tests.cast import Cast

USCC = ("91350100M000100Y43", "91310115MA1NR7W314")
#: What goes forward by rule: the record of acts, what is told to browsers and the worker, the merge itself.
_FORWARD = (
    "audit.", "kit.", "search.", "clients.ClientMerge", "accounts.", "django", "contenttypes.", "sessions.",
    "loyalty.PointsEvent", "loyalty.PointsLot", "loyalty.PointsTiers",
)  # fmt: skip
_STEPS_ON = {"version", "updated_at"}
_OF_THE_LEDGER = {"loyalty.PointsAccount": {"entry_count", "last_entry_at", "lot_count", "last_at"}}


def dump() -> dict[str, dict[str, Any]]:
    """Every row of every app by table and key, but for what goes forward by rule."""
    found: dict[str, dict[str, Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label.startswith(_FORWARD) or not model._meta.managed:
            continue
        skip = _STEPS_ON | _OF_THE_LEDGER.get(label, set())
        rows: Any = model._base_manager.all()
        if label == "loyalty.PointsEntry":
            rows = rows.exclude(kind="transfer")
        found[label] = {str(r.pk): {k: v for k, v in image(r).items() if k not in skip} for r in rows}
    return found


def sums() -> dict[str, Any]:
    """The money and the points of all clients together."""
    return {
        "contracts": Contract.objects.aggregate(s=Sum("amount"))["s"],
        "points": PointsEntry.objects.aggregate(s=Sum("amount"))["s"],
    }


def client(actor: Actor, number: int, **values: Any) -> Client:
    return clients.create_client(actor, name=f"启岳半导体{number or ''}有限公司", **values)


def person(actor: Actor, held: Client, name: str, phone: str = "", email: str = "", **values: Any) -> Contact:
    return clients.add_contact(actor, client_id=held.pk, name=name, phone=phone, email=email, **values)


def points(held: Client, of: int) -> None:
    happened = Happening("receipt.recorded", "contracts.receipt", new_id(), clock.now(), {"amount": Money.fen(of * 100_000)})
    post(Actor.system(), client_id=held.pk, happened=happened)


def furnish(cast: Cast, held: Client, kinds: set[str], mark: str) -> None:
    """Rows of the named kinds."""
    for kind in KINDS:
        if kind in kinds:
            KINDS[kind](cast, held, mark)


def _member(cast: Cast, held: Client, mark: str) -> None:
    made = clients.create_client(cast.fang, name=f"{mark}分公司")
    Client.objects.filter(pk=made.pk).update(parent=held, relation="branch")


def _notice(cast: Cast, held: Client, mark: str) -> None:
    Notification.objects.create(
        user_id=cast.fang.user_id,
        kind="clients.step_due",
        key=f"{mark}{held.pk}",
        resource=CLIENT,
        object_id=str(held.pk),
    )


KINDS: dict[str, Callable[[Cast, Client, str], Any]] = {
    "tag": lambda cast, held, mark: clients.set_tags(cast.fang, client_id=held.pk, names=["重点", mark]),
    "note": lambda cast, held, mark: clients.add_note(
        cast.fang, client_id=held.pk, kind="talk", text=f"{mark}谈了二期"
    ),
    "step": lambda cast, held, mark: clients.add_step(cast.fang, client_id=held.pk, title=f"{mark}寄样本"),
    "file": lambda cast, held, mark: attach(
        cast.fang, resource=CLIENT, object_id=held.pk, filename=f"{mark}.txt", data=mark.encode()
    ),
    "opportunity": lambda cast, held, mark: sales.create_opportunity(
        Actor.system(), client_id=held.pk, title=f"{mark}三期", amount="8000000.00"
    ),
    "contract": lambda cast, held, mark: Contract.objects.create(
        client=held, title=f"{mark}机电", amount=Money("100.00")
    ),
    "points": lambda cast, held, mark: points(held, 8000),
    "issue": lambda cast, held, mark: judge_clients([held.pk]),
    "notice": _notice,
    "approval": lambda cast, held, mark: Approval.objects.create(
        subject=CLIENT, object_id=held.pk, title=mark, state="approved"
    ),
    "member": _member,
}


def consent(cast: Cast, held: Contact) -> None:
    consents.record_consent(cast.fang, kind="contact", person_id=held.pk, purpose="service", how="paper")
