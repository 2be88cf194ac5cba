"""`pk__among=ids`: one parameter however many ids. `__in` costs Django and the database a parameter each."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import UUIDField
from django.db.models.lookups import Lookup


@UUIDField.register_lookup
class Among(Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, lhs: Any, rhs: Iterable[uuid.UUID]) -> None:
        super().__init__(lhs, [str(one) for one in rhs])

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            listed = json.dumps([one.replace("-", "") for one in self.rhs])
            return f"{column} IN (SELECT value FROM json_each(%s))", (*params, listed)  # noqa: S608  a column
        return f"{column} = ANY(%s::uuid[])", (*params, self.rhs)
