
from dougong.accounts.sso.models import (
    Identity,
    SignInPolicy,
    SignInProvider,
    SparedPerson,
    SpentToken,
    SsoFlow,
    SsoLogin,
)
from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register, register_power

PROVIDER = "accounts.sign_in_provider"


register(
    Resource(
        code=PROVIDER,
        model=SignInProvider,
        zh="统一登录",
        en="Single sign-on",
        row_filter=whoever_may(PROVIDER),
        title=lambda provider: provider.zh,
        link="/single-sign-on",
        scopes=("all",),
        actions=("view", "create", "update"),
        secret_fields=("client_secret",),
        children=(Identity, SignInPolicy, SparedPerson, SpentToken, SsoFlow, SsoLogin),
        grants={"admin": "view create update", "auditor": "view"},
    )
)
# Whoever says whose word is taken can come in as anybody.
register_power("security", PROVIDER, "create", "update")
