"""The addresses: the API, what operations asks, and the web app for all the rest."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path, re_path

from dougong.config import health, web

handler400 = "dougong.config.web.bad_request"
handler403 = "dougong.config.web.forbidden"
handler404 = "dougong.config.web.not_found"
handler500 = "dougong.config.web.server_error"


def _api() -> list[URLPattern | URLResolver]:
    if find_spec("dougong.config.api") is None:
        return []
    from dougong.config.api import api

    return [path("api/v1/", api.urls)]


urlpatterns: list[URLPattern | URLResolver] = [
    *_api(),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics_page),
    path("api/docs", web.api_docs),
    re_path(r"^(?!api/).*$", web.app),
]
