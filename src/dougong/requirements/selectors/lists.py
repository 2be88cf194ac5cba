from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.listing import Col, ListSpec, Walk
from dougong.requirements import choices, rules
from dougong.requirements.models import Criterion, Prototype, Requirement, TestCase
from dougong.requirements.policies import CRITERION, PROTOTYPE, REQUIREMENT, SPECIFICATION, TEST_CASE

COVERED = (
    ("no_test", "没有测试用例", "No test case"),
    ("no_criterion", "没有验收标准", "No acceptance standard"),
    ("whole", "两样都有", "Both"),
)
_LIVE = ~Q(state=rules.DROPPED)
_TESTED = Exists(TestCase.objects.filter(archived_at__isnull=True, requirements=OuterRef("pk")))
_ACCEPTED = Exists(Criterion.objects.filter(archived_at__isnull=True, requirements=OuterRef("pk")))


# ---- the specification


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(
        Q(opportunity__title__icontains=text)
        | Q(opportunity__number__startswith=text.upper())
        | Q(opportunity__client__name__contains=text)
    )


def _counts(items: list[dict[str, Any]], actor: Actor) -> None:
    """Two queries, however many specifications."""
    ids = [i["id"] for i in items]
    states: dict[uuid.UUID, dict[str, int]] = {}
    rows = Requirement.objects.filter(specification__in=ids).order_by()
    for spec, state, n in rows.values_list("specification", "state").annotate(n=Count("pk")):
        states.setdefault(spec, {})[state] = n
    known = pairs(ids)
    for item in items:
        found = states.get(item["id"], {})
        item["requirements"] = sum(n for state, n in found.items() if state != rules.DROPPED)
        item["agreed"] = found.get(rules.AGREED, 0)
        item["coverage"] = rules.coverage(known.get(item["id"], ())).percent


def pairs(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[tuple[bool, bool]]]:
    """By specification, for each requirement that holds: has it a test case, has it an acceptance standard."""
    rows = covered(Requirement.objects.filter(_LIVE, specification__in=list(ids)).order_by())
    found: dict[uuid.UUID, list[tuple[bool, bool]]] = {}
    for spec, tested, accepted in rows.values_list("specification", "tested", "accepted"):
        found.setdefault(spec, []).append((tested, accepted))
    return found


