"""Which providers are trusted, and whether they alone let people in."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.accounts.models import User
from dougong.accounts.sign_in.api.common import visit_of
from dougong.accounts.sso import keeping, linking, selectors
from dougong.accounts.sso.resources import PROVIDER
from dougong.accounts.sso.schemas import (
    IdentitiesOut,
    ProviderIn,
    ProviderOut,
    ProviderPatch,
    ProvidersOut,
    SsoPolicyIn,
    SsoPolicyOut,
    TriedOut,
    UnlinkedOut,
)
from dougong.kit.access import get_visible, require
from dougong.kit.confirm import confirmed, require_confirmed
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response

router = Router()
ACT, PERSON = "accounts.sign_in_provider", "accounts.user"


@router.get("/sign-in-providers", operation_id="list_sign_in_providers", response=ProvidersOut)
def providers(request: HttpRequest) -> HttpResponse:
    require(acting(request), PROVIDER, "view")
    return json_response({"items": selectors.providers(acting(request), visit_of(request))})


@router.post("/sign-in-providers", operation_id="create_sign_in_provider", response={201: ProviderOut})
@idempotent
@confirmed(ACT)
def create(request: HttpRequest, payload: ProviderIn) -> HttpResponse:
    made = keeping.create(acting(request), **payload.model_dump())
    return record_response(selectors.provider(acting(request), visit_of(request), made.pk), 201)


@router.patch("/sign-in-providers/{uuid:provider_id}", operation_id="update_sign_in_provider", response=ProviderOut)
@confirmed(ACT)
def update(request: HttpRequest, provider_id: uuid.UUID, payload: ProviderPatch) -> HttpResponse:
    values, version = payload.model_dump(exclude_unset=True), expected_version(request)
    keeping.update(acting(request), provider_id=provider_id, version=version, **values)
    return record_response(selectors.provider(acting(request), visit_of(request), provider_id))


@router.delete("/sign-in-providers/{uuid:provider_id}", operation_id="remove_sign_in_provider", response=UnlinkedOut)
@confirmed(ACT)
def remove(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    keeping.remove(acting(request), provider_id=provider_id)
    return json_response({"id": provider_id})


@router.post("/sign-in-providers/{uuid:provider_id}/try", operation_id="try_sign_in_provider", response=TriedOut)
def try_out(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """Whether it would work, without anybody signing in."""
    steps = keeping.try_out(acting(request), visit_of(request), provider_id=provider_id)
    shown = [{"text": s.en if language_of(request) == "en" else s.zh, "ok": s.ok} for s in steps]
    return json_response({"ok": all(s.ok for s in steps), "steps": shown})


@router.get("/sign-in-policy", operation_id="get_sign_in_policy", response=SsoPolicyOut)
def policy(request: HttpRequest) -> HttpResponse:
    return json_response(selectors.sign_in_policy(acting(request)))


@router.put("/sign-in-policy", operation_id="set_sign_in_policy", response=SsoPolicyOut)
def set_policy(request: HttpRequest, payload: SsoPolicyIn) -> HttpResponse:
    require(acting(request), PROVIDER, "update")
    require_confirmed(request, "accounts.sso_only")
    keeping.set_policy(acting(request), sso_only=payload.sso_only, spared=payload.spared)
    return json_response(selectors.sign_in_policy(acting(request)))


@router.get("/people/{user_id}/identities", operation_id="list_person_identities", response=IdentitiesOut)
def identities(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    actor = acting(request)
    require(actor, PERSON, "update")
    person = get_visible(User.objects.visible_to(actor).filter(kind="staff"), user_id)
    return json_response({"items": selectors.identities_of(person)})


@router.delete(
    "/people/{user_id}/identities/{identity_id}", operation_id="unlink_person_identity", response=UnlinkedOut
)
def unlink(request: HttpRequest, user_id: uuid.UUID, identity_id: uuid.UUID) -> HttpResponse:
    require(acting(request), PERSON, "update")
    require_confirmed(request, "accounts.identity")
    linking.unlink_colleague(acting(request), user_id=user_id, identity_id=identity_id)
    return json_response({"id": identity_id})
