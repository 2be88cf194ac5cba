from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "dougong.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.accounts import handing, resources  # noqa: F401  registers
        from dougong.accounts.granting import tasks as looks  # noqa: F401  registers
        from dougong.accounts.inviting import tasks as invitations  # noqa: F401  registers
        from dougong.accounts.sign_in import tasks  # noqa: F401  registers
        from dougong.accounts.sso import resources as sso  # noqa: F401  registers
        from dougong.accounts.structure import tasks as days  # noqa: F401  registers

        post_migrate.connect(_install)


def _install(app_config: AppConfig, **kwargs: Any) -> None:
    """After the last app is migrated: roles and grants of what is new."""
    if app_config is [one for one in apps.get_app_configs() if one.models_module][-1]:
        from dougong.accounts.services import install_roles

        install_roles()
