from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    name = "dougong.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.kit import exports, upkeep  # noqa: F401  register their jobs: the worker loads no API

        post_migrate.connect(_guard, dispatch_uid="kit.guards")


def _guard(app_config: AppConfig, using: str, **kwargs: Any) -> None:
    """After the last app is migrated: what is append-only is so again."""
    if app_config is [one for one in apps.get_app_configs() if one.models_module][-1]:
        from dougong.kit.guards import install_all

        install_all(using)
