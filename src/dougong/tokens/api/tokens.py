from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.kit.access import require
from dougong.kit.confirm import require_confirmed
from dougong.kit.http import acting, json_response, language_of, record_response
from dougong.kit.lists_api import add_list
from dougong.tokens import policies, selectors, services
from dougong.tokens.schemas import TokenIn, TokenMade, TokenOffers, TokenRevoked, TokenRow

router = Router(tags=["tokens"])
add_list(router, selectors.TOKENS, "/tokens", row=TokenRow)


@router.get("/tokens/offers", operation_id="list_token_offers", response=TokenOffers)
def token_offers(request: HttpRequest) -> HttpResponse:
    """What one may give a token of one's own, and the limits that hold for it."""
    actor = acting(request)
    require(actor, policies.TOKEN, "create")
    return json_response({"items": selectors.offers(actor, language_of(request)), **selectors.limits()})


@router.post("/tokens", operation_id="create_token", response={201: TokenMade})
def create_token(request: HttpRequest, payload: TokenIn) -> HttpResponse:
    """The answer holds the token's text, this once: so no Idempotency-Key, which would have to keep it."""
    actor = acting(request)
    require(actor, policies.TOKEN, "create")
    require_confirmed(request, "tokens.create", reason=False)
    token, text = services.create_token(actor, **payload.model_dump())
    return record_response({"id": token.pk, "version": token.version, "name": token.name, "token": text}, 201)


@router.post("/tokens/{token_id}/revoke", operation_id="revoke_token", response=TokenRevoked)
def revoke_token(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    token = services.revoke_token(acting(request), token_id=token_id)
    return record_response({"id": token.pk, "version": token.version, "revoked_at": token.revoked_at})
