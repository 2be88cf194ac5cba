from dougong.kit.registry import Resource, register
from dougong.sales import policies
from dougong.sales.models import Opportunity, OpportunityStageChange, Stage

_KEEP = "view create update archive"

register(
    Resource(
        code=policies.OPPORTUNITY,
        model=Opportunity,
        zh="商机",
        en="Opportunities",
        row_filter=policies.opportunity_rows,
        title=lambda opportunity: opportunity.title,
        link="/opportunities/{id}",
        actions=("view", "create", "update", "archive", "export", "assign", "hold_kickoff"),
        words={"hold_kickoff": ("开启动会", "Hold the kick-off")},
        client_path="client",
        owner_field="owner",
        search_text=lambda o: f"{o.number} {o.title} {o.client.name} {o.competitor}",
        search_subtitle=lambda o: " · ".join((o.client.name, o.stage.name)),
        children=(OpportunityStageChange,),
        grants={
            "sales": "view:own create:own update:own archive:own export:own hold_kickoff:own",
            "sales_manager": (
                "view:tree create:tree update:tree archive:tree export:tree assign:tree hold_kickoff:tree"
            ),
            "management": "view export",
            "finance": "view export",
            # The project's manager holds the kick-off; the project's own gate decides which projects are his.
            "project_manager": "hold_kickoff",
        },
    ),
    Resource(
        code=policies.STAGE,
        model=Stage,
        zh="商机阶段",
        en="Stages",
        row_filter=policies.stage_rows,
        title=lambda stage: stage.name,
        link="/opportunities",
        actions=("view", "create", "update", "archive"),
        scopes=("all",),
        grants={
            "admin": _KEEP,
            "sales_manager": _KEEP,
            "sales": "view",
            "management": "view",
            "finance": "view",
            "project_manager": "view",
        },
    ),
)
