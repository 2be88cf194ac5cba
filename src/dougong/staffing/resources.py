from dougong.kit.access import whoever_may
from dougong.kit.registry import Field, Resource, register
from dougong.staffing import models, policies

_KEEPERS = "view create update archive export import"

register(
    Resource(
        code=policies.RESOURCE,
        model=models.Resource,
        zh="资源",
        en="People and equipment",
        row_filter=whoever_may(policies.RESOURCE),
        title=lambda row: row.title,
        link="/resources/{id}",
        scopes=("all",),
        actions=("view", "create", "update", "archive", "export", "import"),
        search_text=lambda row: row.title,
        search_subtitle=lambda row: "、".join(s.skill.name for s in row.skills.select_related("skill")[:3]),
        personal_fields=("name",),
        children=(models.ResourceSkill, models.Absence, models.Assignment, models.Need),
        fields=(
            Field(
                "rate", "费率", "Rate", keys=("rate", "overtime_rate", "cost", "assignments.cost"),
                modes={"engineer": "hide", "quality": "hide"},
            ),
        ),
        grants={
            "project_manager": _KEEPERS,
            "management": _KEEPERS,
            "engineer": "view",
            "quality": "view",
        },
    ),
    Resource(
        code=policies.SKILL,
        model=models.Skill,
        zh="技能",
        en="Skills",
        row_filter=whoever_may(policies.SKILL),
        title=lambda row: row.name,
        link="/resources/skills",
        scopes=("all",),
        actions=("view", "create", "update", "archive"),
        grants={
            "project_manager": "view create update archive",
            "management": "view create update archive",
            "engineer": "view",
            "quality": "view",
        },
    ),
    Resource(
        code=policies.FIT_RULE,
        model=models.FitRule,
        zh="合适度权重",
        en="Weights of who fits",
        row_filter=whoever_may(policies.FIT_RULE),
        title=str,
        link="/resources/fit",
        scopes=("all",),
        actions=("view", "update"),
        grants={"project_manager": "view", "management": "view update", "engineer": "view"},
    ),
    Resource(
        code=policies.LEVELLING,
        model=models.Levelling,
        zh="资源平衡方案",
        en="Levelling proposals",
        row_filter=policies.levelling_rows,
        title=lambda row: row.title,
        link="/levelling/{id}",
        actions=("view",),  # begun and applied by the right to plan each of its projects
        scopes=("all",),
        follows="projects.project",
        children=(models.LevelledProject,),
        grants={"project_manager": "view", "management": "view", "engineer": "view"},
    ),
)  # fmt: skip
