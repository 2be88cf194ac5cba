"""The doors of those who keep the programme: rules, tiers, points by hand, reconciling."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from dougong.kit.access import must_see, require
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.ids import parse_id
from dougong.kit.jobs import enqueue
from dougong.kit.lists_api import add_list
from dougong.kit.schemas import JobBegun, Made
from dougong.loyalty import selectors
from dougong.loyalty.policies import DIFFERENCE, RULE
from dougong.loyalty.schemas.accounts import AccountOut
from dougong.loyalty.schemas.keeping import (
    PointsAdjustmentIn,
    PointsAdjustmentRow,
    PointsCheck,
    PointsCheckIn,
    PointsCompany,
    PointsDifferenceRow,
    PointsFreezeIn,
    PointsReleaseIn,
    PointsRuleIn,
    PointsRuleNew,
    PointsRuleOut,
    PointsRuleRow,
    PointsRuleStop,
    PointsRuleSubmit,
    PointsTiersIn,
    PointsTiersOut,
    PointsTriggers,
)
from dougong.loyalty.services import adjusting, freezing, reconciling, ruling, tiers

router = Router(tags=["loyalty"])
add_list(router, selectors.RULES, "/points/rules", row=PointsRuleRow)
add_list(router, selectors.ADJUSTMENTS, "/points/adjustments", row=PointsAdjustmentRow)
add_list(router, selectors.DIFFERENCES, "/points/differences", row=PointsDifferenceRow)
ONE = "/points/rules/{uuid:points_rule_id}"


@router.get("/points/triggers", operation_id="list_points_triggers", response=PointsTriggers)
def triggers(request: HttpRequest) -> HttpResponse:
    """What a rule can be about, with the fields that its expressions may ask."""
    return json_response(selectors.triggers(acting(request)))


@router.post("/points/rules/check", operation_id="check_points_rule", response=PointsCheck)
def check(request: HttpRequest, payload: PointsCheckIn) -> HttpResponse:
    """Whether it can be used, and what it gives on the example; nothing is kept."""
    body = payload.body.model_dump(mode="json")
    return json_response(selectors.check(acting(request), on=payload.on, body=body, language=language_of(request)))


@router.post("/points/rules", operation_id="draft_points_rule", response={201: PointsRuleOut})
@idempotent
def draft_rule(request: HttpRequest, payload: PointsRuleNew) -> HttpResponse:
    """A new rule, or the next version of the one with this code."""
    row = ruling.draft_rule(acting(request), **payload.model_dump())
    return record_response(selectors.rule_out(acting(request), row.pk), 201)


@router.get(ONE, operation_id="get_points_rule", response=PointsRuleOut)
def get_rule(request: HttpRequest, points_rule_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.rule_out(acting(request), points_rule_id))


@router.put(ONE, operation_id="change_points_rule", response=PointsRuleOut)
def change_rule(request: HttpRequest, points_rule_id: uuid.UUID, payload: PointsRuleIn) -> HttpResponse:
    actor, values = acting(request), payload.model_dump(mode="json")
    ruling.change_rule(actor, rule_id=points_rule_id, version=expected_version(request), **values)
    return record_response(selectors.rule_out(actor, points_rule_id))


@router.delete(ONE, operation_id="drop_points_rule", response=Made)
def drop_rule(request: HttpRequest, points_rule_id: uuid.UUID) -> HttpResponse:
    ruling.drop_rule(acting(request), rule_id=points_rule_id)
    return json_response({"id": points_rule_id})


@router.post(f"{ONE}/try", operation_id="try_points_rule", response={202: JobBegun})
def try_rule(request: HttpRequest, points_rule_id: uuid.UUID) -> HttpResponse:
    """On the company's own history: a job."""
    actor = acting(request)
    must_see(actor, RULE, points_rule_id)
    require(actor, RULE, "update")
    job = enqueue("loyalty.try_rule", actor=actor, title="试算积分规则", rule_id=str(points_rule_id))
    return json_response({"job_id": job.pk}, 202)


