from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "dougong.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.tokens import handing, resources  # noqa: F401  registers
