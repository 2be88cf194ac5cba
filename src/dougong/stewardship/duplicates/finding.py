"""A run of the model over all dossiers that are in use, and what of it is kept for people to look at."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, TimeoutError
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from multiprocessing import get_context
from typing import Any

from django.db import transaction

from dougong.clients.models import Client, Contact
from dougong.kit import clock
from dougong.kit.bulk import parts
from dougong.kit.crypto import Unreadable
from dougong.kit.models import store_many
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.stewardship.matching.features import features
from dougong.stewardship.matching.names import parse

Said = dict[str, str]
Key = tuple[uuid.UUID, uuid.UUID]
Tell = Callable[[int, int], None]
BATCH = 500
_CLIENT = ("name", "uscc", "phone", "legal_rep", "email", "address", "industry")
_STORED = (
    "cluster", "band", "probability", "bits", "levels", "model", "left_print", "right_print", "state", "found_at",
    "settled_at", "settled_by", "reason", "version", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that the run found, by the keys of its dossiers."""

    cluster: uuid.UUID
    band: str
    probability: Decimal
    bits: Decimal
    levels: list[int]


@lru_cache(maxsize=1)
def model_version() -> str:
    """By which weights a pair was judged."""
    text = resources.files("dougong.stewardship.matching").joinpath("weights.json").read_bytes()
    return hashlib.sha256(text).hexdigest()[:12]


def said_of(ids: Sequence[uuid.UUID] | None = None) -> dict[uuid.UUID, Said]:
    """What each dossier says, as the model asks it, in the order of their keys: its phones and people are its contacts' too."""
    rows = Client.objects.filter(archived_at__isnull=True) if ids is None else Client.objects.filter(pk__in=ids)
    people: dict[uuid.UUID, list[Contact]] = defaultdict(list)
    contacts = Contact.objects.filter(client__in=rows.values("pk"), archived_at__isnull=True)
    for person in contacts.order_by("-is_primary", "created_at", "pk").only("client_id", "name", "phone", "email"):
        people[person.client_id].append(person)
    found = {}
    for client in rows.order_by("pk").only("id", *_CLIENT).iterator(chunk_size=2000):
        said = {name: _text(getattr(client, name)) for name in _CLIENT}
        mine = people.get(client.pk, [])
        said["phone"] = "、".join(dict.fromkeys(p for p in (said["phone"], *(_text(c.phone) for c in mine)) if p))
        said["email"] = said["email"] or next((e for c in mine if (e := _text(c.email))), "")
        said["person"] = mine[0].name if mine else ""
        found[client.pk] = said
    return found


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Unreadable) else str(value)


def print_of(said: Mapping[str, str]) -> str:
    """What was compared, shortened: the same as long as nothing changed that matters."""
    return hashlib.blake2b("\x1f".join(v or "" for v in features(said)).encode(), digest_size=16).hexdigest()


def find(tell: Tell = lambda done, total: None, *, apart: bool = False) -> dict[str, int]:
    """One run: what it found, and how many pairs are new, changed and gone. `apart`: the model runs in a process of its own, so
    that the worker goes on saying that it lives, keeps none of the model's memory, and can be stopped."""
    said = said_of()
    keys = list(said)
    tell(0, len(keys))
    found = _matched(keys, list(said.values()), tell, apart) | related(said)
    prints = {pk: print_of(said[pk]) for pk in {pk for pair in found for pk in pair}}
    return {"dossiers": len(keys), **keep(found, prints)}


def _matched(keys: list[uuid.UUID], rows: list[Said], tell: Tell, apart: bool) -> dict[Key, Found]:
    from dougong.stewardship.matching import match_rows
    from dougong.stewardship.matching.model import probability

    if not apart or len(rows) < 2:
        matched = match_rows(rows)
    else:
        with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as pool:
            waiting = pool.submit(match_rows, rows)
            try:
                matched = _waited(waiting, lambda: tell(0, len(rows)))
            except BaseException:
                for process in list(pool._processes.values()):
                    process.terminate()  # asked to stop: the model knows nothing of it
                raise
    found = {}
    for pair in matched.pairs:
        one, other = matched.placed[pair.left], matched.placed[pair.right]
        if one.cluster == other.cluster:
            band = "auto" if one.auto_cluster == other.auto_cluster else "review"
            chance = Decimal(str(round(probability(pair.bits), 6)))
            found[keys[pair.left], keys[pair.right]] = Found(
                keys[one.cluster - 1], band, chance, Decimal(str(round(pair.bits, 4))), list(pair.levels)
            )
    return found


