"""Consents, requests, the file for a person, notices, retention, and the register."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client as Browser

from dougong.clients.models import Contact
from dougong.kit import clock
from dougong.kit.exports import folder
from dougong.notifications.models import Notification
from dougong.privacy import errors
from dougong.privacy.models import Consent, PersonRequest, RetentionRule, RetentionRun
from dougong.privacy.services import consents, handing, retention
from dougong.privacy.tests.factories import EMAIL, NAME, PHONE, published, traces
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_request_falls_due_after_fifteen_working_days_and_a_refusal_says_why(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    body = {
        "kind": "copy",
        "how": "mail",
        "person": "contact",
        "person_id": str(held.contact.pk),
        "received_on": "2026-09-28",
    }
    made = api.as_("fang").post("/privacy/requests", body, key="a").json()
    assert (made["number"], made["due_on"]) == ("GR-2026-001", "2026-10-23"), "over the holidays of October"
    [row] = api.get("/privacy/requests").json()["items"]
    assert (row["person"], row["client"], row["state"]) == (NAME, held.client.name, "open")
    path = f"/privacy/requests/{made['id']}/close"
    assert api._send("post", path, {"state": "refused"}, {"If-Match": '"1"'}).json()["code"] == "answer_needed"
    closed = api._send("post", path, {"state": "refused", "answer": "不是本人"}, {"If-Match": '"1"'})
    assert closed.json()["state"] == "refused"
    again = api._send("post", path, {"state": "done"}, {"If-Match": '"2"'})
    assert again.json()["code"] == "request_closed"
    assert api.as_("lin").get("/privacy/requests").status_code == 403


def test_a_request_names_its_person(cast: Cast) -> None:
    with pytest.raises(errors.NothingAsked):
        consents.receive_request(cast.fang, kind="access", how="phone", wish="")
    row = consents.receive_request(cast.fang, kind="access", how="phone", wish="查阅", asker="路过的人")
    assert PersonRequest.objects.get(pk=row.pk).asker == "路过的人"


def test_the_file_of_a_person_holds_everything_and_is_taken_once(cast: Cast, api: ApiClient, deliver: Any) -> None:
    held = traces(cast)
    consents.record_consent(cast.fang, kind="contact", person_id=held.contact.pk, purpose="service", how="paper")
    made = api.as_("fang").post(f"/privacy/people/contact/{held.contact.pk}/export", {}, key="x").json()
    assert api.get(f"/privacy/files/{made['id']}/file").status_code == 404, "it is not made yet"
    deliver()
    assert api.get(f"/jobs/{made['job_id']}").json()["status"] == "done"
    assert api.as_("admin").get(f"/privacy/files/{made['id']}/file").status_code == 404, "only who asked takes it"
    answer = api.as_("fang").get(f"/privacy/files/{made['id']}/file")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        data = json.loads(archive.read("data.json"))
        page = archive.read("person.html").decode()
    assert [row["phone"] for row in data["holdings"]["clients.contact"]] == [f"+86{PHONE}"]
    assert data["holdings"]["clients.contact"][0]["email"] == EMAIL
    assert PHONE in data["holdings"]["clients.timeline"][0]["text"]
    assert data["holdings"]["privacy.consent"][0]["purpose"] == "service"
    assert any(name.endswith("联系人.xlsx") for name in names) and NAME in page
    assert api.get(f"/privacy/files/{made['id']}/file").json()["code"] == "file_taken"


def test_the_file_is_gone_from_the_disk_once_taken(
    cast: Cast, deliver: Any, django_capture_on_commit_callbacks: Any
) -> None:
    held = traces(cast)
    row, _ = handing.ask(cast.fang, kind="contact", person_id=held.contact.pk, language="en")
    deliver()
    row.refresh_from_db()
    path = folder() / row.name
    assert path.stat().st_mode & 0o777 == 0o600
    with django_capture_on_commit_callbacks(execute=True):
        handing.take(cast.fang, file_id=row.pk)
    assert not path.exists()


def test_a_consent_is_given_once_and_taken_back(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    notice = published(cast)
    body = {"person": "contact", "person_id": str(held.contact.pk), "purpose": "marketing", "how": "paper"}
    made = api.as_("fang").post("/privacy/consents", body).json()
    assert made["notice"] == notice.number == 1
    assert api.post("/privacy/consents", body).json()["code"] == "consent_known"
    gone = api.post(f"/privacy/consents/{made['id']}/withdraw", {"how": "phone"}).json()
    assert gone["withdrawn_at"] and gone["withdrawn_how"] == "phone"
    [row] = api.get("/privacy/consents?filter=withdrawn:eq:true").json()["items"]
    assert (row["person"], row["purpose"]) == (NAME, "marketing")


def test_a_contact_is_asked_at_his_first_sign_in_and_again_after_a_new_version(cast: Cast) -> None:
    from dougong.accounts.actors import actor_by_id
    from dougong.portal import services as portal

    held = traces(cast)
    portal.invite(cast.lin, contact_id=held.contact.pk)
    actor = actor_by_id(Contact.objects.get(pk=held.contact.pk).user_id)
    assert actor is not None
    from dougong.privacy.selectors.notices import notice_for

    assert notice_for(actor, "contact") == {"notice": None, "open": False}
    first = published(cast)
    assert notice_for(actor, "contact")["open"] is True
    consents.agree_in_window(actor, notice_id=first.pk)
    assert notice_for(actor, "contact")["open"] is False
    given = Consent.objects.get()
    assert (given.contact_id, given.purpose, given.how, given.notice_id) == (
        held.contact.pk,
        "window",
        "window",
        first.pk,
    )
    second = published(cast, text="第二版")
    assert notice_for(actor, "contact")["notice"]["number"] == second.number == 2
    assert notice_for(actor, "contact")["open"] is True
    consents.agree_in_window(actor, notice_id=second.pk)
    assert consents.withdraw_in_window(actor) == 2 and notice_for(actor, "contact")["open"] is True
    with pytest.raises(errors.NoticePublished):
        consents.publish_notice(cast.admin, notice_id=second.pk)


def test_the_window_of_a_stranger_tells_nothing(cast: Cast) -> None:
    assert Browser().get("/api/v1/portal/privacy").status_code == 401


def test_the_staff_reads_its_notice(cast: Cast, api: ApiClient) -> None:
    notice = published(cast, "staff", "员工的个人信息")
    told = api.as_("lin").get("/privacy/notice").json()
    assert (told["notice"]["zh"], told["open"]) == ("员工的个人信息", True)
    assert api.post("/privacy/notice/read", {"notice_id": str(notice.pk)}).json()["open"] is False


def test_rules_run_at_night_do_what_they_say_and_report(cast: Cast, deliver: Any) -> None:
    from dougong.kit.actor import Actor
    from dougong.kit.jobs import enqueue

    held = traces(cast)
    fresh = traces(cast, name="钱多多")
    old = clock.now() - dt.timedelta(days=800)
    Contact.objects.filter(pk=held.contact.pk).update(archived_at=old)
    Contact.objects.filter(pk=fresh.contact.pk).update(archived_at=clock.now())
    lin = cast.user("lin")
    Notification.objects.create(user=lin, kind="k", key="old", resource="r", object_id="1", link="/")
    Notification.objects.create(user=lin, kind="k", key="new", resource="r", object_id="1", link="/")
    Notification.objects.filter(key="old").update(created_at=old)
    retention.set_rule(cast.fang, target="contacts", months=24, action="anonymise", is_on=True)
    retention.set_rule(cast.fang, target="notifications", months=12, action="delete", is_on=True)
    retention.set_rule(cast.fang, target="windows", months=1, action="ask", is_on=False)
    enqueue("privacy.retain", actor=Actor.system())
    deliver()
    assert Contact.objects.get(pk=held.contact.pk).name == "已匿名"
    assert Contact.objects.get(pk=fresh.contact.pk).name == "钱多多"
    assert list(Notification.objects.filter(kind="k").values_list("key", flat=True)) == ["new"]
    told = {run.rule.target: (run.found, run.done, run.refused) for run in RetentionRun.objects.select_related("rule")}
    assert told == {"contacts": (1, 1, 0), "notifications": (1, 1, 0)}


def test_a_rule_takes_only_what_its_kind_can_bear(cast: Cast, api: ApiClient) -> None:
    body = {"months": 12, "action": "delete", "is_on": True}
    assert api.as_("fang").put("/privacy/retention/contacts", body).json()["code"] == "no_such_choice"
    assert not RetentionRule.objects.exists()
    done = api.put("/privacy/retention/imports", body).json()
    assert next(i for i in done["items"] if i["target"] == "imports")["is_on"] is True
    assert api.as_("lin").put("/privacy/retention/imports", body).status_code == 403


def test_the_register_is_made_from_the_apps_and_keeps_what_is_said_of_it(cast: Cast, api: ApiClient) -> None:
    items = {i["code"]: i for i in api.as_("fang").get("/privacy/register").json()["items"]}
    assert items["clients.contact"]["encrypted"] == ["电话", "邮箱"]
    assert {"clients.contact", "accounts.user", "portal.invitation", "audit.entry"} <= set(items)
    body = {"purpose": "售后服务", "ground": "contract", "recipients": "分包单位", "measures": "加密"}
    said = {i["code"]: i for i in api.put("/privacy/register/clients.contact", body).json()["items"]}
    assert (said["clients.contact"]["purpose"], said["clients.contact"]["recipients"]) == ("售后服务", "分包单位")
    assert said["accounts.user"]["edited"] is False
    assert api.put("/privacy/register/nothing.such", body).status_code == 404
