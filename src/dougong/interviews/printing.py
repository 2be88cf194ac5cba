"""An interview as a PDF: its questions with the answers, or with room to write where there are none."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.forms.rules import FieldDef
from dougong.forms.words import said
from dougong.interviews import selectors
from dougong.interviews.policies import INTERVIEW
from dougong.interviews.rules import STAR_WORDS
from dougong.kit import clock, pdf
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.noting import note

TEMPLATE = Path(__file__).with_name("interview.typ")


def print_interview(actor: Actor, *, interview_id: uuid.UUID, language: str) -> tuple[str, bytes]:
    """The file's name and the PDF; put on record as an export. Raises FontMissing."""
    told = selectors.interview(actor, interview_id)
    require(actor, INTERVIEW, "export")
    en = language.startswith("en")
    title = told["template"]["en" if en else "zh"]
    who = [told["contact"]["name"] if told["contact"] else "", told["interviewer"]["name"], str(told["held_on"])]
    data = {
        "lang": "en" if en else "zh",
        "title": title,
        "meta": [told["client"]["name"], *(w for w in who if w)],
        "items": [_item(q, told["answers"].get(q["key"]), en) for q in told["questions"]],
        "foot": f"{settings.DOUGONG_COMPANY}  ·  {actor.name}  ·  {clock.now().astimezone(clock.zone()):%Y-%m-%d %H:%M}",
    }
    made = pdf.render(TEMPLATE, data)
    note(actor, "export", INTERVIEW, object_id=interview_id, title=title, after={"format": "pdf"})
    return f"{told['client']['name']}-{title}-{told['held_on']:%Y%m%d}.pdf", made


def _item(question: dict[str, Any], answer: Any, en: bool) -> dict[str, Any]:
    told = answer if isinstance(answer, dict) else {}
    parts = [[w_en if en else zh, told.get(key, "")] for key, zh, w_en in STAR_WORDS]
    return {
        "question": question["en"] if en else question["zh"],
        "answer": "" if question["type"] == "star" else _said(question, answer, en),
        "parts": parts if question["type"] == "star" else [],
    }


def _said(question: dict[str, Any], answer: Any, en: bool) -> str:
    choices = tuple((c["value"], c["zh"], c["en"]) for c in question["choices"])
    return said(FieldDef(question["key"], question["type"], question["zh"], choices=choices), answer, en=en)