def covered(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(tested=_TESTED, accepted=_ACCEPTED)


SPECIFICATIONS = ListSpec(
    code="specifications",
    resource=SPECIFICATION,
    zh="需求规格",
    en="Specifications",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("title", "项目", "Project", path="opportunity__title", sort=True),
        Col("number", "商机编号", "Opportunity", path="opportunity__number"),
        Col("opportunity_id", hidden=True),
        Col("client", "客户", "Client", path="opportunity__client__name", sort="opportunity__client__name_sort"),
        Col("keeper", "编写人", "Keeper", path="keeper__name", type="person"),
        Col("owner", "商机负责人", "Owner", path="opportunity__owner__name", type="person"),
        Col("status", "商机状态", "Opportunity's state", path="opportunity__status"),
        Col("shared_at", "给客户看", "Shown to the client", type="datetime", nullable=True),
        Col("created_at", "开始", "Begun", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("title", "项目", "Project", lookup="opportunity__title"),
        Filter("opportunity", "商机", "Opportunity", type="record", lookup="opportunity_id"),
        Filter("client", "客户", "Client", type="record", lookup="opportunity__client_id"),
        Filter("keeper", "编写人", "Keeper", type="person", lookup="keeper_id"),
        Filter("shared", "给客户看", "Shown on", type="date", lookup="shared_at", instant=True),
    ),
    base=lambda rows: rows.filter(opportunity__archived_at__isnull=True),
    search=_search,
    finish=_counts,
    walk=Walk(sorts=("created_at",), of=SPECIFICATION),
)


# ---- its parts


def _numbered(part: str, more: Callable[[list[dict[str, Any]]], None] | None = None) -> Any:
    def finish(items: list[dict[str, Any]], actor: Actor) -> None:
        for item in items:
            item["number"] = rules.number(part, item["seq"])
        if more:
            more(items)

    return finish


def _linked(model: type[Any]) -> Callable[[list[dict[str, Any]]], None]:
    """The numbers of the requirements that each row is for: one query."""

    def fill(items: list[dict[str, Any]]) -> None:
        through, key = model.requirements.through.objects, f"{model._meta.model_name}_id"
        found: dict[Any, list[tuple[int, uuid.UUID]]] = {}
        rows = through.filter(**{f"{key}__in": [i["id"] for i in items]})
        for row, pk, seq in rows.values_list(key, "requirement_id", "requirement__seq"):
            found.setdefault(row, []).append((seq, pk))
        for item in items:
            linked = sorted(found.get(item["id"], ()))
            item["requirement_ids"] = [pk for _, pk in linked]
            item["requirements"] = "、".join(rules.number("requirement", seq) for seq, _ in linked)

    return fill


def _found(part: str) -> Any:
    def search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
        seq = rules.seq_of(part, text)
        return rows.filter(Q(title__icontains=text) | Q(seq=seq) if seq else Q(title__icontains=text))

    return search


def _coverage(op: str, values: list[str], actor: Actor) -> Q:
    """Of requirements that hold; a dropped one lacks nothing."""
    tested, accepted = Q(_TESTED), Q(_ACCEPTED)
    known = {"no_test": ~tested, "no_criterion": ~accepted, "whole": tested & accepted}
    found = Q(pk__in=[])
    for value in known if op in ("empty", "filled") else values:
        found |= known.get(value, Q(pk__in=[]))
    return (found & _LIVE) if op in ("in", "filled") else ~found | ~_LIVE


_OF = (
    Filter("specification", "需求规格", "Specification", type="record", lookup="specification_id"),
    Filter("opportunity", "商机", "Opportunity", type="record", lookup="specification__opportunity_id"),
    Filter("client", "客户", "Client", type="record", lookup="specification__opportunity__client_id"),
)
_HEAD = (Col("id", hidden=True), Col("number", "编号", "Number", path="seq", sort="seq", type="number"))
_TAIL = (
    Col("seq", hidden=True),
    Col("project", "项目", "Project", path="specification__opportunity__title"),
    Col("specification_id", hidden=True),
    Col("updated_at", "更新", "Updated", type="datetime", sort=True),
    Col("version", hidden=True),
)
REQUIREMENTS = ListSpec(
    code="requirements",
    resource=REQUIREMENT,
    zh="需求",
    en="Requirements",
    default_sort="number",
    cols=(
        *_HEAD,
        Col("title", "需求", "Requirement", sort=True),
        Col("text", "详细要求", "Detail"),
        Col("kind", "类型", "Kind", type="choice", choices=choices.KINDS, sort=True),
        Col("priority", "优先级", "Priority", type="choice", choices=choices.PRIORITIES),
        Col("state", "状态", "State", type="choice", choices=choices.STATES),
        Col("source", "来源", "Source", type="choice", choices=choices.SOURCES),
        Col("source_note", "来源说明", "Source note"),
        Col("revision", "版次", "Revision", type="number"),
        Col("agreed_with", "客户确认人", "Agreed with", path="agreed_with__name"),
        Col("agreed_on", "确认日期", "Agreed on", type="date", sort=True, nullable=True),
        Col("tested", "有测试用例", "Has a test case", type="bool"),
        Col("accepted", "有验收标准", "Has an acceptance standard", type="bool"),
        *_TAIL,
    ),
    filters=(
        Filter("title", "需求", "Requirement"),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.KINDS),
        Filter("priority", "优先级", "Priority", type="choice", choices=choices.PRIORITIES),
        Filter("state", "状态", "State", type="choice", choices=choices.STATES),
        Filter("source", "来源", "Source", type="choice", choices=choices.SOURCES),
        Filter("coverage", "覆盖", "Coverage", type="choice", choices=COVERED, custom=_coverage),
        Filter("agreed_on", "确认日期", "Agreed on", type="date"),
        *_OF,
    ),
    base=covered,
    search=_found("requirement"),
    finish=_numbered("requirement"),
)
PROTOTYPES = ListSpec(
    code="prototypes",
    resource=PROTOTYPE,
    zh="原型",
    en="Prototypes",
    default_sort="number",
    cols=(
        *_HEAD,
        Col("title", "原型", "Prototype", sort=True),
        Col("latest", "版本", "Version", type="number"),
        Col("verdict", "客户反馈", "Client's word", type="choice", choices=choices.VERDICTS),
        Col("archived_at", hidden=True),
        *_TAIL,
    ),
    filters=(
        Filter("title", "原型", "Prototype"),
        Filter("verdict", "客户反馈", "Client's word", type="choice", choices=choices.VERDICTS),
        archived_filter(),
        *_OF,
    ),
    search=_found("prototype"),
    finish=_numbered("prototype", _linked(Prototype)),
)
TEST_CASES = ListSpec(
    code="test-cases",
    resource=TEST_CASE,
    zh="测试用例",
    en="Test cases",
    default_sort="number",
    cols=(
        *_HEAD,
        Col("title", "测试用例", "Test case", sort=True),
        Col("steps", "步骤", "Steps"),
        Col("expected", "预期结果", "Expected"),
        Col("last_result", "最近结果", "Last result", type="choice", choices=choices.RESULTS),
        Col("last_run_at", "最近执行", "Last run", type="datetime", sort=True, nullable=True),
        Col("last_run_by", "执行人", "Run by"),
        Col("archived_at", hidden=True),
        *_TAIL,
    ),
    filters=(
        Filter("title", "测试用例", "Test case"),
        Filter("last_result", "最近结果", "Last result", type="choice", choices=choices.RESULTS),
        Filter("last_run", "最近执行", "Last run", type="date", lookup="last_run_at", instant=True),
        archived_filter(),
        *_OF,
    ),
    search=_found("test_case"),
    finish=_numbered("test_case", _linked(TestCase)),
)
CRITERIA = ListSpec(
    code="criteria",
    resource=CRITERION,
    zh="验收标准",
    en="Acceptance standards",
    default_sort="number",
    cols=(
        *_HEAD,
        Col("title", "验收标准", "Acceptance standard", sort=True),
        Col("method", "检验方法", "Method"),
        Col("tolerance", "允许偏差", "Tolerance"),
        Col("standard", "依据标准", "Standard", sort=True),
        Col("stage", "验收阶段", "Stage", type="choice", choices=choices.ACCEPTANCE_STAGES, sort=True),
        Col("archived_at", hidden=True),
        *_TAIL,
    ),
    filters=(
        Filter("title", "验收标准", "Acceptance standard"),
        Filter("standard", "依据标准", "Standard"),
        Filter("stage", "验收阶段", "Stage", type="choice", choices=choices.ACCEPTANCE_STAGES),
        archived_filter(),
        *_OF,
    ),
    search=_found("criterion"),
    finish=_numbered("criterion", _linked(Criterion)),
)