@router.post(f"{ONE}/submit", operation_id="submit_points_rule", response=PointsRuleOut)
def submit_rule(request: HttpRequest, points_rule_id: uuid.UUID, payload: PointsRuleSubmit) -> HttpResponse:
    actor = acting(request)
    ruling.submit_rule(actor, rule_id=points_rule_id, version=expected_version(request), **payload.model_dump())
    return record_response(selectors.rule_out(actor, points_rule_id))


@router.post(f"{ONE}/stop", operation_id="stop_points_rule", response=PointsRuleOut)
def stop_rule(request: HttpRequest, points_rule_id: uuid.UUID, payload: PointsRuleStop) -> HttpResponse:
    ruling.stop_rule(acting(request), rule_id=points_rule_id, reason=payload.reason)
    return record_response(selectors.rule_out(acting(request), points_rule_id))


@router.get("/points/tiers", operation_id="get_points_tiers", response=PointsTiersOut)
def get_tiers(request: HttpRequest) -> HttpResponse:
    return record_response(selectors.tiers_out(acting(request)))


@router.put("/points/tiers", operation_id="save_points_tiers", response=PointsTiersOut)
def save_tiers(request: HttpRequest, payload: PointsTiersIn) -> HttpResponse:
    tiers.save(acting(request), version=expected_version(request), body=payload.model_dump())
    return record_response(selectors.tiers_out(acting(request)))


@router.post("/points/accounts/{account_id}/freeze", operation_id="freeze_points_account", response=AccountOut)
def freeze(request: HttpRequest, account_id: uuid.UUID, payload: PointsFreezeIn) -> HttpResponse:
    """Points still come in; none are spent, given away or redeemed until it is released."""
    actor = acting(request)
    freezing.freeze(actor, account_id=account_id, **payload.model_dump())
    return record_response(selectors.account(actor, account_id))


@router.post("/points/accounts/{account_id}/release", operation_id="release_points_account", response=AccountOut)
def release(request: HttpRequest, account_id: uuid.UUID, payload: PointsReleaseIn) -> HttpResponse:
    actor = acting(request)
    freezing.release(actor, account_id=account_id, reason=payload.reason)
    return record_response(selectors.account(actor, account_id))


@router.post("/clients/{client_id}/points/adjustments", operation_id="ask_points_adjustment", response={201: Made})
def ask_adjustment(
    request: HttpRequest, client_id: uuid.UUID, payload: Form[PointsAdjustmentIn], file: UploadedFile = File(...)
) -> HttpResponse:
    """With its document. The Idempotency-Key becomes its key, so that it may be sent twice."""
    key = parse_id(request.headers.get("Idempotency-Key", ""))
    asked = payload.model_dump()
    row = adjusting.ask(acting(request), client_id=client_id, filename=file.name or "", upload=file, key=key, **asked)
    return json_response({"id": row.pk}, 201)


@router.get("/points/company", operation_id="get_points_company", response=PointsCompany)
def company(request: HttpRequest) -> HttpResponse:
    """The company's side of the ledger."""
    return json_response(selectors.company(acting(request)))


@router.post("/points/reconcile", operation_id="reconcile_points", response={202: JobBegun})
def reconcile(request: HttpRequest) -> HttpResponse:
    """Hold the ledger against the facts, now: a job."""
    actor = acting(request)
    require(actor, DIFFERENCE, "mend")
    job = enqueue("loyalty.reconcile", actor=actor, title="核对积分")
    return json_response({"job_id": job.pk}, 202)


@router.post("/points/differences/{difference_id}/mend", operation_id="mend_points_difference", response=Made)
def mend(request: HttpRequest, difference_id: uuid.UUID) -> HttpResponse:
    row = reconciling.mend(acting(request), difference_id=difference_id)
    return json_response({"id": row.pk})
