"""A use case as one transaction, and as no transaction of its own where the whole request is one already."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
_whole: ContextVar[bool] = ContextVar("dougong_whole", default=False)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction whose inside never goes on after a refusal: use cases in it need no savepoint to go back to."""
    with transaction.atomic():
        token = _whole.set(True)
        try:
            yield
        finally:
            _whole.reset(token)


def one_act(service: Callable[P, R]) -> Callable[P, R]:
    """As `transaction.atomic`, for services whose refusal ends the request; a savepoint costs two statements."""

    @functools.wraps(service)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=not _whole.get()):
            return service(*args, **kwargs)

    return act
