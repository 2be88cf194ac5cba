from dougong.forms import policies
from dougong.forms.models import Form, FormVersion
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register

_KEEP = "view create update archive"
_READERS = (
    "sales",
    "sales_manager",
    "management",
    "finance",
    "service",
    "quality",
    "project_manager",
    "engineer",
    "site",
)

register(
    Resource(
        code=policies.FORM,
        model=Form,
        zh="字段与表单",
        en="Fields and forms",
        row_filter=whoever_may(policies.FORM),  # what is asked is no secret; what was answered goes by its record
        title=lambda form: form.zh,
        link="/fields",
        actions=("view", "create", "update", "archive"),
        scopes=("all",),
        children=(FormVersion,),
        grants={"admin": _KEEP, "steward": _KEEP, **dict.fromkeys(_READERS, "view")},
    )
)
