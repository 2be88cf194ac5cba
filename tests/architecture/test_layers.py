"""The order of the house, kept by import-linter, and what it can't see: keys, migrations, routes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from dougong.config import layers, manual
from tests.fixtures.places import ROOT, tracked

RANK = {name: place for place, name in enumerate(reversed(layers.APPS))}


def test_imports_go_downward_only(capfd: pytest.CaptureFixture[str]) -> None:
    status = layers.main()
    report = capfd.readouterr().out
    assert status == 0, report[report.find("Contracts\n") :]
    assert "apps import downward KEPT" in re.sub(r"\x1b\[[\d;]*m", "", report)


def test_the_written_order_is_the_enforced_one() -> None:
    order = " > ".join(layers.APPS)
    assert f"`{order}`" in (ROOT / "CONTRIBUTING.md").read_text()


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dougong.")]


def test_no_foreign_key_points_up() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in _ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("dougong.")
        and RANK[field.related_model._meta.app_label] > RANK[model._meta.app_label]
    ]
    assert _ours() and upward == []


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_have_names_that_say_something() -> None:
    names = [path.stem for path in tracked("src/**/migrations/0*.py")]
    assert names
    assert [name for name in names if re.search(r"_auto_|_initial\d|_\d{8}_", name)] == []


def test_money_is_never_a_float_and_time_is_never_automatic() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in _ours()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FloatField)
        or getattr(field, "auto_now", False)
        or getattr(field, "auto_now_add", False)
    ]
    assert wrong == []


needs_api = pytest.mark.skipif(find_spec("dougong.config.api") is None, reason="no router is mounted yet")


def _operations() -> Iterator[tuple[str, object]]:
    from dougong.config.api import api

    for prefix, router in ((bound.prefix, bound) for bound in api._get_bound_routers()):
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{'/'.join(operation.methods)} {prefix}{path}", operation


@needs_api
def test_every_route_asks_who_is_there() -> None:
    """A route without a guard is open to the world: only signing in may be, by password, passkey, mailed link or invitation."""
    doors = {
        "POST /session/passkey",
        "POST /session/passkey/options",
        "POST /password/forgotten",
        "POST /password/reset",
        "POST /sso/{code}/start",
        "POST /sso/{code}/finish",
        "POST /sso/{code}/back-channel-logout",  # from the provider's server, by its signature
        "POST /invitation/look",
        "POST /invitation/accept",
        "GET /intake/forms/{key}",  # what strangers may fill in
        "POST /intake/forms/{key}/submissions",
        "GET /points/heads",  # signed for everybody to compare; they name nobody
        "GET /points/heads/{int:number}/continues/{int:since}",
        "GET /points/verifiers/{name}/content",
    }
    open_routes = {
        name
        for name, operation in _operations()
        if not operation.auth_callbacks and not name.rstrip("/").endswith("/session")  # type: ignore[attr-defined]  # ninja's Operation
    }
    assert open_routes == doors


@needs_api
def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation.operation_id for _, operation in _operations()]  # type: ignore[attr-defined]  # ninja's Operation
    assert len(names) == len(set(names)) > 0


@needs_api
def test_the_committed_contract_is_current() -> None:
    assert (ROOT / "api" / "openapi.json").read_text() == manual.contract(), "run `make openapi`"


@needs_api
def test_an_endpoint_body_is_at_most_twelve_lines() -> None:
    import ast

    long = []
    for path in tracked("src/dougong/*/api.py", "src/dougong/*/api/*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and any("router" in ast.unparse(d) for d in node.decorator_list):
                lines = (node.end_lineno or 0) - node.body[0].lineno + 1
                if lines > 12:
                    long.append(f"{path.relative_to(ROOT)}: {node.name} has {lines}")
    assert long == []
