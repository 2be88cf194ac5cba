"""Second confirmation: an act that weighs heavy asks who is there once more, and why.

The app that knows sessions says how things stand (named by the settings: the kit knows no app). The web app answers 403
`confirmation_needed` with one dialog and sends the same request again; the reason travels in `X-Confirm-Reason`
(UTF-8, URL-encoded) and stands in `kit.context`, where the audit finds it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from dougong.kit import context
from dougong.kit.errors import BusinessError


class ConfirmationNeeded(BusinessError):
    """`methods` are the ways to prove who one is; none when only the reason is missing."""

    code = "confirmation_needed"
    status = 403
    zh = "这一步要再确认一次身份，并写下原因。"
    en = "This act asks you to confirm who you are, and to give a reason."


@dataclass(frozen=True, slots=True)
class Standing:
    """How the session of a request stands: confirmed lately, or by what it could be."""

    confirmed: bool
    methods: tuple[str, ...]


@functools.cache
def _state() -> Callable[[HttpRequest], Standing]:
    found: Callable[[HttpRequest], Standing] = import_string(settings.DOUGONG_CONFIRMATION)
    return found


def require_confirmed(request: HttpRequest, act: str, *, reason: bool = True) -> None:
    """Raise ConfirmationNeeded unless the session was confirmed within the set minutes and, if `reason`, a reason is given.

    Call it after the right was checked: who may not do the act at all is told so first.
    """
    standing = _state()(request)
    if standing.confirmed and (not reason or context.of_request(request, "").reason):
        return
    raise ConfirmationNeeded(
        act=act,
        methods=[] if standing.confirmed else list(standing.methods),
        minutes=settings.DOUGONG_CONFIRM_MINUTES,
        reason=reason,
    )


def confirmed(act: str, *, reason: bool = True) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """`@confirmed("clients.purge")` on an endpoint, below `@idempotent`: a repetition gets the first answer unasked."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require_confirmed(request, act, reason=reason)
            return view(request, *args, **kwargs)

        asked.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]  # read by inspect
        return asked

    return wrap
