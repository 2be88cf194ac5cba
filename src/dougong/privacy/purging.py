"""Persons of a client that is deleted for good: their accounts of the window are made anonymous. Proofs of consent and of
answers stay, as the law has it, and name nobody; an open request must be answered first."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dougong.accounts.models import User
from dougong.clients.models import Contact
from dougong.clients.policies import CLIENT
from dougong.kit.actor import Actor
from dougong.kit.purging import Ids, Part, Stop, goes, stops
from dougong.privacy.holdings import NOBODY, holdings
from dougong.privacy.models import Consent, Erasure, PersonFile, PersonRequest
from dougong.privacy.selectors.persons import person_of

_KEPT = Q(contact__isnull=False)


def _of_others(ids: Ids) -> Q:
    """Whoever is a contact of another client too keeps his account."""
    return Q(pk__in=Contact.objects.exclude(client_id__in=ids).filter(user__isnull=False).values("user_id"))


def _close(actor: Actor, rows: QuerySet[Any]) -> None:
    for pk in list(rows.values_list("pk", flat=True)):
        person = person_of("user", pk)
        for holding in holdings():
            if holding.erase is not None:
                holding.erase(holding.rows(person), person)


def _detach(actor: Actor, rows: QuerySet[Any]) -> None:
    rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(contact=None)


stops(
    Stop(
        CLIENT, "privacy.request", "未办结的个人信息请求", "Open requests of persons",
        "先答复请求（个人信息保护法第五十条）。", "Answer them first (Personal Information Protection Law, art. 50).",
        PersonRequest, "contact__client_id", Q(state="open"),
    ),
)  # fmt: skip
goes(
    Part(
        CLIENT, "accounts.window", "客户窗口账号（停用并匿名）", "Accounts of the window (closed, made anonymous)", User,
        "client_contacts__client_id", Q(kind="contact") & ~Q(name=NOBODY[0]), _of_others, _close,
    ),
    *(
        Part(
            CLIENT, code, f"{zh}（留作证明，不再指向个人）", f"{en} (kept as proof, naming nobody)", model,
            "contact__client_id", _KEPT, act=_detach,
        )
        for code, zh, en, model in (
            ("privacy.consent", "同意记录", "Consents", Consent),
            ("privacy.request", "已办结的个人信息请求", "Closed requests of persons", PersonRequest),
            ("privacy.file", "导出的个人信息文件", "Files made for persons", PersonFile),
            ("privacy.erasure", "删除个人信息的记录", "Records of erasures", Erasure),
        )
    ),
)  # fmt: skip
