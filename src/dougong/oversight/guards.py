"""A signed review is not changed by anybody."""

from __future__ import annotations

from dougong.kit.guards import guard

REVIEWS = guard("oversight_watchreview", "signed reviews are not changed")


def install(using: str = "default") -> None:
    REVIEWS.install(using)


def remove(using: str = "default") -> None:
    REVIEWS.remove(using)
