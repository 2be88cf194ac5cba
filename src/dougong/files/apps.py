from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dougong.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.files import merging, purging, resources, subscribers, tasks  # noqa: F401  registers
