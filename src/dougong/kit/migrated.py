"""What is to be done when all apps are migrated: what no migration knows of, because the registry says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


def when_migrated(run: Callable[[], None]) -> None:
    """Have `run` called after the last app of each `migrate`. Call it in an app's `ready`."""

    def after(app_config: AppConfig, **kwargs: Any) -> None:
        if app_config is [one for one in apps.get_app_configs() if one.models_module][-1]:
            run()

    post_migrate.connect(after, weak=False)
