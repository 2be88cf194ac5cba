from django.db.models import Q

from dougong.accounts.sso.models import (
    Identity,
    SignInPolicy,
    SignInProvider,
    SparedPerson,
    SpentToken,
    SsoFlow,
    SsoLogin,
)
from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor
from dougong.kit.registry import Resource, register, register_power

PROVIDER = "accounts.sign_in_provider"


def provider_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(PROVIDER, action) else NOTHING


register(
    Resource(
        code=PROVIDER,
        model=SignInProvider,
        zh="统一登录",
        en="Single sign-on",
        row_filter=provider_rows,
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
