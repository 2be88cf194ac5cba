from dougong.care.visits import kinds, policies  # noqa: F401  register the kinds
from dougong.care.visits.models import VisitPlan, VisitRule
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register

register(
    Resource(
        code=policies.VISIT,
        model=VisitPlan,
        zh="回访计划",
        en="Revisits",
        row_filter=policies.visit_rows,
        title=lambda plan: plan.client.name,
        link="/clients/{id}?tab=care",
        actions=("view", "export"),
        client_path="client",
        owner_field="client__owner",
        grants={
            "sales": "view:own export:own",
            "sales_manager": "view:tree export:tree",
            "management": "view export",
            "steward": "view export",
            "service": "view export",
        },
    ),
    Resource(
        code=policies.VISIT_RULE,
        model=VisitRule,
        zh="回访规则",
        en="Rules of revisits",
        row_filter=whoever_may(policies.VISIT_RULE),
        title=str,
        link="/visits",
        actions=("view", "update"),
        scopes=("all",),
        grants={
            "management": "view update",
            "steward": "view update",
            "sales_manager": "view",
            "sales": "view",
            "service": "view",
        },
    ),
)
