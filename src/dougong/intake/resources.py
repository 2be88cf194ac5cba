from dougong.intake import policies
from dougong.intake.models import PublicForm, Submission
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register

_KEEP = "view create update"

register(
    Resource(
        code=policies.PUBLIC_FORM,
        model=PublicForm,
        zh="网页表单",
        en="Forms on the web",
        row_filter=whoever_may(policies.PUBLIC_FORM),
        title=str,
        link="/public-forms/{id}",
        actions=("view", "create", "update"),
        scopes=("all",),
        owner_field="owner",
        grants={"admin": _KEEP, "steward": _KEEP, "sales_manager": "view"},
    ),
    Resource(
        code=policies.SUBMISSION,
        model=Submission,
        zh="网上咨询",
        en="Enquiries",
        row_filter=policies.submission_rows,
        title=str,
        link="/enquiries/{id}",
        actions=("view", "create", "update", "export"),
        words={"create": ("由接口送入", "Send in by API"), "update": ("处理", "Deal with")},
        owner_field="owner",
        grants={
            "sales": "view:own update:own",
            "sales_manager": "view:tree update:tree export:tree",
            "steward": "view create update export",
            "management": "view",
        },
    ),
)
