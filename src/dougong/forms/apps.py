from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class FormsConfig(AppConfig):
    name = "dougong.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.forms import resources  # noqa: F401  registers

        post_migrate.connect(_index)


def _index(app_config: AppConfig, **kwargs: Any) -> None:
    """After the last app is migrated."""
    if app_config is [one for one in apps.get_app_configs() if one.models_module][-1]:
        from dougong.forms.services import ensure_indexes

        ensure_indexes()
