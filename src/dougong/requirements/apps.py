from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    name = "dougong.requirements"
    label = "requirements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.requirements import handing, merging, purging, resources, subscribers  # noqa: F401  register
