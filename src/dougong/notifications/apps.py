from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "dougong.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.notifications import handing, merging, purging, resources, tasks  # noqa: F401  registers
