from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "dougong.approvals"
    label = "approvals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.approvals import handing, kinds, merging, purging, resources  # noqa: F401  register
