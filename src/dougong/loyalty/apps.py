from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LoyaltyConfig(AppConfig):
    name = "dougong.loyalty"
    label = "loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.loyalty import resources, subscribers, tasks  # noqa: F401  register

        post_migrate.connect(_guard, sender=self)


def _guard(using: str, **kwargs: Any) -> None:
    """SQLite rebuilds a table to change it and drops its triggers on the way: after every migration they are put back."""
    from dougong.loyalty.guards import install

    install(using)
