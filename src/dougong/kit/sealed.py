"""The encrypted columns of all tables, found by walking the models, and their way to another key: row by row, online.

A row is written only when its ciphertext is still the one that was read, so that nobody's change is lost and no lock is held;
its version does not rise, since to people nothing changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Count, F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, StrIndex, Substr

from dougong.kit import keyring
from dougong.kit.crypto import (
    BlindField,
    BlindIndex,
    EncryptedField,
    Stored,
    blind_index,
    decrypt,
    encrypt,
    key_of,
    writing_label,
)

BATCH = 500


@dataclass(frozen=True)
class Table:
    """A model with secret columns; `blind` are its blind indexes."""

    model: type[Model]
    secret: tuple[str, ...]
    blind: tuple[BlindField, ...]

    @property
    def label(self) -> str:
        return str(self.model._meta.label_lower)

    def rows(self) -> QuerySet[Any]:
        """Ciphertext as text: `raw_<column>`."""
        raw = {f"raw_{name}": Cast(F(name), TextField()) for name in self.secret}
        return self.model._base_manager.annotate(**raw).order_by("pk")


@dataclass
class Step:
    """What one batch did. `after` is the last key read, None at the end of the table."""

    after: Any = None
    seen: int = 0
    changed: int = 0
    unreadable: int = 0


def tables() -> list[Table]:
    found = []
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        fields = model._meta.concrete_fields
        secret = tuple(f.name for f in fields if isinstance(f, EncryptedField))
        if secret:
            found.append(Table(model, secret, tuple(f for f in fields if isinstance(f, BlindField))))
    return sorted(found, key=lambda table: table.label)


def reseal(table: Table, after: Any, limit: int = BATCH) -> Step:
    """One batch of `table` under the key and cipher that write now."""
    label = f"{writing_label()}."

    def fresh(row: dict[str, Any]) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        lost = 0
        for name in table.secret:
            stored = row[f"raw_{name}"]
            if stored and not stored.startswith(label):
                try:
                    values[name] = Stored(encrypt(decrypt(stored)))
                except ValueError:
                    lost += 1
        return values, lost

    return _batch(table, after, limit, [], fresh)


def reindex(table: Table, after: Any, limit: int = BATCH) -> Step:
    """One batch of the blind indexes of `table` under the key that writes now."""

    def fresh(row: dict[str, Any]) -> tuple[dict[str, Any], int]:
        values: dict[str, Any] = {}
        lost = 0
        for index in table.blind:
            try:
                stored = row[f"raw_{index.of}"]
                made = str(blind_index(decrypt(stored))) if stored else ""
            except ValueError:
                lost += 1
                continue
            if made != row[index.name]:
                values[index.name] = BlindIndex(made)
        return values, lost

    return _batch(table, after, limit, [index.name for index in table.blind], fresh)


def _batch(table: Table, after: Any, limit: int, more: list[str], fresh: Any) -> Step:
    raw = [f"raw_{name}" for name in table.secret]
    rows = table.rows() if after is None else table.rows().filter(pk__gt=after)
    found = list(rows.values("pk", *raw, *more)[:limit])
    step = Step(found[-1]["pk"] if len(found) == limit else None, len(found))
    with transaction.atomic():
        for row in found:
            values, lost = fresh(row)
            step.unreadable += lost
            same = {name: row[name] for name in raw}
            if values:
                step.changed += len(values) * table.rows().filter(pk=row["pk"], **same).order_by().update(**values)
    return step


def use_of_keys() -> dict[str, int]:
    """How many values each key of the ring has written, by label (`k1`, `k1~sm4`)."""
    used: dict[str, int] = {}
    for table in tables():
        for name in table.secret:
            raw = f"raw_{name}"
            label = Substr(F(raw), 1, StrIndex(F(raw), Value(".")) - 1)
            rows = table.rows().filter(**{f"{raw}__contains": "."}).order_by()
            for found in rows.annotate(key_label=label).values("key_label").annotate(n=Count("pk")):
                used[found["key_label"]] = used.get(found["key_label"], 0) + found["n"]
    return used


def unreadable() -> Iterator[tuple[Table, Any, str, str]]:
    """(table, key, column, key id) of every value that can't be decrypted; reads all of them."""
    keyring.ring("field")
    for table in tables():
        columns = [f"raw_{name}" for name in table.secret]
        for pk, *cells in table.rows().values_list("pk", *columns).iterator(chunk_size=BATCH):
            for name, stored in zip(table.secret, cells, strict=True):
                if not stored:
                    continue
                try:
                    decrypt(stored)
                except ValueError:
                    yield table, pk, name, key_of(stored)


def count_of(tables_: list[Table]) -> int:
    return sum(table.model._base_manager.count() for table in tables_)


def seal_column(model: type[Any], name: str, index: str = "") -> int:
    """For a migration: encrypt a column that was in clear, in batches, and write its blind index; how many. What is sealed
    already is left, so that it can begin again."""
    rows = model._base_manager.annotate(raw=Cast(F(name), TextField())).exclude(raw="").order_by("pk")
    after, changed = None, 0
    while True:
        found = list((rows if after is None else rows.filter(pk__gt=after)).values_list("pk", "raw")[:BATCH])
        with transaction.atomic():
            for pk, plain in found:
                if plain and not _is_sealed(plain):
                    values: dict[str, Any] = {name: Stored(encrypt(plain))}
                    if index:
                        values[index] = str(blind_index(plain))
                    changed += model._base_manager.filter(pk=pk).update(**values)
        if len(found) < BATCH:
            return changed
        after = found[-1][0]


def _is_sealed(text: str) -> bool:
    try:
        decrypt(text)
    except ValueError:
        return False
    return True
