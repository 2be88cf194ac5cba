from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dougong.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.audit import guards, resources, tasks  # noqa: F401  register
