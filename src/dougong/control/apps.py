from django.apps import AppConfig


class ControlConfig(AppConfig):
    name = "dougong.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dougong.control import purging, resources, subscribers, tasks  # noqa: F401  registers
        from dougong.control.selectors.books import budgets
        from dougong.projects.services.baselines import budgets_from

        budgets_from(budgets)
