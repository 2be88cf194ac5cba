"""Answers to questions that feed a dossier: the rules of the fields that they feed hold for them too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dougong.clients.policies import CLIENT
from dougong.forms.rules import FieldDef
from dougong.forms.words import said
from dougong.kit import fields
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

#: What a person who writes tells of himself is ruled as the contacts of the dossier are.
_PERSON = {"contact.phone": "phone", "contact.email": "email"}


@dataclass(frozen=True)
class Ruled:
    """Questions that the reader is shown, with the answers as he may read them; those `locked` he can't change."""

    questions: list[FieldDef]
    answers: dict[str, Any]
    locked: list[str]

    @property
    def names(self) -> dict[str, str]:
        """What places and trades are called, by question."""
        coded = [q for q in self.questions if q.type in ("region", "industry") and q.key not in self.locked]
        return {q.key: said(q, self.answers[q.key], en=False) for q in coded if self.answers.get(q.key)}


def mode_of(actor: Actor, target: str) -> fields.FieldMode | None:
    return fields.mode(actor, CLIENT, _PERSON.get(target, target)) if target else None


def ruled(actor: Actor, asked: Iterable[FieldDef], answers: Mapping[str, Any]) -> Ruled:
    """What a rule hides is left out with its question; what one masks is masked."""
    questions, told, locked = [], dict(answers), []
    for question in asked:
        mode = mode_of(actor, question.target)
        if mode == "hide":
            told.pop(question.key, None)
            continue
        questions.append(question)
        if mode == "mask":
            locked.append(question.key)
            if question.key in told:
                told[question.key] = masked(question.target, told[question.key])
    return Ruled(questions, told, locked)


def masked(target: str, value: Any) -> Any:
    kept = resource(CLIENT).among([_PERSON.get(target, target)])
    return fields.masked(kept[0].mask if kept else "part", value)


def fed_as_shown(actor: Actor, fed: Mapping[str, Any]) -> dict[str, Any]:
    """By target, as he may read it."""
    modes = {target: mode_of(actor, target) for target in fed}
    return {t: v if modes[t] is None else masked(t, v) for t, v in fed.items() if modes[t] != "hide"}


def may_answer(actor: Actor, asked: Iterable[FieldDef], keys: Iterable[str]) -> None:
    """Refuse an answer to what he is not shown whole: else a mask would be written over it."""
    given = set(keys)
    for question in asked:
        if question.key in given and mode_of(actor, question.target) is not None:
            raise fields.FieldNotYours(field=f"answers.{question.key}")
