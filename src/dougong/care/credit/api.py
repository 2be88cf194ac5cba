from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dougong.care.credit import risks, selectors, services
from dougong.care.credit.policies import CREDIT_RULE
from dougong.care.credit.schemas import (
    ClientCredit,
    CreditRuleIn,
    CreditRuleOut,
    CreditRuleRow,
    EndOverrideIn,
    LiftIn,
    OverrideIn,
    RiskFlags,
    RiskSettingIn,
    RiskSettingOut,
    SanctionIn,
    SanctionRow,
    SubmitRuleIn,
)
from dougong.kit.access import must_see, require
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.jobs import enqueue
from dougong.kit.lists_api import add_list
from dougong.kit.money import Money
from dougong.kit.schemas import JobBegun, Made, MoneyStr

router = Router(tags=["care"])
add_list(router, selectors.RULES, "/credit/rules", row=CreditRuleRow)
add_list(router, risks.SANCTIONS, "/credit/sanctions", row=SanctionRow)


@router.get("/clients/{client_id}/credit", operation_id="get_client_credit", response=ClientCredit)
def client_credit(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    return json_response(selectors.of_client(acting(request), client_id))


@router.post("/clients/{client_id}/credit/override", operation_id="ask_credit_override", response={201: ClientCredit})
@idempotent
def ask_override(request: HttpRequest, client_id: uuid.UUID, payload: OverrideIn) -> HttpResponse:
    services.ask_override(acting(request), client_id=client_id, **payload.model_dump())
    return json_response(selectors.of_client(acting(request), client_id), 201)


@router.post("/clients/{client_id}/credit/end-override", operation_id="end_credit_override", response=ClientCredit)
def end_override(request: HttpRequest, client_id: uuid.UUID, payload: EndOverrideIn) -> HttpResponse:
    services.end_override(acting(request), client_id=client_id, reason=payload.reason)
    return json_response(selectors.of_client(acting(request), client_id))


@router.get("/clients/{client_id}/risks", operation_id="get_client_risks", response=RiskFlags)
def client_risks(request: HttpRequest, client_id: uuid.UUID, amount: MoneyStr = Money()) -> HttpResponse:
    """What to heed when a contract over this amount is begun with the client."""
    found, language = risks.look(acting(request), client_id, amount), language_of(request)
    told = [{"code": f.code, "level": f.level, "text": f.en if language == "en" else f.zh} for f in found]
    return json_response({"items": told})


@router.post("/credit/rules", operation_id="draft_credit_rule", response={201: CreditRuleOut})
@idempotent
def draft_rule(request: HttpRequest) -> HttpResponse:
    rule = services.draft_rule(acting(request))
    return record_response(selectors.rule_out(acting(request), rule.pk), 201)


@router.get("/credit/rules/{uuid:credit_rule_id}", operation_id="get_credit_rule", response=CreditRuleOut)
def get_rule(request: HttpRequest, credit_rule_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.rule_out(acting(request), credit_rule_id))


@router.put("/credit/rules/{uuid:credit_rule_id}", operation_id="change_credit_rule", response=CreditRuleOut)
def change_rule(request: HttpRequest, credit_rule_id: uuid.UUID, payload: CreditRuleIn) -> HttpResponse:
    actor, body = acting(request), payload.body.model_dump()
    version = expected_version(request)
    services.change_rule(actor, rule_id=credit_rule_id, version=version, body=body, note=payload.note)
    return record_response(selectors.rule_out(actor, credit_rule_id))


@router.delete("/credit/rules/{uuid:credit_rule_id}", operation_id="drop_credit_rule", response=Made)
def drop_rule(request: HttpRequest, credit_rule_id: uuid.UUID) -> HttpResponse:
    services.drop_rule(acting(request), rule_id=credit_rule_id)
    return json_response({"id": credit_rule_id})


@router.post(
    "/credit/rules/{uuid:credit_rule_id}/try", operation_id="try_credit_rule", response={202: JobBegun}
)
def try_rule(request: HttpRequest, credit_rule_id: uuid.UUID) -> HttpResponse:
    """On all clients, beside what each has now: a job."""
    actor = acting(request)
    must_see(actor, CREDIT_RULE, credit_rule_id)
    require(actor, CREDIT_RULE, "update")
    job = enqueue("care.try_credit_rule", actor=actor, title="试算信用评级规则", rule_id=str(credit_rule_id))
    return json_response({"job_id": job.pk}, 202)


@router.post("/credit/rules/{uuid:credit_rule_id}/submit", operation_id="submit_credit_rule", response=CreditRuleOut)
def submit_rule(request: HttpRequest, credit_rule_id: uuid.UUID, payload: SubmitRuleIn) -> HttpResponse:
    actor, day = acting(request), payload.in_force_on
    services.submit_rule(actor, rule_id=credit_rule_id, version=expected_version(request), in_force_on=day)
    return record_response(selectors.rule_out(actor, credit_rule_id))


@router.get("/credit/risks", operation_id="get_risk_setting", response=RiskSettingOut)
def risk_setting(request: HttpRequest) -> HttpResponse:
    return record_response(risks.setting_out(acting(request)))


@router.put("/credit/risks", operation_id="save_risk_setting", response=RiskSettingOut)
def save_risk_setting(request: HttpRequest, payload: RiskSettingIn) -> HttpResponse:
    risks.save_setting(acting(request), version=expected_version(request), **payload.model_dump())
    return record_response(risks.setting_out(acting(request)))


@router.post("/credit/sanctions", operation_id="add_sanction", response={201: Made})
@idempotent
def add_sanction(request: HttpRequest, payload: SanctionIn) -> HttpResponse:
    row = risks.add_sanction(acting(request), **payload.model_dump())
    return json_response({"id": row.pk}, 201)


@router.post("/credit/sanctions/{sanction_id}/lift", operation_id="lift_sanction", response=Made)
def lift_sanction(request: HttpRequest, sanction_id: uuid.UUID, payload: LiftIn) -> HttpResponse:
    row = risks.lift_sanction(acting(request), sanction_id=sanction_id, reason=payload.reason)
    return json_response({"id": row.pk})
