"""Letting a contact in and out: who may, what he gets, and that nobody gets in by somebody else's dossier."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.accounts.models import Session, User, email_key
from dougong.clients.models import Contact
from dougong.clients.services import add_contact, archive_contact, create_client
from dougong.kit import clock
from dougong.kit.errors import NotAllowed, NotFound
from dougong.portal import errors, services
from dougong.portal.models import Invitation
from dougong.portal.tests.factories import PASSWORD, let_in, sign_in
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PHONE = "13812345678"


def _contact(cast: Cast, **values: str) -> Contact:
    client = create_client(cast.lin, name="启岳半导体(苏州)有限公司")
    return add_contact(cast.lin, client_id=client.pk, **{"name": "孙立衡", "phone": PHONE, **values})


def test_the_link_sets_a_password_once_and_signs_in(cast: Cast, api: ApiClient) -> None:
    contact = _contact(cast)
    answer = api.as_("lin").post(f"/contacts/{contact.pk}/portal").json()
    token = answer["link"].partition("/portal/welcome#")[2]
    assert token and token not in str(list(Invitation.objects.values()))
    browser = ApiClient()
    weak = browser.post("/portal/invitation/session", {"token": token, "password": "short"})
    assert weak.status_code == 422 and weak.json()["code"] == "weak_password"
    assert browser.post("/portal/invitation/session", {"token": token, "password": PASSWORD}).status_code == 200
    assert browser.get("/portal/session").json()["me"]["name"] == "孙立衡"
    again = ApiClient().post("/portal/invitation/session", {"token": token, "password": "another-password"})
    assert again.status_code == 410 and again.json()["code"] == "invitation_spent"
    for typed in (PHONE, "+86 138 1234 5678", "138-1234-5678"):
        assert sign_in(ApiClient(), typed, PASSWORD).status_code == 200, typed


def test_a_link_ends_after_seven_days_and_with_the_next_link(cast: Cast) -> None:
    contact = _contact(cast)
    first = services.invite(cast.lin, contact_id=contact.pk)
    second = services.invite(cast.lin, contact_id=contact.pk)
    assert first.token and second.token
    with pytest.raises(errors.InvitationSpent):
        services.open_invitation(token=first.token, password=PASSWORD)
    with clock.frozen(clock.now() + dt.timedelta(days=7, seconds=1)), pytest.raises(errors.InvitationSpent):
        services.open_invitation(token=second.token, password=PASSWORD)
    services.open_invitation(token=second.token, password=PASSWORD)


def test_revoking_ends_the_session_at_once(cast: Cast) -> None:
    contact = _contact(cast)
    browser = let_in(cast, contact)
    assert browser.get("/portal/home").status_code == 200
    services.revoke(cast.lin, contact_id=contact.pk)
    assert browser.get("/portal/home").status_code == 401
    assert not Session.objects.filter(user__kind="contact").exists()
    assert sign_in(ApiClient(), PHONE, PASSWORD).status_code == 401
    assert services.invite(cast.lin, contact_id=contact.pk).token


def test_an_archived_contact_sees_nothing(cast: Cast) -> None:
    contact = _contact(cast)
    browser = let_in(cast, contact)
    archive_contact(cast.lin, contact_id=contact.pk)
    assert browser.get("/portal/home").json() == {
        "client": None, "clients": [], "projects": [], "money": None, "points": None,
    }  # fmt: skip
    with pytest.raises(errors.ContactArchived):
        services.invite(cast.lin, contact_id=contact.pk)


def test_only_whoever_may_change_the_client_lets_in_or_out(cast: Cast, api: ApiClient) -> None:
    contact = _contact(cast)
    for login, status in (("gu", 404), ("xu", 403), ("manager", 403), ("admin", 404), ("liang", 404)):
        api.as_(login)
        assert api.post(f"/contacts/{contact.pk}/portal").status_code == status, login
        assert api.delete(f"/contacts/{contact.pk}/portal").status_code == status, login
    assert not User.objects.filter(kind="contact").exists()
    assert services.invite(cast.zhou, contact_id=contact.pk).token
    with pytest.raises((NotFound, NotAllowed)):
        services.revoke(cast.gu, contact_id=contact.pk)


def test_one_person_at_two_clients_has_one_account_and_both(cast: Cast) -> None:
    browser = let_in(cast, _contact(cast))
    other = create_client(cast.lin, name="明湖职业技术学院")
    second = add_contact(cast.lin, client_id=other.pk, name="孙立衡", phone=PHONE)
    services.invite(cast.lin, contact_id=second.pk)
    assert User.objects.filter(kind="contact").count() == 1
    names = [c["name"] for c in browser.get("/portal/session").json()["me"]["clients"]]
    assert names == ["明湖职业技术学院", "启岳半导体（苏州）有限公司"]
    services.revoke(cast.lin, contact_id=second.pk)
    assert [c["name"] for c in browser.get("/portal/session").json()["me"]["clients"]] == names[1:]


def test_another_salesman_can_not_join_an_account_that_sees_more(cast: Cast) -> None:
    browser = let_in(cast, _contact(cast))
    lure = create_client(cast.shen, name="空壳公司")
    planted = add_contact(cast.shen, client_id=lure.pk, name="随便", phone=PHONE)
    with pytest.raises(errors.KnownElsewhere):
        services.invite(cast.shen, contact_id=planted.pk)
    assert not Invitation.objects.filter(used_at__isnull=True).exists()
    assert browser.get("/portal/home").status_code == 200
    assert sign_in(ApiClient(), PHONE, PASSWORD).status_code == 200


def test_a_planted_account_opens_nothing_when_the_real_person_is_invited(cast: Cast) -> None:
    lure = create_client(cast.gu, name="空壳公司")
    planted = let_in(cast, add_contact(cast.gu, client_id=lure.pk, name="随便", phone=PHONE), by=cast.gu)
    real = _contact(cast)
    with pytest.raises(errors.KnownElsewhere):
        services.invite(cast.lin, contact_id=real.pk)
    made = services.invite(cast.zhou, contact_id=real.pk)
    assert made.token is not None
    assert planted.get("/portal/home").status_code == 401
    assert sign_in(ApiClient(), PHONE, PASSWORD).status_code == 401


def test_a_colleagues_login_never_becomes_a_contacts(cast: Cast) -> None:
    contact = _contact(cast, phone="", email="lin@zhuheng.example")
    with pytest.raises(errors.LoginIsStaff):
        services.invite(cast.lin, contact_id=contact.pk)
    assert User.objects.get(email_index=email_key("lin@zhuheng.example")).kind == "staff"


def test_a_contact_without_phone_and_mail_can_not_be_invited(cast: Cast) -> None:
    with pytest.raises(errors.NoLogin):
        services.invite(cast.lin, contact_id=_contact(cast, phone="").pk)


def test_a_changed_password_ends_the_other_sessions(cast: Cast) -> None:
    browser = let_in(cast, _contact(cast))
    elsewhere = ApiClient()
    sign_in(elsewhere, PHONE, PASSWORD)
    wrong = browser.put("/portal/password", {"current": "guess", "password": "a-new-password"})
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["field"] == "current"
    assert browser.put("/portal/password", {"current": PASSWORD, "password": "a-new-password"}).status_code == 200
    assert browser.get("/portal/home").status_code == 200
    assert elsewhere.get("/portal/home").status_code == 401
