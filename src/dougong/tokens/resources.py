from dougong.accounts.roles import ROLES
from dougong.kit.registry import Resource, register, register_power
from dougong.tokens import policies
from dougong.tokens.models import ApiToken, TokenAddress

_OWN = "view:own create:own archive:own"

register(
    Resource(
        code=policies.TOKEN,
        model=ApiToken,
        zh="API 令牌",
        en="API tokens",
        row_filter=policies.token_rows,
        title=lambda token: token.name,
        link="/account/tokens",
        scopes=("own", "all"),
        actions=("view", "create", "archive"),
        words={"archive": ("吊销", "Revoke")},
        secret_fields=("digest",),
        children=(TokenAddress,),
        grants={**dict.fromkeys(ROLES, _OWN), "admin": "view create:own archive", "auditor": "view"},
    )
)
register_power("security", policies.TOKEN, "archive")  # everybody's, where it reaches all
