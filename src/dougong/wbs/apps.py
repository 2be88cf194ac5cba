from django.apps import AppConfig


class WbsConfig(AppConfig):
    name = "dougong.wbs"
    label = "wbs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.kit.migrated import when_migrated
        from dougong.wbs import resources  # noqa: F401  register
        from dougong.wbs.services import install_ready

        when_migrated(install_ready)
