"""What stands in a department: whichever model points at one, of this app and of those above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Field, Model, Q

from dougong.accounts.models import Department, DepartmentChange, Post, User
from dougong.kit import clock
from dougong.kit.bulk import parts

#: Not moved with the rest: the tree itself, and what is only history.
_APART = (Department, DepartmentChange)
_AT_ONCE = 500


class Held(NamedTuple):
    people: int
    below: int
    records: int


def pointers() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """(model, its key to a department)."""
    relations: list[Any] = Department._meta.get_fields(include_hidden=True)
    for relation in relations:
        model: Any = relation.related_model
        if relation.auto_created and relation.one_to_many and model not in _APART:
            yield model, relation.field


def count_all(department: Department) -> Held:
    """People with a post there today or later; departments below; records of all kinds."""
    now = Q(until__isnull=True) | Q(until__gte=clock.today())
    people = Post.objects.filter(now, department=department).values("user_id").distinct().count()
    below = department.children.filter(archived_at__isnull=True).count()
    others = [(m, f) for m, f in pointers() if m not in (User, Post)]
    records = sum(m._default_manager.filter(**{f.name: department}).count() for m, f in others)
    return Held(people, below, records)


def move_all(department: Department, into: Department) -> dict[str, Any]:
    """model.field → the keys of what was moved, and where it went."""
    moved: dict[str, Any] = {"into": str(into.pk)}
    for model, field in pointers():
        rows = model._default_manager.filter(**{field.name: department})
        keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if keys:
            rows.update(**{field.name: into})
            moved[f"{model._meta.label}.{field.name}"] = keys
    return moved


def move_back(moved: dict[str, Any], into: Department, department: Department) -> None:
    """What still stands where it went returns."""
    for name, keys in moved.items():
        if name.count(".") != 2:
            continue
        label, _, field = name.rpartition(".")
        model: Any = apps.get_model(label)
        for part in parts(keys, _AT_ONCE):
            model._default_manager.filter(pk__in=part, **{field: into}).update(**{field: department})
