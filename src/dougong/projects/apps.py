from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "dougong.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.projects import handing, merging, purging, resources, subscribers, tasks  # noqa: F401  registers
