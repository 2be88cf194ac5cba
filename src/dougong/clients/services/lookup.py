"""Which stored client a row means: by its code; without one, by name and phone together."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

from dougong.clients.models import Client
from dougong.kit.crypto import blind_index
from dougong.kit.formats import name_key, pinyin, simplified


def name_of(values: Mapping[str, Any], folds: bool) -> str:
    """The name as it is compared; `folds`: traditional characters count as simplified ones."""
    return _compared(values["name"], folds)


@lru_cache(maxsize=2048)
def _compared(name: str, folds: bool) -> str:
    """A row asks for its name's three times."""
    key = name_key(name)
    return simplified(key) if folds else key


def identity(values: Mapping[str, Any], folds: bool = True) -> str:
    """What makes two rows one client; "" where nothing does."""
    if values.get("uscc"):
        return f"u{values['uscc']}"
    if values.get("phone") and values.get("name"):
        return "n" + blind_index(f"{name_of(values, folds)}|{values['phone']}")
    return ""


def other_identity(values: Mapping[str, Any], folds: bool = True) -> str:
    """Under which a row without a code may mean a client that has one."""
    return identity({k: v for k, v in values.items() if k in ("name", "phone")}, folds) if values.get("uscc") else ""


class Row(Protocol):
    """What of a row says which client it means: its values, its identities, and the client that somebody said it is."""

    @property
    def values(self) -> Mapping[str, Any]: ...
    @property
    def same_as(self) -> uuid.UUID | None: ...
    @property
    def folds(self) -> bool: ...


class Known:
    """The stored clients that some rows may mean, in two or three queries; under lock, in id order, when asked."""

    def __init__(self, rows: Sequence[Row], *, lock: bool = False) -> None:
        self._folds = any(row.folds for row in rows)
        values = [row.values for row in rows]
        self._named = any(not v.get("uscc") for v in values)  # only these are looked for by name and phone
        codes = {v["uscc"] for v in values if v.get("uscc")}
        phones = {blind_index(v["phone"]) for v in values if not v.get("uscc") and v.get("phone")}
        bare = [v for v in values if not v.get("uscc") and not v.get("phone") and v.get("name")]
        ids = set(Client.objects.filter(uscc__among=codes).values_list("pk", flat=True))
        ids |= {row.same_as for row in rows if row.same_as is not None}
        ids |= set(Client.objects.filter(phone_index__in=phones).values_list("pk", flat=True))
        found = Client.objects.filter(pk__in=ids).order_by("pk")
        self.clients: list[Client] = list(found.select_for_update() if lock else found)
        self._by_id = {c.pk: c for c in self.clients}
        self._by_identity: dict[str, Client] = {}
        for client in self.clients:
            self.add_stored(client)
        sorts = {pinyin(v["name"])[:200] for v in bare}
        self.namesakes: dict[str, list[Client]] = {}
        if sorts:
            for client in Client.objects.filter(name_sort__in=sorts, archived_at__isnull=True).order_by("pk"):
                self.namesakes.setdefault(name_of({"name": client.name}, self._folds), []).append(client)

    def add(self, client: Client, key: str, alias: str) -> None:
        """Known from now on by its code, and by its name and phone: of two with these it is the first."""
        if client.uscc:
            self._by_identity[key] = client
        if named := alias if client.uscc else key:
            self._by_identity.setdefault(named, client)
        self._by_id[client.pk] = client

    def add_stored(self, client: Client) -> None:
        """As `add`, of a client whose identities nobody has worked out."""
        named = identity({"name": client.name, "phone": client.phone}, self._folds) if self._named else ""
        self.add(client, f"u{client.uscc}" if client.uscc else named, named)

    def find(self, key: str, same_as: uuid.UUID | None = None) -> Client | None:
        if same_as is not None and same_as in self._by_id:
            return self._by_id[same_as]
        return self._by_identity.get(key or "-")
