from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "dougong.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.forms import resources  # noqa: F401  registers
        from dougong.forms.services import ensure_indexes
        from dougong.kit.migrated import when_migrated

        when_migrated(ensure_indexes)
