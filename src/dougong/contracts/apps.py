from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ContractsConfig(AppConfig):
    name = "dougong.contracts"
    label = "contracts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.contracts import (  # noqa: F401  registers
            credit,
            handing,
            merging,
            purging,
            resources,
            subscribers,
            tasks,
        )

        post_migrate.connect(_install, sender=self)


def _install(**kwargs: Any) -> None:
    """A new installation can sign: its own name is the first legal entity."""
    from dougong.contracts.services import install_entity

    install_entity()
