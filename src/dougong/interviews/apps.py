from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "dougong.interviews"
    label = "interviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.interviews import handing, merging, purging, resources  # noqa: F401  register
        from dougong.interviews.templates import install_templates
        from dougong.kit.migrated import when_migrated

        when_migrated(install_templates)
