"""Who acts, outside a request too. The app that knows people answers, by the settings: the kit knows no app."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from dougong.kit.actor import Actor


@functools.cache
def _loader(setting: str) -> Callable[[Any], Actor | None]:
    loader: Callable[[Any], Actor | None] = import_string(getattr(settings, setting))
    return loader


def actor_by_id(user_id: uuid.UUID) -> Actor | None:
    """The person as an actor with present grants; None when gone or blocked."""
    return _loader("DOUGONG_ACTOR_BY_ID")(user_id)


def actor_or_system(user_id: uuid.UUID | None) -> Actor:
    """Who did what a handler follows; the system where it was nobody, or somebody who is gone."""
    return (actor_by_id(user_id) if user_id else None) or Actor.system()


def actor_of_request(request: Any) -> Actor | None:
    """Whoever is signed in, staff or contact; None when nobody is."""
    return _loader("DOUGONG_ACTOR_LOADER")(request)
