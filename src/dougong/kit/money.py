"""Exact money. Amounts are whole fen; nothing here ever is a float."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models

_PATTERN = re.compile(r"^([-−]?)(\d{1,13})(?:\.(\d{1,2}))?$")
#: 13 digits before the point: less than a BIGINT holds, more than any contract needs.
LIMIT_FEN = 10**15


class MoneyError(ValueError):
    """The text is no amount: `reason` is one of `format`, `decimals`, `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in CNY. `Money("350000.00")`, or `Money.fen(35000000)`."""

    amount_fen: int

    def __init__(self, value: str | int | Decimal | Money = 0) -> None:
        object.__setattr__(self, "amount_fen", _to_fen(value))

    @classmethod
    def fen(cls, fen: int) -> Money:
        money = cls.__new__(cls)
        object.__setattr__(money, "amount_fen", int(fen))
        return money

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        return cls.fen(sum(a.amount_fen for a in amounts))

    def __str__(self) -> str:
        return _text(self.amount_fen)

    def __repr__(self) -> str:
        return f"Money('{self}')"

    def __add__(self, other: Money) -> Money:
        return Money.fen(self.amount_fen + other.amount_fen)

    def __sub__(self, other: Money) -> Money:
        return Money.fen(self.amount_fen - other.amount_fen)

    def __neg__(self) -> Money:
        return Money.fen(-self.amount_fen)

    def __bool__(self) -> bool:
        return self.amount_fen != 0

    def share(self, rate: Decimal | str) -> Money:
        """This times `rate`, rounded half up to the fen (the usage of invoices and contracts)."""
        exact = Decimal(self.amount_fen) * Decimal(rate)
        return Money.fen(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def split(self, weights: list[Decimal]) -> list[Money]:
        """Parts in proportion to `weights` whose sum is this amount to the fen; the last part takes the rest."""
        whole = sum(weights)
        parts = [self.share(w / whole) for w in weights[:-1]]
        return [*parts, self - Money.total(parts)]


def _text(amount_fen: int) -> str:
    yuan, fen = divmod(abs(amount_fen), 100)
    return f"-{yuan}.{fen:02d}" if amount_fen < 0 else f"{yuan}.{fen:02d}"


def yuan(amount: Money) -> str:
    """¥4,860,000.00: as people write it in a sentence."""
    whole, _, cents = str(amount).lstrip("-").partition(".")
    return f"{'−' if amount < Money() else ''}¥{int(whole):,}.{cents}"


def _to_fen(value: object) -> int:
    if isinstance(value, Money):
        return value.amount_fen
    if isinstance(value, bool | float):
        raise MoneyError("format")
    if isinstance(value, int):
        fen = value * 100
    else:
        text = str(value).replace(",", "").strip()
        if re.fullmatch(r"[-−]?\d+\.\d{3,}", text):
            raise MoneyError("decimals")
        if re.fullmatch(r"[-−]?\d{14,}(\.\d*)?", text):
            raise MoneyError("too_large")
        found = _PATTERN.match(text)
        if not found:
            raise MoneyError("format")
        sign, yuan, cents = found.groups()
        fen = int(yuan) * 100 + int((cents or "0").ljust(2, "0"))
        fen = -fen if sign else fen
    if abs(fen) >= LIMIT_FEN:
        raise MoneyError("too_large")
    return fen


class MoneyField(models.BigIntegerField):
    """Whole fen in a BIGINT column; `Money` in Python. Sums over it are `Money` too."""

    # What a type checker is told of the attribute; see django-stubs, "custom fields".
    _pyi_private_set_type: Money  # type: ignore[assignment]  # the column is a number, the attribute is not
    _pyi_private_get_type: Money  # type: ignore[assignment]  # likewise

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Money | None:
        return None if value is None else Money.fen(int(value))

    @staticmethod
    def from_db_column(cells: Sequence[int | None]) -> list[Money | None]:
        """A column of a page at once."""
        fen = Money.fen
        return [None if cell is None else fen(cell) for cell in cells]

    @staticmethod
    def told_db_column(cells: Sequence[int | None]) -> list[str | None]:
        """The same as an answer tells it: `str(Money)`."""
        return [None if cell is None else _text(cell) for cell in cells]

    def to_python(self, value: Any) -> Money | None:
        return None if value is None else Money(value)

    def get_prep_value(self, value: Any) -> int | None:
        if value is None:
            return None
        return value.amount_fen if isinstance(value, Money) else Money(value).amount_fen

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, *args: Any, **kwargs: Any) -> None:
        return None
