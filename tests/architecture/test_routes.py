"""The addresses of the API."""

from __future__ import annotations

from collections import Counter

from dougong.config.api import api


def test_no_address_stands_in_two_routers() -> None:
    """The first would answer 405 to the methods of the second."""
    places = [
        f"{prefix.rstrip('/')}/{path.lstrip('/')}" for prefix, router in api._routers for path in router.path_operations
    ]
    assert len(places) > 100
    assert [place for place, number in Counter(places).items() if number > 1] == []
