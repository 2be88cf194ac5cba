"""A talk by a questionnaire: kept while it is held, finished, written into the dossier by choice, taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from dougong.approvals.models import Approval
from dougong.approvals.services import save_rules
from dougong.audit.models import AuditEntry
from dougong.clients import services as clients
from dougong.clients.models import Client, TimelineEntry
from dougong.forms.models import Form
from dougong.interviews import errors, rules, services
from dougong.interviews.models import Interview
from dougong.interviews.selectors import interview, proposals
from dougong.interviews.templates import READY, install_templates
from dougong.interviews.tests.factories import begun
from dougong.kit import clock
from dougong.kit.errors import FieldErrors, NotAllowed, NotFound, Stale
from dougong.kit.fields import FieldNotYours
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STAR = {"situation": "七月停机", "task": "三天内恢复", "action": "更换压缩机", "result": "损失 40 万"}


@pytest.fixture
def client(cast: Cast) -> Client:
    return clients.create_client(cast.lin, name="启岳半导体", facts={"pain": "旧的痛点"})


def done(cast: Cast, client: Client, **answers: Any) -> Interview:
    made = begun(cast.lin, client, **{"pain": "冷冻机房能耗高", **answers})
    return services.finish_interview(cast.lin, interview_id=made.pk, version=None)


def test_the_ready_templates_are_there_once_and_a_changed_one_is_left_alone() -> None:
    before = list(Form.objects.filter(purpose="interview").order_by("code").values_list("code", "number"))
    assert [code for code, _ in before] == sorted(code for code, *_ in READY)
    Form.objects.filter(code="interview.revisit").update(zh="我们的回访")
    install_templates()
    assert Form.objects.get(code="interview.revisit").zh == "我们的回访"
    assert Form.objects.filter(purpose="interview").count() == len(READY)


def test_what_is_answered_is_kept_in_its_form_and_wrong_answers_are_told_at_their_question(
    cast: Cast, api: ApiClient, client: Client
) -> None:
    made = begun(cast.lin, client, staff="1,250")
    told = interview(cast.lin, made.pk)
    star, staff = (next(q["key"] for q in told["questions"] if q["type"] == kind) for kind in ("star", "number"))
    assert told["answers"] == {staff: 1250}
    path, version = f"/interviews/{made.pk}", told["version"]
    wrong = api.as_("lin").patch(path, {"answers": {staff: "很多", star: {"situation": 1}}}, version=version)
    assert sorted(e["field"] for e in wrong.json()["errors"]) == sorted([f"answers.{staff}", f"answers.{star}"])
    right = api.patch(path, {"answers": {star: {**STAR, "action": " "}, staff: None}}, version=version).json()
    assert right["answers"] == {star: {k: v for k, v in STAR.items() if k != "action"}}
    assert api.patch(path, {"answers": {staff: 3}}, version=version).status_code == 412
    assert api.as_("gu").get(path).status_code == 404


def test_a_question_keeps_the_wording_it_was_asked_in(cast: Cast, api: ApiClient, client: Client) -> None:
    made = begun(cast.lin, client)
    form = Form.objects.get(code="interview.first_visit")
    page = api.as_("fang").get(f"/questionnaires/{form.pk}").json()
    kept = ("key", "type", "zh", "en", "target", "required", "choices")
    questions = [{k: q[k] for k in kept} for q in page["questions"]]
    questions[0]["zh"] = "换了一个问法？"
    body = {"purpose": "interview", "zh": "首次拜访", "en": "First visit", "questions": questions[:1]}
    saved = api.put(f"/questionnaires/{form.pk}", body, version=page["version"])
    assert saved.status_code == 200 and saved.json()["number"] == 2, saved.json()
    assert len(interview(cast.lin, made.pk)["questions"]) == len(questions)
    assert interview(cast.lin, begun(cast.lin, client).pk)["questions"][0]["zh"] == "换了一个问法？"
    assert api.as_("lin").put(f"/questionnaires/{form.pk}", body, version=2).status_code == 403


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"type": "choice", "zh": "空"}, "questions.0.choices"),
        ({"type": "text", "zh": "没有", "target": "facts.none"}, "questions.0.target"),
        ({"type": "text", "zh": " "}, "questions.0.zh"),
    ],
)
def test_a_wrong_question_is_told_at_its_place(cast: Cast, api: ApiClient, question: Any, field: str) -> None:
    body = {"purpose": "interview", "zh": "新模板", "questions": [question]}
    answer = api.as_("fang").post("/questionnaires", body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    fed = {"type": "text", "zh": "满意吗", "target": "facts.satisfaction"}
    made = api.post("/questionnaires", {**body, "questions": [fed]}).json()["questions"][0]
    assert made["type"] == "choice" and len(made["choices"]) == 5, "it takes the field's type and choices"


def test_finishing_asks_for_what_is_needed_and_stands_on_the_timeline_on_its_day(cast: Cast, client: Client) -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        made = begun(cast.lin, client)
        with pytest.raises(FieldErrors) as refused:
            services.finish_interview(cast.lin, interview_id=made.pk, version=None)
        assert "现在最不顺的是什么" in refused.value.errors[0].sentence("zh")
        told = interview(cast.lin, made.pk)
        keys = {q["target"] or q["type"]: q["key"] for q in told["questions"]}
        services.save_answers(
            cast.lin, interview_id=made.pk, version=None, held_on=dt.date(2026, 11, 16),
            answers={keys["facts.pain"]: "能耗高", keys["star"]: STAR},
        )  # fmt: skip
        for _ in range(2):
            services.finish_interview(cast.lin, interview_id=made.pk, version=None)
    entry = TimelineEntry.objects.get(kind="interview_held")
    assert entry.at.astimezone(clock.zone()).date() == dt.date(2026, 11, 16)
    assert entry.text.startswith("能耗高") and "情境：七月停机" in entry.text
    with pytest.raises(errors.InterviewDone):
        services.save_answers(cast.lin, interview_id=made.pk, version=None, answers={})
    with pytest.raises(errors.InterviewDone):
        services.discard_interview(cast.lin, interview_id=made.pk)


def test_answers_go_into_the_dossier_by_choice_and_come_back(cast: Cast, client: Client) -> None:
    made = done(cast, client, staff=300, business="洁净室总包", systems="群控")
    items = {i["key"]: i for i in proposals(cast.lin, made.pk)["items"]}
    assert (items["facts.pain"]["before"], items["facts.pain"]["after"]) == ("旧的痛点", "冷冻机房能耗高")
    assert (items["facts.staff"]["before"], items["facts.staff"]["appendable"]) == (None, False)
    version = proposals(cast.lin, made.pk)["client_version"]
    chosen = {"facts.pain": "append", "facts.staff": "take", "business": "take", "facts.systems": "keep"}
    with pytest.raises(Stale):
        services.apply_answers(cast.lin, interview_id=made.pk, client_version=version + 3, choices=chosen)
    services.apply_answers(cast.lin, interview_id=made.pk, client_version=version, choices=chosen)
    client.refresh_from_db()
    assert client.facts["pain"] == "旧的痛点\n\n冷冻机房能耗高" and client.facts["staff"] == 300
    assert client.business == "洁净室总包" and "systems" not in client.facts
    entry = AuditEntry.objects.filter(resource="clients.client", action="update").latest("pk")
    assert entry.before["facts.pain"] == "旧的痛点"
    with pytest.raises(errors.AnswersApplied):
        services.apply_answers(cast.lin, interview_id=made.pk, client_version=None, choices=chosen)
    with pytest.raises(errors.AnswersApplied):
        services.reopen_interview(cast.lin, interview_id=made.pk)
    clients.update_client(cast.lin, client_id=client.pk, version=None, facts={"staff": 320})
    assert services.take_back_answers(cast.lin, interview_id=made.pk) == (["business", "facts.pain"], ["facts.staff"])
    client.refresh_from_db()
    assert (client.business, client.facts["pain"], client.facts["staff"]) == ("", "旧的痛点", 320)
    assert services.reopen_interview(cast.lin, interview_id=made.pk).state == "draft"


def test_what_counts_is_looked_at_again(cast: Cast, client: Client) -> None:
    rule = {"kinds": [], "decider": "manager", "again": ["facts.pain"]}
    save_rules(cast.fang, code="clients.client", version=0, wanted=[rule])
    Client.objects.filter(pk=client.pk).update(state="in_force")
    made = done(cast, client)
    services.apply_answers(cast.lin, interview_id=made.pk, client_version=None, choices={"facts.pain": "take"})
    assert Approval.objects.get().object_id == client.pk


def test_only_who_may_note_holds_one_and_only_who_may_change_the_dossier_writes_into_it(
    cast: Cast, client: Client
) -> None:
    by_service = begun(cast.he, client, pain="能耗高")
    services.finish_interview(cast.he, interview_id=by_service.pk, version=None)
    with pytest.raises(NotAllowed):
        services.apply_answers(cast.he, interview_id=by_service.pk, client_version=None, choices={"facts.pain": "take"})
    with pytest.raises(NotAllowed):
        begun(cast.manager, client)
    with pytest.raises(NotFound):
        begun(cast.gu, client)
    other = clients.create_client(cast.lin, name="云栖数据")
    contact = clients.add_contact(cast.lin, client_id=other.pk, name="路人")
    form = Form.objects.get(code="interview.first_visit")
    with pytest.raises(errors.NotOfThisClient):
        services.begin_interview(cast.lin, client_id=client.pk, form_id=form.pk, contact_id=contact.pk)


def test_rules_of_taking_back() -> None:
    applied = [{"key": "a", "before": None, "after": 1}, {"key": "b", "before": "x", "after": "y"}]
    assert rules.undone(applied, {"a": 1, "b": "z"}) == (["a"], ["b"])
    assert rules.star_text({"task": "甲", "result": "乙"}) == "任务：甲\n结果：乙"
    assert len(rules.first_words(["长" * 300])) == 200


def test_it_is_printed(cast: Cast, api: ApiClient, client: Client) -> None:
    pytest.importorskip("typst")
    made = done(cast, client)
    answer = api.as_("lin").get(f"/interviews/{made.pk}/pdf/file")
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"%PDF")


def test_field_rules_hold_for_the_answers_that_feed_the_field(cast: Cast, client: Client) -> None:
    made = begun(cast.lin, client, pain="冷冻机房能耗高")
    asked = {q["target"]: q["key"] for q in interview(cast.lin, made.pk)["questions"]}
    rules_of = {mode: replace(cast.lin, fields={"clients.client": {"facts.pain": mode}}) for mode in ("hide", "mask")}
    hidden, masked = (interview(rules_of[mode], made.pk) for mode in ("hide", "mask"))
    assert "facts.pain" not in {q["target"] for q in hidden["questions"]} and "能耗高" not in str(hidden)
    assert (masked["answers"][asked["facts.pain"]], masked["locked"]) == ("****", [asked["facts.pain"]])
    assert "能耗高" not in str(masked)
    for actor in rules_of.values():
        with pytest.raises(FieldNotYours):
            services.save_answers(actor, interview_id=made.pk, version=None, answers={asked["facts.pain"]: "****"})
    assert services.finish_interview(rules_of["hide"], interview_id=made.pk, version=None).state == "done"
