from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "dougong.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.kit import exports, upkeep  # noqa: F401  register their jobs: the worker loads no API
