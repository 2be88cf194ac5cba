"""What of the ledger's lines is issued, redeemed, expired and given: the same for the dashboard, the reviews and the watch."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, Sum

from dougong.loyalty.merging import SOURCE as MERGED
from dougong.loyalty.selectors import GIVEN

#: What was spent at the company: redemptions, less what of them came back.
SPENT = Q(kind="redemption") | Q(kind="reversal", reverses__kind="redemption")
#: A gift as it comes in; what a merge of clients moves is none.
GIFT = Q(kind="transfer", amount__gt=0) & ~Q(source__startswith=MERGED)
#: Which lines each counts, and with what sign.
FLOWS = {"issued": (GIVEN, 1), "redeemed": (SPENT, -1), "expired": (Q(kind="expiry"), -1), "gifted": (GIFT, 1)}


def flows(*names: str) -> dict[str, Any]:
    """The sums that are asked of lines, by name."""
    return {name: Sum(F("amount") * FLOWS[name][1], filter=FLOWS[name][0], default=0) for name in names}


def is_gift(kind: str, source: str) -> bool:
    return kind == "transfer" and not source.startswith(MERGED)
