from django.apps import AppConfig


class LoyaltyConfig(AppConfig):
    name = "dougong.loyalty"
    label = "loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.loyalty import guards, merging, purging, resources, subscribers, tasks  # noqa: F401  register
        from dougong.loyalty.gifts import resources as _of_gifts  # noqa: F401  register
        from dougong.loyalty.gifts import tasks as _giving  # noqa: F401  register
        from dougong.loyalty.proof import resources as _of_proof  # noqa: F401  register
        from dougong.loyalty.proof import tasks as _proving  # noqa: F401  register
