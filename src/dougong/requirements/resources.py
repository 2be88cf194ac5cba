from typing import Any

from dougong.kit.registry import Field, Resource, add_access, register
from dougong.requirements import policies
from dougong.requirements.models import (
    Criterion,
    Prototype,
    PrototypeVersion,
    Requirement,
    RequirementChange,
    Specification,
    TestCase,
    TestRun,
)

_WRITERS = ("sales", "sales_manager", "project_manager")
_READERS = (*_WRITERS, "management", "quality", "service")
_ON_SITE = ("engineer", "site")


def _where(part: str) -> Any:
    return lambda row: f"/specifications/{row.specification_id}?part={part}"


def _text(row: Any) -> str:
    return f"{row.number} {row.title}"


def _under(row: Any) -> str:
    return str(row.specification.opportunity.title)


def _grants(*more: str) -> dict[str, str]:
    return dict.fromkeys((*_READERS, *_ON_SITE, *more), "view export")


_PART: dict[str, Any] = {
    "actions": ("view", "export"),
    "scopes": ("all",),
    "follows": policies.SPECIFICATION,
    "client_path": "specification__opportunity__client",
    "owner_field": "specification__keeper",
    "search_text": _text,
    "search_subtitle": _under,
}
register(
    Resource(
        code=policies.SPECIFICATION,
        model=Specification,
        zh="需求规格",
        en="Specifications",
        row_filter=policies.specification_rows,
        contact_filter=policies.contact_specifications,
        title=str,
        link="/specifications/{id}",
        actions=("view", "update", "agree", "test", "assign", "share", "export"),
        words={
            "update": ("编写", "Write"),
            "agree": ("登记客户确认", "Record the client's agreement"),
            "test": ("登记测试结果", "Record test results"),
            "assign": ("指定编写人", "Name the keeper"),
            "share": ("给客户看", "Show to the client"),
        },
        client_path="opportunity__client",
        owner_field="keeper",
        search_text=lambda s: f"{s.opportunity.title} {s.opportunity.number} {s.opportunity.client.name}",
        search_subtitle=lambda s: s.opportunity.client.name,
        grants={
            "sales": "view:own update:own agree:own assign:own share:own export:own",
            "sales_manager": "view:tree update:tree agree:tree assign:tree share:tree export:tree",
            "project_manager": "view:own update:own agree:own test:own share:own export:own",
            "engineer": "view:own update:own test:own export:own",
            "site": "view:own test:own",
            "quality": "view test export",
            "management": "view export",
            "service": "view",
        },
    ),
    Resource(
        code=policies.REQUIREMENT,
        model=Requirement,
        zh="需求",
        en="Requirements",
        row_filter=policies.part_rows(policies.REQUIREMENT),
        contact_filter=policies.contact_requirements,
        title=str,
        search_link=_where("requirements"),
        children=(RequirementChange,),
        # Who sells knows what is wanted; the wording in detail is the project manager's.
        fields=(
            Field(
                "text",
                "详细要求",
                "Requirement in detail",
                keys=("text", "changes.values.text"),
                modes={"sales": "hide"},
            ),
        ),
        grants=_grants(),
        **_PART,
    ),
    Resource(
        code=policies.PROTOTYPE,
        model=Prototype,
        zh="原型",
        en="Prototypes",
        row_filter=policies.part_rows(policies.PROTOTYPE),
        title=str,
        search_link=_where("prototypes"),
        children=(PrototypeVersion,),
        grants=_grants(),
        **_PART,
    ),
    Resource(
        code=policies.TEST_CASE,
        model=TestCase,
        zh="测试用例",
        en="Test cases",
        row_filter=policies.part_rows(policies.TEST_CASE),
        title=str,
        search_link=_where("tests"),
        children=(TestRun,),
        grants=dict.fromkeys(("project_manager", "management", "quality", *_ON_SITE), "view export"),
        **_PART,
    ),
    Resource(
        code=policies.CRITERION,
        model=Criterion,
        zh="验收标准",
        en="Acceptance standards",
        row_filter=policies.part_rows(policies.CRITERION),
        contact_filter=policies.contact_criteria,
        title=str,
        search_link=_where("criteria"),
        grants=_grants(),
        **_PART,
    ),
)
add_access(policies.PROTOTYPE, policies.prototype_documents)
