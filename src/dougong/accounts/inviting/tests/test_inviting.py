"""A colleague is invited, sets his own password, and is in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail

from dougong.accounts.models import Invitation, Role, User
from dougong.accounts.sign_in.keeping import digest_of
from dougong.audit.models import AuditEntry
from dougong.kit import clock
from dougong.kit.models import IdempotencyKey, Job
from tests.api import ApiClient
from tests.cast import Cast, departments

PASSWORD = "an-own-pass-phrase-7"
BODY: dict[str, Any] = {"name": "江晚晴", "email": "Jiang@zhuheng.example", "title": "造价员", "roles": ["finance"]}


def key_of(text: str) -> str:
    found = re.search(r"/invitation#([\w-]{20,})", text)
    assert found is not None
    return found[1]


@pytest.fixture
def no_mail(settings: Any) -> None:
    settings.DOUGONG_SENDS_MAIL = False


def test_without_mail_the_link_is_told_once_and_only_its_digest_is_kept(
    cast: Cast, api: ApiClient, no_mail: None
) -> None:
    works = departments()["工程部"]
    made = api.as_("admin").post("/invitations", {**BODY, "department_id": str(works.pk)}, key="k").json()
    token = key_of(made["link"])
    one = Invitation.objects.get()
    assert one.digest == digest_of(token) and token not in str(IdempotencyKey.objects.values_list("body", flat=True))
    assert not AuditEntry.objects.filter(after__icontains=token).exists()
    guest = ApiClient()
    assert guest.post("/invitation/look", {"token": token}).json() == {
        "name": "江晚晴", "email": "jiang@zhuheng.example",
    }  # fmt: skip
    weak = guest.post("/invitation/accept", {"token": token, "password": "jiangwanqing"})
    assert weak.json()["errors"][0]["field"] == "password"
    came = guest.post("/invitation/accept", {"token": token, "password": PASSWORD}).json()
    assert came["me"]["name"] == "江晚晴" and came["me"]["department"]["name"] == "工程部"
    assert guest.get("/me").status_code == 200
    again = ApiClient().post("/invitation/accept", {"token": token, "password": PASSWORD})
    assert again.json()["code"] == "invitation_spent"
    assert api.get("/invitations?filter=state:in:accepted").json()["items"][0]["state"] == "accepted"


def test_what_the_role_demands_is_met_before_he_is_in(cast: Cast, api: ApiClient, no_mail: None) -> None:
    Role.objects.filter(pk="finance").update(needs_second_factor=True)
    token = key_of(api.as_("admin").post("/invitations", BODY).json()["link"])
    guest = ApiClient()
    came = guest.post("/invitation/accept", {"token": token, "password": PASSWORD}).json()
    assert (came["me"], came["step"]["stage"]) == (None, "enrol")
    assert guest.get("/me").status_code == 401


def test_by_mail_the_link_stands_in_the_mail_alone(cast: Cast, api: ApiClient, settings: Any, deliver: Any) -> None:
    settings.DOUGONG_SENDS_MAIL = True
    made = api.as_("admin").post("/invitations", BODY).json()
    assert made["link"] is None
    deliver()
    first = key_of(str(mail.outbox[-1].body))
    assert mail.outbox[-1].to == ["jiang@zhuheng.example"] and "秦守一" in str(mail.outbox[-1].body)
    assert first not in str(list(Job.objects.values_list("args", "result", "error")))
    api.post(f"/invitations/{made['id']}/resend")
    deliver()
    assert ApiClient().post("/invitation/look", {"token": first}).json()["code"] == "invitation_spent"
    assert ApiClient().post("/invitation/look", {"token": key_of(str(mail.outbox[-1].body))}).status_code == 200


def test_after_seven_days_it_is_dead_until_sent_again(cast: Cast, api: ApiClient, no_mail: None) -> None:
    made = api.as_("admin").post("/invitations", BODY).json()
    one = Invitation.objects.get()
    assert one.expires_at - one.created_at >= dt.timedelta(days=6, hours=23)
    Invitation.objects.update(expires_at=clock.now())
    assert ApiClient().post("/invitation/look", {"token": key_of(made["link"])}).status_code == 422
    assert api.get("/invitations").json()["items"][0]["state"] == "expired"
    fresh = api.post(f"/invitations/{made['id']}/resend").json()
    assert ApiClient().post("/invitation/look", {"token": key_of(fresh["link"])}).status_code == 200


def test_a_withdrawn_invitation_closes_the_account_and_its_mailbox_can_be_asked_again(
    cast: Cast, api: ApiClient, no_mail: None
) -> None:
    made = api.as_("admin").post("/invitations", BODY).json()
    assert api.post("/invitations", BODY).json()["code"] == "email_taken"
    api.post(f"/invitations/{made['id']}/withdraw")
    assert User.objects.get(pk=made["user_id"]).is_active is False
    assert ApiClient().post("/invitation/look", {"token": key_of(made["link"])}).status_code == 422
    again = api.post("/invitations", {**BODY, "name": "江晚", "roles": ["sales"]}).json()
    user = User.objects.get(pk=again["user_id"])
    assert (again["user_id"], user.name, user.is_active) == (made["user_id"], "江晚", True)
    assert list(user.roles.values_list("code", flat=True)) == ["sales"]


def test_who_has_a_password_or_no_mailbox_is_not_invited_and_others_may_not_invite(
    cast: Cast, api: ApiClient, no_mail: None
) -> None:
    assert api.as_("admin").post(f"/people/{cast.lin.id}/invite").json()["code"] == "invited_has_password"
    made = api.post("/people", {"name": "无邮箱", "phone": "13800001111"}).json()
    assert api.post(f"/people/{made['id']}/invite").json()["code"] == "invited_no_email"
    assert api.post("/invitations", {**BODY, "roles": ["king"]}).json()["code"] == "unknown_role"
    one = api.post("/invitations", BODY).json()
    api.as_("zhou")
    assert api.get("/invitations").status_code == 403
    for path in ("/invitations", f"/invitations/{one['id']}/resend", f"/invitations/{one['id']}/withdraw"):
        assert api.post(path, BODY if path == "/invitations" else {}).status_code == 403, path


def test_a_password_that_an_administrator_typed_is_changed_at_the_first_sign_in(cast: Cast, api: ApiClient) -> None:
    body = {"name": "新人", "email": "new@zhuheng.example", "roles": ["sales"], "password": "typed-by-admin-1"}
    api.as_("admin").post("/people", body)
    newcomer = ApiClient()
    entered = newcomer.post("/session", {"login": body["email"], "password": body["password"]}).json()
    assert entered["step"]["stage"] == "password"
    assert newcomer.get("/clients").status_code == 401, "nothing but the change"
    assert newcomer.post("/session/password", {"password": PASSWORD}).json()["me"]["name"] == "新人"
    assert newcomer.get("/clients").status_code == 200
