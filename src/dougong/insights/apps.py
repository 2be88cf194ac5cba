from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "dougong.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.insights import resources, subscribers, tasks  # noqa: F401  register