def _waited(waiting: Any, alive: Callable[[], None]) -> Any:
    while True:
        try:
            return waiting.result(timeout=5)
        except TimeoutError:
            alive()


def related(said: Mapping[uuid.UUID, Said]) -> dict[Key, Found]:
    """A branch beside its company, by their names, where nobody has said so yet."""
    heads: dict[str, list[uuid.UUID]] = defaultdict(list)
    branches: list[tuple[str, uuid.UUID]] = []
    for pk, row in said.items():
        name = parse(row["name"])
        if not name.stem_key:
            continue
        if name.branch:
            branches.append((name.stem_key, pk))
        elif name.form == "full":
            heads[name.stem_key].append(pk)
    known = set(
        Client.objects.filter(pk__in=[pk for _, pk in branches], parent__isnull=False).values_list("pk", flat=True)
    )
    found = {}
    for key, pk in branches:
        if heads[key] and pk not in known:  # of several the oldest: they may be one themselves
            left, right = sorted((heads[key][0], pk))
            found[left, right] = Found(left, "related", Decimal(0), Decimal(0), [])
    return found


def keep(found: Mapping[Key, Found], prints: Mapping[uuid.UUID, str]) -> dict[str, int]:
    """Bring the queue up to date, in transactions of 500: what is found no longer goes, what was decided stays decided as long as
    neither dossier changed in what is compared."""
    held = {(p.left_id, p.right_id): p for p in DuplicatePair.objects.all().iterator(chunk_size=2000)}
    counts = {"pairs": len(found), "new": 0, "again": 0, "gone": 0}
    gone = [p.pk for key, p in held.items() if key not in found and p.state == "open"]
    for part in parts(gone, BATCH):
        counts["gone"] += DuplicatePair.objects.filter(pk__in=part, state="open").delete()[0]
    now = clock.now()
    for keys in parts(found, BATCH):
        with transaction.atomic():
            ids = {pk for key in keys for pk in key}
            there = set(Client.objects.filter(pk__in=ids, archived_at__isnull=True).values_list("pk", flat=True))
            made, changed = [], []
            for key in keys:
                if not there.issuperset(key):  # it went while the model ran
                    continue
                row = held.get(key)
                if row is None:
                    made.append(_new(key, found[key], prints, now))
                    counts["new"] += 1
                else:
                    was = row.state
                    if _updated(row, found[key], prints, now):
                        changed.append(row)
                        counts["again"] += was != "open"
            DuplicatePair.objects.bulk_create(made, ignore_conflicts=True)
            store_many(changed, *_STORED)
    return counts


def _new(key: Key, found: Found, prints: Mapping[uuid.UUID, str], now: Any) -> DuplicatePair:
    return DuplicatePair(
        left_id=key[0], right_id=key[1], cluster=found.cluster, band=found.band, probability=found.probability, bits=found.bits,
        levels=found.levels, model=model_version(), left_print=prints[key[0]], right_print=prints[key[1]], found_at=now,
        created_at=now, updated_at=now,
    )  # fmt: skip


def _updated(row: DuplicatePair, found: Found, prints: Mapping[uuid.UUID, str], now: Any) -> bool:
    """Whether a pair that is found again has to be written. One that was decided is asked again when the data changed."""
    same = (row.left_print, row.right_print) == (prints[row.left_id], prints[row.right_id])
    if row.state != "open":
        if same:
            return False
        row.state, row.settled_at, row.settled_by, row.found_at = "open", None, "", now
    values = {
        "cluster": found.cluster, "band": found.band, "probability": found.probability, "bits": found.bits,
        "levels": found.levels, "model": model_version(), "left_print": prints[row.left_id], "right_print": prints[row.right_id],
    }  # fmt: skip
    if same and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = now
    return True
