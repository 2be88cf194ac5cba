"""What keeps the movements of stock append-only in the database itself."""

from __future__ import annotations

from dougong.kit.guards import guard

STOCK = guard("mall_stockmovement", "movements of stock are append-only")


def install(using: str = "default") -> None:
    STOCK.install(using)


def remove(using: str = "default") -> None:
    STOCK.remove(using)
