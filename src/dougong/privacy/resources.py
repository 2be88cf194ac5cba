from dougong.accounts.roles import ROLES
from dougong.kit.access import whoever_may
from dougong.kit.registry import Capability, Resource, register, register_capability, register_power
from dougong.privacy import policies
from dougong.privacy.models import (
    Acknowledgement,
    Activity,
    Consent,
    Erasure,
    Notice,
    PersonFile,
    PersonRequest,
    RetentionRule,
    RetentionRun,
    Rotation,
)

_KEEPERS = ("admin", "steward")

register(
    Resource(
        code=policies.REQUEST,
        model=PersonRequest,
        zh="个人信息请求",
        en="Requests of persons",
        row_filter=policies.rows_about(policies.REQUEST),
        title=lambda request: request.number,
        link="/privacy/requests",
        actions=("view", "create", "update"),
        personal_fields=("asker", "wish", "answer"),
        secret_fields=("asker", "wish", "answer"),
        children=(PersonFile, Erasure),
        grants=dict.fromkeys(_KEEPERS, "view create update") | {"auditor": "view"},
    ),
    Resource(
        code=policies.CONSENT,
        model=Consent,
        zh="同意记录",
        en="Consents",
        row_filter=policies.rows_about(policies.CONSENT),
        title=lambda consent: consent.purpose,
        link="/privacy/consents",
        actions=("view", "create", "update"),
        grants=dict.fromkeys(_KEEPERS, "view create update") | {"auditor": "view"},
    ),
    Resource(
        code=policies.NOTICE,
        model=Notice,
        zh="隐私说明",
        en="Privacy notices",
        row_filter=whoever_may(policies.NOTICE),
        title=str,
        link="/privacy/notices",
        actions=("view", "update"),
        children=(Acknowledgement,),
        grants={"admin": "view update", "steward": "view update", "auditor": "view"},
    ),
    Resource(
        code=policies.RULE,
        model=RetentionRule,
        zh="保存期限",
        en="Retention rules",
        row_filter=whoever_may(policies.RULE),
        title=lambda rule: rule.target,
        link="/privacy/retention",
        actions=("view", "update"),
        children=(RetentionRun,),
        grants={"admin": "view update", "steward": "view update", "auditor": "view"},
    ),
    Resource(
        code=policies.ACTIVITY,
        model=Activity,
        zh="处理活动记录",
        en="Register of processing",
        row_filter=whoever_may(policies.ACTIVITY),
        title=lambda activity: activity.holding,
        link="/privacy/register",
        actions=("view", "update"),
        grants={"admin": "view update", "steward": "view update", "auditor": "view"},
    ),
    Resource(
        code=policies.KEYS,
        model=Rotation,
        zh="密钥",
        en="Keys",
        row_filter=whoever_may(policies.KEYS),
        title=lambda rotation: rotation.key_id,
        link="/keys",
        actions=("view", "rotate"),
        grants={"admin": "view rotate"},
    ),
)
register_capability(
    Capability(
        code=policies.PERSONS,
        zh="个人信息权利",
        en="Rights of persons",
        actions=("view", "export", "erase"),
        grants={"admin": "view export erase", "steward": "view export erase", "auditor": "view"},
    )
)
register_capability(
    Capability(
        code=policies.REVEAL,
        zh="查看脱敏内容",
        en="Masked values",
        actions=("reveal", "reveal_many"),
        grants={role: "reveal" for role in ROLES if role not in ("auditor",)}
        | {"admin": "reveal reveal_many", "steward": "reveal reveal_many"},
    )
)
register_power("security", policies.KEYS, "view", "rotate")
