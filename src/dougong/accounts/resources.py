from dougong.accounts import policies
from dougong.accounts.models import (
    Department,
    DepartmentChange,
    FieldRule,
    Grant,
    Invitation,
    Post,
    Role,
    RoleChange,
    SavedView,
    SeeAs,
    User,
)
from dougong.accounts.roles import ROLES
from dougong.kit.access import whoever_may
from dougong.kit.registry import (
    Capability,
    Duty,
    Field,
    Resource,
    register,
    register_capability,
    register_duty,
    register_power,
)

_EVERYBODY = dict.fromkeys(ROLES, "view")
_KEEPER = {**_EVERYBODY, "admin": "view create update archive export import grant"}

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
        secret_fields=("password", "phone_index", "email_index"),
        scopes=("all",),
        actions=("view", "create", "update", "archive", "export", "import", "grant"),
        words={
            "create": ("新建与邀请", "Add and invite"),
            "archive": ("停用、启用与离职交接", "Deactivate, reactivate and hand over"),
            "grant": ("分配角色", "Give roles"),
        },
        children=(Post,),
        fields=(
            Field("email", "邮箱", "E-mail", mask="email"),
            Field("phone", "手机", "Phone", mask="phone"),
        ),
        grants=_KEEPER,
    ),
    Resource(
        code="accounts.department",
        model=Department,
        zh="部门",
        en="Departments",
        row_filter=policies.department_rows,
        title=lambda department: department.name,
        link="/departments",
        scopes=("all",),
        actions=("view", "create", "update", "archive", "export"),
        words={"archive": ("合并与移除", "Merge and remove")},
        children=(DepartmentChange,),
        grants={**_EVERYBODY, "admin": "view create update archive export"},
    ),
    Resource(
        code="accounts.invitation",
        model=Invitation,
        zh="邀请",
        en="Invitations",
        row_filter=whoever_may("accounts.invitation"),
        title=lambda invitation: invitation.user.name,
        link="/invitations",
        scopes=("all",),
        actions=("view", "export"),
        grants={"admin": "view export"},
    ),
    Resource(
        code="accounts.saved_view",
        model=SavedView,
        zh="保存的视图",
        en="Saved views",
        row_filter=policies.own_views,
        title=lambda view: view.name,
        scopes=("own",),
        actions=("view", "create", "archive"),
        words={"archive": ("删除", "Remove")},
        grants=dict.fromkeys(ROLES, "view:own create:own archive:own"),
    ),
)
register_capability(
    Capability(
        code="kit.operations",
        zh="运行",
        en="Operations",
        actions=("view", "replay"),
        words={"replay": ("重做没办成的", "Try again what failed")},
        grants={"admin": "view replay"},
    )
)
register(
    Resource(
        code=policies.ROLES,
        model=Role,
        zh="角色与权限",
        en="Roles and grants",
        row_filter=whoever_may(policies.ROLES),
        title=lambda role: role.zh,
        link="/roles/{id}",
        scopes=("all",),
        actions=("view", "update", "explain", "see_as"),
        words={
            "explain": ("查看为什么能看到", "Ask why somebody sees"),
            "see_as": ("以他人身份查看", "See as another"),
        },
        children=(FieldRule, Grant, RoleChange, SeeAs),
        grants={"admin": "view update explain see_as", "auditor": "view"},
    )
)
register_duty(
    Duty(
        code="rights_and_business",
        zh="管理成员与权限 × 登记回款、给积分或彻底删除",
        en="Keeps people and grants × records receipts, gives points or purges",
        why_zh="能给自己开权限的人不办业务：开了权限、办完、再收回，只有审计看得见。",
        why_en="Whoever can grant himself rights does no business: granted, used and taken back, only the audit would show it.",
        one=((policies.ROLES, "update"), ("accounts.user", "update")),
        other=(
            ("contracts.contract", "record_receipt"),
            ("contracts.contract", "reverse_receipt"),
            ("loyalty.account", "post"),
            ("clients.client", "purge"),
            ("projects.project", "purge"),
        ),
    )
)
register_power("system", "accounts.user", "create", "update", "archive", "export", "import")
register_power("system", "accounts.department", "create", "update", "archive", "export")
register_power("system", "accounts.invitation", "view", "export")
register_power("system", "kit.operations", "view", "replay")
register_power("security", "accounts.user", "grant")
register_power("security", policies.ROLES, "update", "explain", "see_as")
