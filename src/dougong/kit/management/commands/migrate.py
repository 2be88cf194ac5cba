from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from dougong.kit import founding


class Command(Migrate):
    """Django's own, but that an empty database is founded at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        asked_for_less = any(options.get(name) for name in ("app_label", "plan", "check_unapplied", "fake", "fake_initial"))
        if not asked_for_less:
            founding.found(options["database"])
        super().handle(*args, **options)
