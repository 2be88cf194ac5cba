"""What gifts are bound to. Pure.

Terms: `allowed` at all; `most_gift` and `most_month` points (of a client in a month of Shanghai's calendar, offers included);
`answer_days` until an offer lapses; `after_receiving` and `after_joining` days in which a client gives nothing; `only_primary`
contacts give and answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dougong.loyalty.programme.rules import SHANGHAI

WORDS = (
    ("offered", "等待接受", "Waits"),
    ("accepted", "已接受", "Accepted"),
    ("declined", "已谢绝", "Declined"),
    ("withdrawn", "已收回", "Taken back"),
    ("lapsed", "已失效", "Lapsed"),
    ("reversed", "已撤销", "Reversed"),
)
STATES = tuple(code for code, _, _ in WORDS)
#: These count against the limit of a month.
COUNTED = ("offered", "accepted")
FIRST: Mapping[str, Any] = {
    "allowed": False, "most_gift": 1000, "most_month": 3000, "answer_days": 7, "after_receiving": 7, "after_joining": 30,
    "only_primary": True,
}  # fmt: skip
#: Letters and digits that nobody takes for another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def plain_code(said: str) -> str:
    """As it is kept: without the hyphen and blanks that people write, in capitals."""
    return "".join(letter for letter in said.upper() if letter.isalnum())


def shown_code(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def month_begin(now: dt.datetime) -> dt.datetime:
    return now.astimezone(SHANGHAI).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def free_from(terms: Mapping[str, Any], joined: dt.datetime, received: dt.datetime | None) -> tuple[dt.datetime, str]:
    """From when on a client may give, and what it waits for: `joining` or `receiving`."""
    after = joined + dt.timedelta(days=terms["after_joining"])
    later = received + dt.timedelta(days=terms["after_receiving"]) if received else after
    return (later, "receiving") if later > after else (after, "joining")
