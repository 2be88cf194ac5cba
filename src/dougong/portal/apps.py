from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dougong.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.portal import handing, resources  # noqa: F401  registers
