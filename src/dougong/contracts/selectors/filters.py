"""Filters that the three lists share; `client` is the path from the row to its client, `contract` to its contract."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from dougong.accounts.models import Department
from dougong.care.segments.selectors import segment_filter
from dougong.contracts import rules
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.ids import parse_id
from dougong.kit.regions import provinces, region_prefix

#: A contract of these states owes: what is not received counts as receivable.
OWING = ("in_force", "completed")
Custom = Callable[[str, list[str], Actor], Q]


def region(path: str) -> Custom:
    """A province's code covers its cities."""

    def q(op: str, values: list[str], actor: Actor) -> Q:
        if op in ("empty", "filled"):
            return Q(**{path: ""}) if op == "empty" else ~Q(**{path: ""})
        found = Q()
        for code in values:
            if not code.isdigit():
                raise BadQuery(field="region", what=code)
            found |= Q(**{f"{path}__startswith": region_prefix(code)})
        return found if op == "in" else ~found

    return q


def department(path: str) -> Custom:
    """A department covers those below it."""

    def q(op: str, values: list[str], actor: Actor) -> Q:
        if op in ("empty", "filled"):
            return Q(**{f"{path}__isnull": op == "empty"})
        ids = [found for v in values if (found := parse_id(v)) is not None]
        if len(ids) < len(values):
            raise BadQuery(field="department", what=",".join(values))
        inside = Q(pk__in=[])
        for prefix in Department.objects.filter(pk__in=ids).values_list("path", flat=True):
            inside |= Q(**{f"{path}__path__startswith": prefix})
        return inside if op == "in" else ~inside

    return q


def age(op: str, values: list[str], actor: Actor) -> Q:
    """Ageing buckets as ranges of the due date."""
    if op not in ("in", "nin"):
        raise BadQuery(field="age", what=op)
    found = Q(pk__in=[])
    for bucket in values:
        if bucket not in ("not_due", "d1_30", "d31_90", "d90_plus"):
            raise BadQuery(field="age", what=bucket)
        found |= in_bucket(bucket)
    return found if op == "in" else ~found


def in_bucket(bucket: str) -> Q:
    first, last = rules.age_range(bucket, clock.today())
    q = Q()
    if first is not None:
        q &= Q(due_on__gte=first)
    if last is not None:
        q &= Q(due_on__lte=last)
    return q | Q(due_on__isnull=True) if bucket == "not_due" else q


def _provinces() -> tuple[tuple[str, str, str], ...]:
    return tuple((p.code, p.name, p.name) for p in provinces())


def _departments() -> tuple[tuple[str, str, str], ...]:
    rows = Department.objects.order_by("path").values_list("pk", "name")
    return tuple((str(pk), name, name) for pk, name in rows)


def department_filter(path: str) -> Filter:
    return Filter("department", "部门", "Department", type="choice", choices=_departments, custom=department(path))


def region_filter(path: str) -> Filter:
    return Filter("region", "地区", "Region", type="choice", choices=_provinces, custom=region(path))


def shared(contract: str) -> tuple[Filter, ...]:
    """Client, owner, department, region and segment of the contract at `contract` ("" for itself)."""
    at = f"{contract}__" if contract else ""
    return (
        Filter("client", "客户", "Client", type="record", lookup=f"{at}client_id"),
        Filter("owner", "负责人", "Owner", type="person", lookup=f"{at}owner_id"),
        department_filter(f"{at}department"),
        region_filter(f"{at}client__region"),
        segment_filter(f"{at}client_id"),
    )
