"""The addresses: the API, what operations asks, and the web app for all the rest."""

from importlib.util import find_spec
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path

from dougong.config import health, web

handler400 = "dougong.config.web.bad_request"
handler403 = "dougong.config.web.forbidden"
handler404 = "dougong.config.web.not_found"
handler500 = "dougong.config.web.server_error"


def _api() -> list[URLPattern | URLResolver]:
    if find_spec("dougong.config.api") is None:
        return []
    from dougong.config.api import api

    patterns, app, namespace = api.urls
    return [path("api/v1/", (by_first_word(patterns), app, namespace))]


def by_first_word(patterns: list[Any]) -> list[Any]:
    """The same addresses, each once, in groups by their first word: some fifty to look through instead of three hundred.

    Those of one word only, or that begin with a parameter, stay as they are; the order within a word is kept.
    """
    alone: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for pattern in patterns:
        route = str(pattern.pattern)
        word, slash, rest = route.partition("/")
        if slash and "<" not in word:
            shorter = path(rest, pattern.callback, pattern.default_args, pattern.name)
            groups.setdefault(word, {}).setdefault(rest, shorter)
        else:
            alone.setdefault(route, pattern)
    return [*alone.values(), *(path(f"{word}/", include([*found.values()])) for word, found in groups.items())]


urlpatterns: list[URLPattern | URLResolver] = [
    *_api(),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics_page),
    path("api/docs", web.api_docs),
    re_path(r"^(?!api/).*$", web.app),
]
