from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register
from dougong.wbs import policies
from dougong.wbs.models import Edition, Template

_KEEPERS = "view create update archive export"

register(
    Resource(
        code=policies.TEMPLATE,
        model=Template,
        zh="WBS 模板",
        en="WBS templates",
        row_filter=whoever_may(policies.TEMPLATE),
        title=str,
        link="/wbs-templates/{id}",
        scopes=("all",),
        children=(Edition,),
        grants={"project_manager": _KEEPERS, "management": _KEEPERS, "engineer": "view", "quality": "view"},
    )
)
