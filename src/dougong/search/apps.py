from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "dougong.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.search import purging, tasks  # noqa: F401  registers

        post_migrate.connect(_watch)


def _watch(app_config: AppConfig, **kwargs: Any) -> None:
    """After the last app is migrated: every table that can be searched tells of its changes."""
    if app_config is [one for one in apps.get_app_configs() if one.models_module][-1]:
        from dougong.search.triggers import install

        install()
