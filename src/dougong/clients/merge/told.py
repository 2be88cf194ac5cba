"""What clashes when a merge is taken back, in words: of each field what it was, and what it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dougong.clients import choices, standard
from dougong.clients.merge.people import CONTACT
from dougong.clients.models import Contact
from dougong.clients.policies import CLIENT
from dougong.clients.services.words import Words
from dougong.forms.words import YES_NO, chosen
from dougong.kit import fields, merging
from dougong.kit.actor import Actor
from dougong.kit.registry import ADDED
from dougong.kit.unmerging import Clash

_CALLED = {
    "owner_id": ("负责人", "Owner"),
    "source": ("客户来源", "Source"),
    "since": ("首次合作日期", "Client since"),
    "facts": ("档案的其他字段", "Other fields of the dossier"),
    "sealed_facts": ("保密字段", "Secret fields"),
    "parent_id": ("上级单位", "The company above"),
    "post": ("职务", "Post"),
    "decision_role": ("决策角色", "Role in decisions"),
    "attitude": ("态度", "Attitude"),
    "influence": ("影响力", "Influence"),
    "is_primary": ("主要联系人", "Primary contact"),
    "reports_to_id": ("汇报对象", "Reports to"),
    "user_id": ("客户窗口账号", "Account of the client's window"),
}
_CHOSEN = {
    "decision_role": choices.DECISION_ROLES, "attitude": choices.ATTITUDES, "influence": choices.INFLUENCES, "is_primary": YES_NO,
}  # fmt: skip
#: Keys and sealed values, of which nothing is shown.
_KEPT = ("facts", "sealed_facts", "user_id", "parent_id", "phone_index", "email_index")


def clashes(actor: Actor, found: Sequence[Clash], en: bool) -> list[dict[str, Any]]:
    """Values obey the rules of their fields; people and documents are asked for at once."""
    words = Words((c.field, value) for c in found for value in (c.before, c.now))
    keys = {c.key for c in found if c.code == CONTACT and c.key}
    keys |= {str(v) for c in found if c.field == "reports_to_id" for v in (c.before, c.now) if v}
    people = {str(pk): name for pk, name in Contact.objects.filter(pk__in=keys).values_list("pk", "name")}
    return [_clash(actor, c, words, people, en) for c in found]


def _clash(actor: Actor, clash: Clash, words: Words, people: dict[str, str], en: bool) -> dict[str, Any]:
    hidden = fields.mode(actor, CLIENT, clash.field.removesuffix("_id")) is not None or clash.field in _KEPT
    before, now = (None if hidden else _said(clash.field, v, words, people, en) for v in (clash.before, clash.now))
    return {
        "name": clash.name if clash.why == "changed" else "", "why": clash.why, "label": _called(clash, words)[en],
        "of": people.get(clash.key, "") if clash.code == CONTACT else "", "before": before, "now": now, "count": clash.count,
    }  # fmt: skip


def _called(clash: Clash, words: Words) -> tuple[str, str]:
    if not clash.field:
        item = next((i for i in merging.items_of(CLIENT) if i.code == clash.code), None)
        return (item.zh, item.en) if item else ("", "")
    labels = {f.key: (f.zh, f.name_en) for f in standard.COLUMNS} | _CALLED
    return words.name_of(clash.field) if clash.field.startswith(ADDED) else labels.get(clash.field, (clash.field,) * 2)


def _said(name: str, value: Any, words: Words, people: dict[str, str], en: bool) -> str | None:
    if value in (None, ""):
        return None
    if name == "reports_to_id":
        return people.get(str(value), "")
    if name in _CHOSEN:
        return chosen(_CHOSEN[name], [value], en=en)
    found = words.of(name, value)
    return found["en" if en else "zh"] if isinstance(found, dict) else found
