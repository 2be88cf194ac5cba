from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "dougong.stewardship"
    label = "stewardship"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.stewardship import merging, purging, resources, tasks  # noqa: F401  register
