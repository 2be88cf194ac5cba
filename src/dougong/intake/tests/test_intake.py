"""Strangers send enquiries: checked, judged, kept apart, answered alike whoever they are; one of us decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from dougong.clients import services as clients
from dougong.clients.models import Client, Contact
from dougong.files.models import Attachment, Blob
from dougong.files.services import attach
from dougong.intake import api as doors
from dougong.intake import deciding, errors, rules, services
from dougong.intake.models import PublicForm, Submission
from dougong.intake.policies import SUBMISSION
from dougong.intake.tests.factories import answers, published, sent, solved
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.notifications.models import Notification
from dougong.tokens.services import create_token
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    doors._seen.clear()


@pytest.fixture
def form(cast: Cast) -> PublicForm:
    return published(cast.fang, cast.zhou, owners=[{"region": "440000", "owner_id": cast.chen.user_id}], uploads=True)


def post(form: PublicForm, *, key: str = "", browser: Browser | None = None, **values: Any) -> Any:
    body = {"answers": orjson.dumps(answers()).decode(), "consent": "true", **solved(form), **values}
    headers = {"Idempotency-Key": key} if key else {}
    return (browser or Browser()).post(f"/api/v1/intake/forms/{form.key}/submissions", body, headers=headers)


def test_the_page_is_open_to_whoever_has_its_address_and_tells_nothing_of_us(cast: Cast, form: PublicForm) -> None:
    page = Browser().get(f"/api/v1/intake/forms/{form.key}")
    assert page.status_code == 200 and page.headers["RateLimit-Remaining"] == "19"
    told = page.json()
    assert "180 天后删除" in told["consent_zh"] and "deleted after 180 days" in told["consent_en"]
    assert not any("target" in q for q in told["questions"]) and "周予安" not in page.content.decode()
    PublicForm.objects.update(is_open=False)
    closed, absent = (Browser().get(f"/api/v1/intake/forms/{k}") for k in (form.key, "x" * 22))
    strip = [{**a.json(), "request_id": ""} for a in (closed, absent)]
    assert closed.status_code == absent.status_code == 404 and strip[0] == strip[1]


def test_what_is_sent_waits_in_quarantine_and_its_owner_is_told(cast: Cast, form: PublicForm) -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        body = solved(form)
    with clock.frozen("2026-11-18T10:01+08:00"):
        answer = post(form, **body)
    assert (answer.status_code, answer.json()) == (201, {"received": True})
    row = Submission.objects.get()
    assert (row.title, row.state, row.score, row.owner_id) == ("云岫生物医药有限公司", "new", 0, cast.zhou.id)
    assert row.expires_on == dt.date(2027, 5, 17) and row.consent_at is not None and "180 天" in row.consent_text
    assert Notification.objects.get().user_id == cast.zhou.id and not Client.objects.exists()
    raw = Submission.objects.extra(select={"raw": "answers"}).values_list("raw", flat=True)[0]
    assert "13800000071" not in str(raw)


def test_the_answer_is_the_same_for_a_client_we_have(cast: Cast, form: PublicForm) -> None:
    clients.create_client(cast.lin, name="云岫生物医药有限公司", phone="13800000071")
    known, unknown = post(form), post(form, answers=orjson.dumps(answers(name="无名有限公司")).decode())
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


def test_a_challenge_is_for_one_form_one_time_and_a_while_and_takes_work(cast: Cast, form: PublicForm) -> None:
    once = solved(form)
    assert post(form, **once).status_code == 201
    assert post(form, **once).json()["code"] == "challenge_failed"
    other = published(cast.fang, cast.zhou)
    wrong = [solved(other), {**solved(form), "counter": "x"}, {**solved(form), "token": "made:up"}]
    with clock.frozen("2026-11-18T10:00+08:00"):
        wrong.append(solved(form))
    assert {post(form, **body).json()["code"] for body in wrong} == {"challenge_failed"}
    assert Submission.objects.count() == 1


def test_sent_twice_it_is_there_once_and_without_consent_not_at_all(form: PublicForm) -> None:
    refused = post(form, consent="false")
    assert refused.json()["errors"][0]["field"] == "consent"
    first, again = post(form, key="k"), post(form, key="k")
    assert first.json() == again.json() and Submission.objects.count() == 1
    changed = post(form, key="k", answers=orjson.dumps(answers(name="另一家")).decode())
    assert changed.json()["code"] == "idempotency_key_reused"
    for body in ("[]", "{", "null"):
        assert post(form, answers=body).json()["code"] == "answers_unreadable"
    lacking = post(form, answers=orjson.dumps(answers(problem=None)).decode())
    assert [e["field"].startswith("answers.q_") for e in lacking.json()["errors"]] == [True]


def test_what_looks_like_spam_is_kept_and_said_why_and_nobody_is_told(form: PublicForm) -> None:
    assert post(form, website="https://x").status_code == 201
    row = Submission.objects.get()
    assert row.score == 100 and row.reasons[0] == "trap" and not Notification.objects.exists()
    calm = rules.Circumstances(trap=False, seconds=60, from_net=0, same=False)
    assert rules.judge(["想做节能改造"], "a@b.cn", calm) == (0, [])
    assert rules.judge(["casino https://a https://b"], "a@yopmail.com", calm)[1] == ["bait", "links", "thrown_away"]


def test_many_from_one_place_are_told_to_wait(form: PublicForm) -> None:
    browser = Browser()
    for _ in range(doors.PER_ADDRESS):
        assert browser.get(f"/api/v1/intake/forms/{form.key}").status_code == 200
    refused = browser.get(f"/api/v1/intake/forms/{form.key}")
    assert (refused.status_code, refused.headers["RateLimit-Remaining"]) == (429, "0")
    assert int(refused.headers["Retry-After"]) > 0


def test_files_are_judged_by_what_they_are(form: PublicForm) -> None:
    good = SimpleUploadedFile("图纸.txt", "平面图".encode())
    assert post(form, files=[good]).status_code == 201 and Attachment.objects.get().resource == "intake.submission"
    program = SimpleUploadedFile("图纸.pdf", b"MZ\x90\x00\x03\x00\x00\x00")
    assert post(form, files=[program]).status_code == 422
    many = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(4)]
    assert post(form, files=many).json()["code"] == "too_many_files"
    PublicForm.objects.update(uploads=False)
    assert post(form, files=[SimpleUploadedFile("a.txt", b"a")]).json()["code"] == "uploads_not_taken"
    assert Submission.objects.count() == 1, "what is refused is kept nowhere"


def test_one_of_us_makes_a_draft_of_it_or_turns_it_down(cast: Cast, form: PublicForm) -> None:
    made = sent(form, region="320500", contact_email="cheng@yunxiu.example")
    with pytest.raises(NotFound):
        deciding.accept(cast.lin, submission_id=made.pk)
    done = deciding.accept(cast.zhou, submission_id=made.pk)
    client = Client.objects.get()
    assert (client.state, client.source, client.facts["problem"], client.region) == (
        "draft",
        "网上咨询",
        "洁净改造",
        "320500",
    )
    assert Contact.objects.get().name == "程知夏" and done.client_id == client.pk
    with pytest.raises(errors.AlreadyDecided):
        deciding.reject(cast.zhou, submission_id=made.pk)
    other = sent(form, name="另一家有限公司", region="440100")
    assert other.owner_id == cast.chen.id, "by the rule of the region"
    assert deciding.reject(cast.chen, submission_id=other.pk, note="同行").state == "rejected"
    assert deciding.put_back(cast.chen, submission_id=other.pk).state == "new"
    with pytest.raises(NotAllowed):
        deciding.reject(cast.manager, submission_id=other.pk)


def test_a_wrong_phone_stops_the_dossier_and_nothing_is_half_made(cast: Cast, form: PublicForm, api: ApiClient) -> None:
    made = sent(form, contact_phone="12")
    answer = api.as_("zhou").post(f"/enquiries/{made.pk}/accept", {})
    assert (answer.status_code, answer.json()["code"]) == (422, "phone_wrong")
    assert not Client.objects.exists() and Submission.objects.get().state == "new"


def test_what_nothing_came_of_is_deleted_when_its_time_is_over(cast: Cast, form: PublicForm) -> None:
    with clock.frozen("2026-01-05T10:00+08:00"):
        kept, gone = sent(form), sent(form, name="另一家有限公司")
        deciding.accept(cast.zhou, submission_id=kept.pk)
        attach(Actor.system(), resource=SUBMISSION, object_id=gone.pk, filename="现状.txt", data=b"what he sent")
    with clock.frozen("2026-11-18T10:00+08:00"):
        assert services.forget_expired() == 2 and services.forget_expired() == 0
    assert not Attachment.objects.exists() and not Blob.objects.exists(), "his documents go with it"
    assert Submission.objects.get().pk == kept.pk and Submission.objects.get().answers == ""
    assert not Submission.objects.filter(pk=gone.pk).exists()


def test_another_program_sends_by_a_token_with_the_scope(cast: Cast, form: PublicForm) -> None:
    body = {"public_form_id": str(form.pk), "answers": answers()}

    def send(scope: dict[str, list[str]], body: Any) -> Any:
        _, text = create_token(cast.fang, name=str(scope), purpose="官网", scopes=scope, days=1)
        headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "a"}
        return Browser().post("/api/v1/intake/submissions", orjson.dumps(body), "application/json", headers=headers)

    assert send({"clients.client": ["view"]}, body).status_code == 403
    made = send({"intake.submission": ["create"]}, body)
    assert made.status_code == 201 and Submission.objects.get().channel == "api"
    wrong = send({"intake.submission": ["create", "view"]}, {**body, "answers": {}})
    assert wrong.status_code == 422


def test_sites_that_may_frame_it_are_named_in_the_policy_and_no_others(cast: Cast, form: PublicForm) -> None:
    with pytest.raises(errors.OriginWrong):
        published(cast.fang, cast.zhou, origins=["https://a.example; script-src *"])
    framed = published(cast.fang, cast.zhou, origins=["https://www.zhuheng.example/about"])
    if Browser().get("/").status_code == 503:
        pytest.skip("the web app has not been built")
    policy = Browser().get(f"/f/{framed.key}").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.zhuheng.example" in policy
    for path in (f"/f/{form.key}", "/f/none", "/"):
        assert "frame-ancestors 'none'" in Browser().get(path).headers["Content-Security-Policy"]


def test_only_who_keeps_forms_publishes_them(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        published(cast.lin, cast.lin)
