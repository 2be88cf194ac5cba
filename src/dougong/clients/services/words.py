"""What fields of a dossier hold, in the words of both languages: for what is told of an import that is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from dougong.accounts.models import User
from dougong.clients import choices, standard
from dougong.clients.policies import CLIENT
from dougong.clients.services.dossiers import region_title
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import own_fields
from dougong.forms.words import chosen, said
from dougong.imports.targets import Said
from dougong.kit import clock
from dougong.kit.ids import parse_id
from dougong.kit.registry import ADDED

_PEOPLE = ("owner_id", "source_author_id")
_CHOSEN = {"kind": choices.CLIENT_KINDS, "state": choices.STATES}


class Words:
    """`held` are all values that may be told, by field: what they are called is asked for at once."""

    def __init__(self, held: Iterable[tuple[str, Any]]) -> None:
        told = list(held)
        added = any(name.startswith(ADDED) for name, _ in told)
        defined = (*standard.FIELDS, *own_fields(CLIENT)) if added else ()
        self._fields: dict[str, FieldDef] = {f"{ADDED}{f.key}": f for f in defined}
        keys = {parse_id(value) for name, value in told if value and self._is_person(name)} - {None}
        people = User.objects.filter(pk__in=[key for key in keys if key]) if keys else User.objects.none()
        self._people = {str(pk): name for pk, name in people.values_list("pk", "name")}

    def _is_person(self, name: str) -> bool:
        return name in _PEOPLE or (name in self._fields and self._fields[name].type == "person")

    def name_of(self, name: str) -> tuple[str, str]:
        """What a defined field is called."""
        field = self._fields.get(name)
        return (field.zh, field.name_en) if field else (name, name)

    def of(self, name: str, value: Any) -> Said | None:
        if value in (None, ""):
            return None
        if self._is_person(name):
            return self._people.get(str(value), "")
        if name in self._fields:
            return self._defined(self._fields[name], value)
        if name in _CHOSEN:
            return {"zh": chosen(_CHOSEN[name], [value], en=False), "en": chosen(_CHOSEN[name], [value], en=True)}
        if name == "archived_at":
            return clock.local_date(dt.datetime.fromisoformat(str(value))).isoformat()
        return region_title(value) if name == "region" else str(value)

    def _defined(self, field: FieldDef, value: Any) -> Said:
        zh, en = (said(field, value, en=en, names=self._people) for en in (False, True))
        return zh if zh == en else {"zh": zh, "en": en}
