"""One dossier as a PDF to take to a meeting: what the reader sees of it, and no more."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.clients import choices, selectors, standard
from dougong.clients.policies import CLIENT
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import all_fields
from dougong.forms.words import amount, chosen, said
from dougong.kit import clock, pdf
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.noting import note
from dougong.kit.registry import resource

TEMPLATE = Path(__file__).with_name("dossier.typ")
TRACES = 12
_TOLD = {"mail": ("邮件", "Mail"), **{v: (zh, en) for v, zh, en in choices.NOTE_KINDS}}
_WORDS = {
    "contacts": ("联系人", "Contacts"), "steps": ("下一步与承诺", "Next steps and promises"), "traces": ("近期往来", "Lately"),
    "owner": ("责任人", "Owner"), "signed": ("累计合同额", "Contracts"), "receivable": ("应收余额", "Receivable"),
    "overdue": ("其中逾期", "Overdue"), "complete": ("档案完整度", "Completeness"),
}  # fmt: skip
_HEADS = (
    ("姓名", "Name"), ("职务", "Post"), ("角色", "Part"), ("态度", "Attitude"), ("影响力", "Influence"), ("电话", "Phone"),
)  # fmt: skip


def print_dossier(actor: Actor, *, client_id: uuid.UUID, language: str) -> tuple[str, bytes]:
    """The file's name and the PDF; put on record as an export. Raises FontMissing."""
    client = get_visible(resource(CLIENT).visible_to(actor), client_id)
    require(actor, CLIENT, "export", client)
    told = selectors.dossier(actor, client_id, events=True)
    made = pdf.render(TEMPLATE, _Page(actor, told, 1 if language.startswith("en") else 0).data())
    note(actor, "export", CLIENT, object_id=client_id, title=told["name"], after={"format": "pdf"})
    return f"{told['name']}-{clock.today():%Y%m%d}.pdf", made


class _Page:
    """`en` is 0 or 1: which of two words."""

    def __init__(self, actor: Actor, told: dict[str, Any], en: int) -> None:
        self.actor, self.told, self.en = actor, told, en
        self.words = {key: pair[en] for key, pair in _WORDS.items()}
        self._fields = [f for f in all_fields(CLIENT, actor) if not f.secret]  # those are read in the dossier only

    def data(self) -> dict[str, Any]:
        told, en = self.told, self.en
        figures, kind = told["figures"], self._choice(choices.CLIENT_KINDS, told["kind"])
        shown = [("owner", (told["owner"] or {}).get("name", "—")), ("signed", amount(figures["contract_amount"]))]
        shown += [(key, amount(figures[key])) for key in ("receivable", "overdue") if key in figures]
        return {
            "lang": "en" if en else "zh",
            "name": told["name"],
            "meta": [str(v) for v in (told["uscc"], told["industry"], told["region_name"], kind, *told["tags"]) if v],
            "figures": [
                *({"label": self.words[key], "value": value} for key, value in shown),
                {"label": self.words["complete"], "value": f"{told['completeness']}%"},
            ],
            "sections": [s for s in map(self._section, standard.SECTIONS) if s["short"] or s["long"]],
            "contacts": [self._contact(c) for c in told["contacts"]],
            "steps": [[str(s["due_on"] or "—"), s["title"], s["assignee__name"] or "—"] for s in told["steps"]],
            "traces": self._traces(),
            "words": {**self.words, "contact": [pair[en] for pair in _HEADS]},
            "foot": f"{settings.DOUGONG_COMPANY}  ·  {self.actor.name}  ·  {clock.now().astimezone(clock.zone()):%Y-%m-%d %H:%M}",
        }

    def _choice(self, items: tuple[tuple[str, str, str], ...], value: str) -> str:
        return chosen(items, [value], en=bool(self.en))

    def _section(self, section: tuple[str, str, str]) -> dict[str, Any]:
        """What is filled of a part of the dossier; long texts below the short ones."""
        columns = [(f, self.told.get(f.key)) for f in standard.COLUMNS if f.section == section[0] and f.key != "name"]
        facts = [(f, self.told["facts"].get(f.key)) for f in self._fields if f.section == section[0]]
        rows = [(f, self._said(f, value)) for f, value in (*columns, *facts) if value not in (None, "", [])]
        pair = [
            {"label": f.name_en if self.en else f.zh, "value": text, "long": f.type == "long_text"} for f, text in rows
        ]
        short = [p for p in pair if not p["long"]]
        return {"title": section[1 + self.en], "short": short, "long": [p for p in pair if p["long"]]}

    def _said(self, field: FieldDef, value: Any) -> str:
        if field.key == "region":
            return str(self.told["region_name"])
        if field.key in self.told["fact_names"]:
            return str(self.told["fact_names"][field.key])
        if field.key == "phone":
            return str(value).removeprefix("+86")
        return said(field, value, en=bool(self.en))

    def _contact(self, contact: dict[str, Any]) -> list[str]:
        return [
            contact["name"], contact["post"] or "—", self._choice(choices.DECISION_ROLES, contact["decision_role"]),
            self._choice(choices.ATTITUDES, contact["attitude"]), self._choice(choices.INFLUENCES, contact["influence"]),
            str(contact.get("phone") or "—").removeprefix("+86"),
        ]  # fmt: skip

    def _traces(self) -> list[dict[str, str]]:
        items = [e for e in self.told["timeline"]["items"] if e["kind"] in _TOLD and e["text"]][:TRACES]
        return [
            {
                "day": f"{e['at'].astimezone(clock.zone()):%Y-%m-%d}",
                "kind": _TOLD[e["kind"]][self.en],
                "who": e["actor"],
                "text": e["text"],
            }
            for e in items
        ]
