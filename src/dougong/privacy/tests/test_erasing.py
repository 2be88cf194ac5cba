"""A person is made anonymous; the books stay whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Sum

from dougong.accounts.models import User
from dougong.audit.models import AuditEntry
from dougong.clients.models import Contact, NextStep, TimelineEntry
from dougong.clients.services import archive_contact
from dougong.contracts.models import Contract, Receipt
from dougong.contracts.services import record_receipt
from dougong.contracts.tests import factories as contracts
from dougong.intake.models import Submission
from dougong.intake.tests.factories import enquiry
from dougong.interviews.tests.factories import begun
from dougong.kit.errors import NotAllowed
from dougong.kit.money import Money
from dougong.loyalty.models import PointsEntry
from dougong.portal import services as portal
from dougong.portal.models import Invitation
from dougong.privacy import errors
from dougong.privacy.holdings import BLANK, holdings
from dougong.privacy.models import Erasure
from dougong.privacy.selectors.persons import overview
from dougong.privacy.services.erasing import erase
from dougong.privacy.tests.factories import EMAIL, NAME, PHONE, traces
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
#: Tables that hold a person only as who did something (a name of a colleague beside an act, kept with it) or as an owner:
#: their rows are work, listed under "work" in the export, and stay under the anonymous account.
WORK = {
    "accounts.Challenge", "accounts.Department", "accounts.DepartmentChange", "accounts.RoleChange", "accounts.SeeAs",
    "accounts.SparedPerson", "accounts.SsoFlow", "approvals.Decider", "clients.Client", "contracts.Contract",
    "imports.ImportBatch", "imports.MappingMemory", "organisation.HandOver", "oversight.WatchCase",
    "portal.Invitation", "privacy.Erasure", "projects.Acceptance",
    "tokens.ApiToken",
    "intake.PublicForm", "loyalty.PointsAdjustment",
    "projects.Member", "projects.Project", "projects.Task", "requirements.PrototypeVersion",
    "requirements.Requirement",
    "requirements.Specification", "sales.Opportunity", "staffing.Resource", "timesheets.TimeEntry", "timesheets.Week",
}  # fmt: skip


def test_every_table_with_a_person_in_it_is_held_or_named_as_work() -> None:
    held = {h.model._meta.label for h in holdings()}
    persons = {User, Contact}
    linked = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model in persons and not model._meta.auto_created
    }
    assert linked - held - WORK == set()


def _books() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditentry ORDER BY id")
        audit = cursor.fetchall()
    return {
        "amounts": Contract.objects.aggregate(s=Sum("amount"))["s"],
        "receipts": list(Receipt.objects.order_by("pk").values()),
        "points": list(PointsEntry.objects.order_by("pk").values()),
        "audit": audit,
    }


def test_nothing_names_the_person_any_more_and_the_ledgers_and_the_record_are_untouched(
    cast: Cast, deliver: Any
) -> None:
    held = traces(cast)
    contract = contracts.in_force(cast, held.client)
    record_receipt(cast.xu, contract_id=contract.pk, amount=Money("4860000.00"), received_on=dt.date(2026, 11, 5))
    deliver()
    portal.invite(cast.lin, contact_id=held.contact.pk)
    with pytest.raises(errors.ErasureBlocked) as refused:
        erase(cast.fang, kind="contact", person_id=held.contact.pk)
    assert "1 份履行中合同" in refused.value.sentence("zh") and "1 contracts in force" in refused.value.sentence("en")
    archive_contact(cast.lin, contact_id=held.contact.pk)
    before = _books()
    assert before["points"] and before["receipts"]
    done = erase(cast.fang, kind="contact", person_id=held.contact.pk)
    after = _books()
    assert (after["amounts"], after["receipts"], after["points"]) == tuple(
        before[k] for k in ("amounts", "receipts", "points")
    )
    assert after["audit"][: len(before["audit"])] == before["audit"], "sealed entries are never rewritten"
    contact = Contact.objects.get(pk=held.contact.pk)
    assert (contact.name, contact.phone, contact.email, contact.phone_index, contact.email_index, contact.user) == (
        "已匿名", "", "", "", "", None,
    )  # fmt: skip
    note = TimelineEntry.objects.get(pk=held.note)
    assert note.text == f"{BLANK}说周五可以，回电 {BLANK}。报价 38 万。"
    assert NextStep.objects.get(client=held.client).title == f"给{BLANK}寄样本"
    assert not User.objects.filter(name=NAME).exists() and not Invitation.objects.exists()
    assert done.counts["clients.contact"] == done.counts["accounts.user"] == 1
    for model in (Contact, TimelineEntry, NextStep, User, Erasure):
        text = repr(list(model.objects.values()))
        assert not any(word in text for word in (NAME, PHONE, EMAIL)), model
    last = AuditEntry.objects.latest("id")
    assert (last.action, last.object_id) == ("erase", str(held.contact.pk)) and NAME not in repr(last.__dict__)


def test_the_preview_counts_what_will_go_and_tells_what_stays(cast: Cast) -> None:
    held = traces(cast)
    shown = overview(cast.fang, "contact", held.contact.pk, "zh")
    does = {item["code"]: (item["count"], item["does"]) for item in shown["items"]}
    assert does == {
        "clients.contact": (1, "anonymise"),
        "clients.timeline": (1, "anonymise"),
        "clients.step": (1, "anonymise"),
    }
    assert shown["blocks"] == []
    assert Contact.objects.get(pk=held.contact.pk).name == NAME, "a preview changes nothing"


def test_a_colleague_in_office_and_the_hand_behind_recent_receipts_stay(cast: Cast) -> None:
    with pytest.raises(errors.ErasureBlocked, match="Deactivate it"):
        erase(cast.admin, kind="user", person_id=cast.user("he").pk)
    contract = contracts.in_force(cast)
    record_receipt(cast.xu, contract_id=contract.pk, amount=Money("1000.00"), received_on=dt.date(2026, 11, 5))
    User.objects.filter(pk__in=[cast.user("xu").pk, cast.user("he").pk]).update(is_active=False)
    with pytest.raises(errors.ErasureBlocked, match=r"art\. 29"):
        erase(cast.admin, kind="user", person_id=cast.user("xu").pk)
    he = cast.user("he").pk
    erase(cast.admin, kind="user", person_id=he)
    gone = User.objects.get(pk=he)
    assert (gone.name, gone.email, gone.is_active, gone.has_usable_password()) == ("已匿名", None, False, False)


def test_erasing_is_a_confirmed_act_of_administrators_and_stewards(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    path = f"/privacy/people/contact/{held.contact.pk}/erase"
    for login in ("lin", "zhou", "xu", "manager"):
        assert api.as_(login).sure().post(path).status_code == 403
    asked = api.as_("fang")
    asked.always = {}
    assert asked.post(path).json()["code"] == "confirmation_needed"
    assert Contact.objects.get(pk=held.contact.pk).name == NAME
    done = asked.sure("本人来信要求删除").post(path, key="once")
    assert done.status_code == 200 and done.json()["counts"]["clients.contact"] == 1
    assert AuditEntry.objects.filter(action="erase").latest("id").reason == "本人来信要求删除"
    assert asked.post(path).status_code == 404
    with pytest.raises(NotAllowed):
        erase(cast.lin, kind="contact", person_id=held.contact.pk)


def test_what_he_said_in_talks_and_enquiries_no_longer_names_him(cast: Cast) -> None:
    held = traces(cast)
    spoken = begun(cast.lin, held.client, pain=f"{NAME}说能耗高，回电 {PHONE}")
    sent = enquiry(cast.fang)
    Submission.objects.filter(pk=sent.pk).update(client=held.client, title=f"{NAME}的来询")
    sent.refresh_from_db()
    sent.answers = orjson.dumps({"q1": NAME, "q2": ["洁净改造", EMAIL]}).decode()
    sent.store("answers")
    archive_contact(cast.lin, contact_id=held.contact.pk)
    done = erase(cast.fang, kind="contact", person_id=held.contact.pk)
    assert done.counts["interviews.interview"] == done.counts["intake.submission"] == 1
    spoken.refresh_from_db()
    sent.refresh_from_db()
    assert list(spoken.answers.values()) == [f"{BLANK}说能耗高，回电 {BLANK}"]
    assert sent.title == f"{BLANK}的来询" and orjson.loads(sent.answers) == {"q1": BLANK, "q2": ["洁净改造", BLANK]}
