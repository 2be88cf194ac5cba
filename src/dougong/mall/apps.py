from django.apps import AppConfig


class MallConfig(AppConfig):
    name = "dougong.mall"
    label = "mall"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.mall import guards, handing, merging, purging, resources, subscribers  # noqa: F401  register
