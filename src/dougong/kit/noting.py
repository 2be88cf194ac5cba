"""What the kit itself has to put on record: refusals, exports, replays. The app that keeps the record is named by the settings,
since the kit knows no app."""

from __future__ import annotations

import functools
import logging
import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.module_loading import import_string

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.memo import Memo

log = logging.getLogger("dougong.audit")
#: Who, about what, what: what is alike within a minute.
Act = tuple[uuid.UUID | None, str, str]
_lock = threading.Lock()
_refusals: Memo[Act, tuple[int, int]] = Memo(10_000)


@functools.cache
def _recorder() -> Callable[..., None]:
    found: Callable[..., None] = import_string(settings.DOUGONG_NOTE)
    return found


def note(actor: Actor, action: str, code: str, **facts: Any) -> None:
    """Put on record what is no change of a record. `facts`: object_id, title, after, reason."""
    _recorder()(actor, action, code, **facts)


def refused(actor: Actor, code: str, action: str, *, method: str, path: str) -> None:
    """Somebody was told that he may not. The same refusal of a person is written once a minute, with how many were left out
    since, so that nobody floods the record. Written when no transaction is open, so never with what was refused."""
    transaction.on_commit(lambda: _refused(actor, code, action, f"{method} {path}"[:200]))


def _refused(actor: Actor, code: str, action: str, asked: str) -> None:
    left_out = first_this_minute((actor.id, code, action))
    if left_out is None:
        return
    try:
        note(
            actor,
            "refused",
            code,
            after={"act": action, "asked": asked, **({"left_out": left_out} if left_out else {})},
        )
    except DatabaseError:  # the refusal stands, whatever becomes of its record
        log.exception("a refusal could not be recorded")


def first_this_minute(act: Act) -> int | None:
    """How many like it were left out since the last that was written; None when this one is to be left out too."""
    minute = int(clock.now().timestamp()) // 60
    with _lock:
        written, left_out = _refusals.get(act, (-1, 0))
        if written == minute:
            _refusals[act] = (minute, left_out + 1)
            return None
        _refusals.keep(act, (minute, 0))
        return left_out


def forget() -> None:
    """Nothing was refused yet: for tests."""
    _refusals.clear()
