from dougong.accounts import policies
from dougong.accounts.models import Department, SavedView, User
from dougong.accounts.roles import ROLES
from dougong.kit.registry import Capability, Resource, register, register_capability

_EVERYBODY = dict.fromkeys(ROLES, "view")
_KEEPER = {**_EVERYBODY, "admin": "view create update archive export"}

register(
    Resource(
        code="accounts.user",
        model=User,
        zh="成员",
        en="People",
        row_filter=policies.people_rows,
        title=lambda user: user.name,
        link="/people/{id}",
        owner_field=None,
        personal_fields=("email", "phone", "name"),
        secret_fields=("password", "phone_index"),
        grants=_KEEPER,
    ),
    Resource(
        code="accounts.department",
        model=Department,
        zh="部门",
        en="Departments",
        row_filter=policies.department_rows,
        title=lambda department: department.name,
        link="/people",
        grants=_KEEPER,
    ),
    Resource(
        code="accounts.saved_view",
        model=SavedView,
        zh="保存的视图",
        en="Saved views",
        row_filter=policies.own_views,
        title=lambda view: view.name,
        grants=dict.fromkeys(ROLES, "view:own create:own archive:own"),
    ),
)
register_capability(
    Capability(
        code="kit.operations",
        zh="运行",
        en="Operations",
        actions=("view", "replay"),
        grants={"admin": "view replay"},
    )
)
