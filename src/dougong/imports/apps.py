from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "dougong.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.imports import handing, merging, purging, resources, tasks  # noqa: F401  registers
