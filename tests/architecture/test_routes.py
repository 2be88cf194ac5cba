"""The addresses of the API, and the names of what it takes and gives."""

from __future__ import annotations

import json
from collections import Counter

from ninja import Schema

from dougong.config.api import api
from tests.fixtures.places import ROOT


def test_no_address_stands_in_two_routers() -> None:
    """The first would answer 405 to the methods of the second."""
    places = [
        f"{prefix.rstrip('/')}/{path.lstrip('/')}" for prefix, router in api._routers for path in router.path_operations
    ]
    assert len(places) > 100
    assert [place for place, number in Counter(places).items() if number > 1] == []


def _below(schema: type[Schema]) -> set[type[Schema]]:
    return {s for child in schema.__subclasses__() for s in (child, *_below(child))}


def test_no_two_schemas_share_a_name() -> None:
    """In the contract the second would stand for both."""
    names = [
        s.__name__ for s in _below(Schema) if s.__module__.startswith("dougong.") and ".tests." not in s.__module__
    ]
    assert len(names) > 100
    assert sorted(name for name, number in Counter(names).items() if number > 1) == []


def test_every_answer_is_described() -> None:
    """An answer declared as an object and no more says nothing to whoever calls; the web app takes its types from the contract."""
    bare, all_ = [], 0
    for operations in json.loads((ROOT / "api" / "openapi.json").read_bytes())["paths"].values():
        for operation in operations.values():
            told = [a.get("content", {}).get("application/json", {}) for a in operation["responses"].values()]
            bare += [operation["operationId"] for each in told if each.get("schema") == {"type": "object"}]
            all_ += 1
    assert all_ > 280 and bare == []
