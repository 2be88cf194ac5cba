"""Specifications for tests, made through the services by the cast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dougong.kit.actor import Actor
from dougong.requirements import services
from dougong.requirements.models import Requirement, Specification
from dougong.sales.tests import factories as sales
from tests.cast import Cast


def specification(cast: Cast, *, keeper: str = "liang", **values: Any) -> Specification:
    """Of an opportunity of 林舒然; 梁见山 writes it."""
    opportunity = sales.opportunity(cast.lin, **values)
    found = Specification.objects.get(opportunity=opportunity)
    return services.set_keeper(cast.lin, specification_id=found.pk, keeper_id=cast.user(keeper).pk)


def requirement(by: Actor, of: Specification, title: str = "洁净度达到 ISO 7 级", **values: Any) -> Requirement:
    return services.add_requirement(by, specification_id=of.pk, title=title, **values)


# ---- of the leak matrix: one of each in a share of its company


def _specification(own: Any) -> Any:
    """Kept by the project's manager, and shown to the client."""
    found = Specification.objects.get(opportunity=own.row("sales.opportunity"))
    services.set_keeper(own.owner, specification_id=found.pk, keeper_id=own.cast.user(own.project_manager).pk)
    return services.share(own.owner, specification_id=found.pk, shared=True)


def _spec_part(own: Any, add: Callable[..., Any], **values: Any) -> Any:
    place = own.row("requirements.specification").pk
    return add(getattr(own.cast, own.project_manager), specification_id=place, **values)


def _requirement(own: Any) -> Any:
    made = _spec_part(own, services.add_requirement, title=f"{own.mark}洁净度", text=f"{own.mark}七级")
    manager = getattr(own.cast, own.project_manager)
    return services.agree_requirements(manager, specification_id=made.specification_id, ids=[made.pk])[0]


MATRIX: dict[str, Callable[[Any], Any]] = {
    "requirements.specification": _specification,
    "requirements.requirement": _requirement,
    "requirements.prototype": lambda own: _spec_part(own, services.add_prototype, title=f"{own.mark}样板间"),
    "requirements.test_case": lambda own: _spec_part(own, services.add_test_case, title=f"{own.mark}风量测试"),
    "requirements.criterion": lambda own: _spec_part(own, services.add_criterion, title=f"{own.mark}风量偏差"),
}
PARAMETERS = {
    "case_id": "requirements.test_case",
    "criterion_id": "requirements.criterion",
    "prototype_id": "requirements.prototype",
    "requirement_id": "requirements.requirement",
    "specification_id": "requirements.specification",
}
