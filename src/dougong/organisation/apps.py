from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "dougong.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.organisation import importing, kinds, purging, resources, tasks  # noqa: F401  register
