from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "dougong.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.kit.founding import when_founded
        from dougong.kit.migrated import when_migrated
        from dougong.search import merging, purging, tasks  # noqa: F401  registers
        from dougong.search.beyond import build
        from dougong.search.triggers import install

        when_founded(build)
        when_migrated(install)
