from django.apps import AppConfig


class TimesheetsConfig(AppConfig):
    name = "dougong.timesheets"
    label = "timesheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.timesheets import handing, purging, resources, tasks  # noqa: F401  register
