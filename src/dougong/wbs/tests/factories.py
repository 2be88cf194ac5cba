"""Templates for tests."""

from __future__ import annotations

from typing import Any

from dougong.wbs.models import Template


def ready(code: str = "mep.building") -> Template:
    found: Template = Template.objects.get(code=code)
    return found


def _matrix(own: Any) -> Template:
    """One for the company."""
    return ready()


MATRIX = {"wbs.template": _matrix}
PARAMETERS = {"template_id": "wbs.template"}
