from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CareConfig(AppConfig):
    name = "dougong.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.care import merging, purging, resources, subscribers, tasks  # noqa: F401  register

        post_migrate.connect(_install, sender=self)


def _install(**kwargs: Any) -> None:
    """A new installation can grade: the rule of the house counts until the company approves its own."""
    from dougong.care.credit.services import install_rule

    install_rule()
