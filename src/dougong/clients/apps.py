from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "dougong.clients"
    label = "clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.clients import handing, importing, kinds, merging, purging, resources, subscribers, tasks  # noqa: F401  register
        from dougong.clients.merge import long  # noqa: F401  its jobs
