from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "dougong.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.oversight import guards, handing, purging, resources, tasks  # noqa: F401  register
        from dougong.oversight.selectors import dashboard  # noqa: F401  lets the accounts be filtered by department
