from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "dougong.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.privacy import declared, handing, merging, orders, purging, resources, talks, tasks  # noqa: F401  register
