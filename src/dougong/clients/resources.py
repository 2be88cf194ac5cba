from dougong.clients import policies
from dougong.clients.facts import rulable
from dougong.clients.merge.selectors import MERGE, merge_rows
from dougong.clients.models import (
    Client,
    ClientAlias,
    ClientFigures,
    ClientMerge,
    Contact,
    NextStep,
    Tag,
    TimelineEntry,
)
from dougong.clients.writings import WRITINGS
from dougong.kit.registry import Field, Resource, register

_SALES = "view:own create:own update:own archive:own note:own export:own"
_TEAM = "view:tree create:tree update:tree archive:tree note:tree export:tree assign:tree import:tree merge:tree"
_ALL = "view create update archive purge note export assign import merge"
#: These know a client's points as statistics or not at all; those who see points accounts see them here too.
_NO_POINTS = ("finance", "service", "quality", "project_manager", "engineer", "site", "auditor")
_NO_CREDIT = ("service", "quality", "project_manager", "engineer", "site", "auditor")
_MONEY = ("receivable", "overdue", "overdue_days", "figures.receivable", "figures.overdue", "figures.overdue_days")


def _found_by(client: Client) -> str:
    """Its former names too: those under which it was merged are among them."""
    former = client.facts.get("former_names") or ""
    return (
        f"{client.name} {client.uscc or ''} {client.initials} {client.industry} {client.region_name} {former}".rstrip()
    )


register(
    Resource(
        code="clients.client",
        model=Client,
        zh="客户",
        en="Clients",
        row_filter=policies.client_rows,
        contact_filter=policies.contact_clients,
        title=lambda client: client.name,
        link="/clients/{id}",
        actions=("view", "create", "update", "archive", "purge", "note", "export", "assign", "import", "merge"),
        words={"merge": ("合并，撤销合并", "Merge, and undo merges")},
        client_path="",
        owner_field="owner",
        search_text=_found_by,
        search_subtitle=lambda c: " · ".join(p for p in (c.region_name, c.industry) if p),
        writings=WRITINGS,
        personal_fields=("phone", "email", "legal_rep"),
        secret_fields=("phone_index", "email_index"),
        fields=(
            Field("phone", "电话（含联系人）", "Phone, contacts' too", mask="phone", keys=("phone", "contacts.phone")),
            Field("email", "邮箱（含联系人）", "E-mail, contacts' too", mask="email", keys=("email", "contacts.email")),
            Field("legal_rep", "法定代表人", "Legal representative", mask="name"),
            Field("address", "注册地址", "Registered address"),
            Field("receivable", "应收与逾期", "Receivable and overdue", keys=_MONEY),
            Field(
                "points",
                "可用积分",
                "Points",
                keys=("points", "figures.points"),
                modes=dict.fromkeys(_NO_POINTS, "hide"),
            ),
            Field(
                "credit",
                "信用等级",
                "Credit grade",
                keys=("grade", "figures.grade"),
                modes=dict.fromkeys(_NO_CREDIT, "hide"),
            ),
        ),
        added=rulable,
        children=(ClientFigures, Contact, NextStep, TimelineEntry, ClientAlias),
        grants={
            "sales": _SALES,
            "sales_manager": _TEAM,
            "steward": _ALL,
            "management": "view export",
            "finance": "view export",
            "service": "view note",
            "quality": "view",
            "project_manager": "view:member note:own",
            "engineer": "view:member",
            "site": "view:member",
        },
    ),
    Resource(
        code="clients.tag",
        model=Tag,
        zh="标签",
        en="Tags",
        row_filter=policies.tag_rows,
        title=lambda tag: tag.name,
        actions=("view",),
        scopes=(),
        follows=policies.CLIENT,
    ),
    Resource(
        code=MERGE,
        model=ClientMerge,
        zh="客户合并记录",
        en="Merges of clients",
        row_filter=merge_rows,
        title=lambda merge: merge.kept_name,
        link="/duplicates/merges",
        actions=("view", "export"),
        client_path="survivor",
        owner_field="survivor__owner",
        grants={"steward": "view export", "management": "view", "sales_manager": "view:tree", "sales": "view:own"},
    ),
)
