"""`pk__among=ids`: one parameter however many ids. `__in` costs Django and the database a parameter each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import CharField, UUIDField
from django.db.models.lookups import Lookup


@CharField.register_lookup
class AmongTexts(Lookup):
    lookup_name = "among"
    prepare_rhs = False
    kind: ClassVar[str] = "text"

    def __init__(self, lhs: Any, rhs: Iterable[Any]) -> None:
        super().__init__(lhs, [str(one) for one in rhs])

    def listed(self) -> list[str]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            found = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608  a column
            return found, (*params, json.dumps(self.listed(), ensure_ascii=False))
        return f"{column} = ANY(%s::{self.kind}[])", (*params, self.rhs)


@UUIDField.register_lookup
class Among(AmongTexts):
    kind = "uuid"

    def listed(self) -> list[str]:
        return [one.replace("-", "") for one in self.rhs]
