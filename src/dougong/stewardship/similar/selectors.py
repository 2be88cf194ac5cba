"""Which clients are like what is being entered: some look-ups by index, then the names compared one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dougong.clients.models import Client
from dougong.kit import fields
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index
from dougong.kit.formats import check_uscc, normalise_phone, pinyin
from dougong.search.selectors import candidates
from dougong.stewardship.matching.names import Name, parse
from dougong.stewardship.similar.rules import relation

CLIENT = "clients.client"
SHOWN = 6
_LOOKED_UP = 120
#: What a reason weighs when the likeliest are shown first.
_RANK = {"code": 100, "same": 50, "phone": 40, "near": 30, "short": 20, "related": 5}


def similar(
    actor: Actor, *, name: str, uscc: str = "", phone: str = "", leave_out: uuid.UUID | None = None
) -> list[dict[str, Any]]:
    """At most `SHOWN` clients that the actor may see, the likeliest first, each with its reasons (`code`, `phone`, `same`,
    `near`, `short`, `related`). Archived ones are told too: they are to be restored, not made again."""
    require(actor, CLIENT, "create")
    typed = parse(name)
    checked = check_uscc(uscc)
    code = checked.value or checked.suggestion or ""
    number = normalise_phone(phone).value or ""
    whole = fields.mode(actor, CLIENT, "phone") is None  # who is not shown phones can't find out one by guessing
    marked = blind_index(number) if number and whole else ""
    ids = _by_name(typed) | _exact(code, marked)
    rows = Client.objects.visible_to(actor).filter(pk__in=ids).order_by("pk")
    found = []
    for row in rows.values("id", "name", "uscc", "phone_index", "region_name", "owner__name", "archived_at"):
        reasons = _reasons(row, typed, code, marked)
        if reasons and row["id"] != leave_out:
            found.append((sum(_RANK[r] for r in reasons), row, reasons))
    found.sort(key=lambda each: (-each[0], each[1]["name"], str(each[1]["id"])))
    return [_told(row, reasons) for _, row, reasons in found[:SHOWN]]


def _exact(code: str, marked: str) -> set[uuid.UUID]:
    """Looked up apart, so that the question above goes by the key alone, whoever asks it."""
    ids: set[uuid.UUID] = set()
    if code:
        ids.update(Client.objects.filter(uscc=code).values_list("pk", flat=True))
    if marked:
        ids.update(Client.objects.filter(phone_index=marked).order_by("pk").values_list("pk", flat=True)[:_LOOKED_UP])
    return ids


def _by_name(typed: Name) -> set[uuid.UUID]:
    """Those with the core in their names, with one half of the brand beside place and trade (the other half may be typed
    wrong), or sounding alike from the beginning."""
    if len(typed.core) < 2:
        return set()
    half, place = (len(typed.brand) + 1) // 2, typed.place.replace(" ", "")
    words = {
        typed.core,
        typed.brand,
        f"{place} {typed.brand[half:]}{typed.trade}",
        f"{place}{typed.brand[:half]} {typed.trade}",
    }
    ids: set[uuid.UUID] = set()
    for word in sorted(words):
        if max(map(len, word.split()), default=0) >= 2:
            ids.update(candidates(CLIENT, word, limit=_LOOKED_UP) or ())
    sound = pinyin(typed.stem)[:190]
    near = Client.objects.filter(name_sort__gte=sound, name_sort__lt=sound + "\uffff").order_by("name_sort", "pk")
    ids.update(near.values_list("pk", flat=True)[:_LOOKED_UP])
    return ids


def _reasons(row: Mapping[str, Any], typed: Name, code: str, marked: str) -> list[str]:
    reasons = []
    if code and row["uscc"] == code:
        reasons.append("code")
    if marked and row["phone_index"] == marked:
        reasons.append("phone")
    if typed.plain and (word := relation(typed, parse(row["name"]))):
        reasons.append(word)
    return reasons


def _told(row: Mapping[str, Any], reasons: list[str]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "region": row["region_name"],
        "owner": row["owner__name"] or "",
        "archived": row["archived_at"] is not None,
        "reasons": reasons,
    }
