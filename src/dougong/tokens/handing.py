"""Keys are not passed on: they end with their owner."""

from __future__ import annotations

from django.db.models import Q

from dougong.audit.services import Act, record_many
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.handing import Holding, Rows, holds, stays
from dougong.tokens import policies
from dougong.tokens.models import ApiToken


def end(actor: Actor, rows: Rows) -> None:
    """Revoke, in the transaction in which the owner's account is closed."""
    now = clock.now()
    for token in rows:
        token.revoked_at, token.revoked_by_id = now, actor.id
        token.store("revoked_at", "revoked_by")
    record_many(actor, policies.TOKEN, [Act("revoke", row, {"revoked_at": None}, {"revoked_at": now}) for row in rows])


holds(
    Holding(
        code="tokens.token",
        zh="API 令牌",
        en="API tokens",
        model=ApiToken,
        field="owner",
        resource=policies.TOKEN,
        live=Q(revoked_at__isnull=True),
        title=lambda token: token.name,
        end=end,
    )
)
stays("who did something, as it was", "tokens.ApiToken.revoked_by")
