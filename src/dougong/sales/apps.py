from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SalesConfig(AppConfig):
    name = "dougong.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.sales import handing, merging, opening, purging, resources  # noqa: F401  registers

        post_migrate.connect(_install, sender=self)


def _install(**kwargs: Any) -> None:
    """The four stages of a new installation; those of an old one are left as they are."""
    from dougong.sales.services.stages import install_stages

    install_stages()
