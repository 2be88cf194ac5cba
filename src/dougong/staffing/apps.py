from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "dougong.staffing"
    label = "staffing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.staffing import handing, importing, purging, resources, subscribers, taking, tasks  # noqa: F401  register
