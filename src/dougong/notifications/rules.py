"""Pure rules of notifications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

#: How long after a refused try the next one comes; when they are used up the mail has failed.
RETRY_AFTER = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=8),
)


class _Shown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def sentence(template: str, params: Mapping[str, Any]) -> str:
    """The template with its parameters; one that is not known is a dash."""
    return template.format_map(_Shown({k: "—" if v in (None, "") else v for k, v in params.items()}))


def next_try(tries: int) -> dt.timedelta | None:
    """After how long a mail refused for the `tries`-th time is tried again; None when it is given up."""
    return RETRY_AFTER[tries - 1] if tries <= len(RETRY_AFTER) else None
