from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "dougong.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.intake import handing, kinds, merging, purging, resources, tasks  # noqa: F401  register
        from dougong.intake.templates import install_templates
        from dougong.kit.migrated import when_migrated

        when_migrated(install_templates)
