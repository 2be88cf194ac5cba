"""A run over the ledger: what is odd becomes cases, once; they are handled, and the month is signed by somebody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dougong.clients.services import create_client
from dougong.kit import clock
from dougong.kit.errors import FieldError, FieldErrors, NotFound, Stale
from dougong.kit.jobs import run_due
from dougong.loyalty.models import PointsAccount
from dougong.oversight import errors
from dougong.oversight.models import CaseFind, CaseLine, WatchCase, WatchReview
from dougong.oversight.rules.lines import Find
from dougong.oversight.rules.patterns import FIRST
from dougong.oversight.selectors import cases as reading
from dougong.oversight.selectors import reviews as pages
from dougong.oversight.services import cases, reviews, scanning, settings
from dougong.oversight.tests import factories
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def odd(cast: Cast, deliver: Any) -> PointsAccount:
    """A receipt reversed after its points were spent."""
    client = create_client(cast.lin, name="启岳半导体(苏州)有限公司")
    return factories.receipt_undone(cast.xu, client, deliver)


def test_what_is_odd_becomes_one_case_and_is_not_told_twice(cast: Cast, odd: PointsAccount) -> None:
    assert scanning.run()["cases"] == 1
    case = WatchCase.objects.get()
    assert (case.pattern, case.account_id, case.finds_count, case.points) == ("receipt_undone", odd.pk, 1, 3000)
    assert case.number.startswith(f"{clock.today().year}-") and CaseLine.objects.filter(find__case=case).count() == 3
    assert scanning.run() == {"finds": 1, "new": 0, "cases": 0, "more": 0}

    cases.close(cast.manager, case_id=case.pk, finding="harmless", reason="客户改付，已核对")
    assert scanning.run()["cases"] == 0, "what was closed stays closed"
    later = Find("receipt_undone", "account", odd.pk, "later", factories.DAY, factories.DAY, 40, 80.0, {"gone": 40}, ())
    assert scanning.keep([later]) == {"finds": 1, "new": 1, "cases": 1, "more": 0}
    more = Find("receipt_undone", "account", odd.pk, "more", factories.DAY, factories.DAY, 60, 90.0, {"gone": 60}, ())
    assert scanning.keep([later, more])["more"] == 1
    again = WatchCase.objects.get(state="open")
    assert (again.finds_count, again.points, again.score) == (2, 100, 90.0)
    with pytest.raises(errors.CaseSettled):
        cases.reopen(cast.manager, case_id=case.pk, reason="再看")


def test_a_pattern_that_is_off_finds_nothing_and_thresholds_are_kept_within_bounds(cast: Cast, odd: PointsAccount) -> None:
    off = {**FIRST["patterns"], "receipt_undone": {**FIRST["patterns"]["receipt_undone"], "on": False}}
    settings.save(cast.manager, version=None, patterns=off)
    assert scanning.run()["finds"] == 0
    wrong = {**FIRST["patterns"], "burst": {**FIRST["patterns"]["burst"], "threshold": 0}}
    with pytest.raises(FieldErrors) as refused:
        settings.save(cast.manager, version=None, patterns=wrong)
    assert [one.field for one in refused.value.errors] == ["burst.threshold"]
    with pytest.raises(Stale):
        settings.save(cast.manager, version=99, back=30)


def test_a_case_is_assigned_commented_and_closed_with_a_finding(cast: Cast, odd: PointsAccount) -> None:
    scanning.run()
    case = WatchCase.objects.get()
    with pytest.raises(errors.NobodyToAssign):
        cases.assign(cast.manager, case_id=case.pk, person_id=cast.lin.id)
    cases.assign(cast.manager, case_id=case.pk, person_id=cast.manager.id)
    cases.comment(cast.manager, case_id=case.pk, text="问过财务")
    with pytest.raises(FieldError):
        cases.close(cast.manager, case_id=case.pk, finding="abuse", reason=" ")
    cases.close(cast.manager, case_id=case.pk, finding="abuse", reason="回款是假的")
    with pytest.raises(errors.CaseSettled):
        cases.close(cast.manager, case_id=case.pk, finding="harmless", reason="x")
    with CaptureQueriesContext(connection) as told:
        page = reading.one(cast.manager, case.pk)
    assert len(told) <= 10 and [n["kind"] for n in page["notes"]] == ["closed", "comment", "assigned"]
    assert page["finds"][0]["facts"]["gone"] == 2500 and len(page["finds"][0]["lines"]) == 3


def test_whom_a_case_is_about_does_not_see_it(cast: Cast) -> None:
    about = Find("round", "person", cast.manager.id, "x", factories.DAY, factories.DAY, 100, 90.0, {"acts": 9}, ())
    scanning.keep([about])
    case = WatchCase.objects.get()
    with pytest.raises(NotFound):
        reading.one(cast.manager, case.pk)
    with pytest.raises(NotFound):
        cases.comment(cast.manager, case_id=case.pk, text="我没有")


def test_a_month_is_signed_once_by_somebody_who_handled_none_of_its_cases(cast: Cast, odd: PointsAccount) -> None:
    scanning.run()
    case = WatchCase.objects.get()
    cases.close(cast.manager, case_id=case.pk, finding="mended", reason="已追回")
    month = clock.today().strftime("%Y-%m")
    with pytest.raises(errors.MonthNotOver):
        reviews.sign(cast.xu, month=month)
    with clock.frozen(clock.now() + dt.timedelta(days=40)):
        with pytest.raises(errors.ReviewerHandled):
            reviews.sign(cast.manager, month=month)
        draft = pages.draft(cast.xu, month)
        row = reviews.sign(cast.xu, month=month, comment="已逐件看过")
        with pytest.raises(errors.MonthSigned):
            reviews.sign(cast.xu, month=month)
    assert row.digest == draft["digest"] and [c["finding"] for c in row.facts["cases"]] == ["mended"]
    assert row.facts["ledger"]["redeemed"] == 2500 and "启岳" not in str(row.facts)
    row = WatchReview.objects.get()
    assert pages.signed(cast.xu, row.pk)["intact"]
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchReview.objects.filter(pk=row.pk).update(comment="改一改")


def test_the_doors_of_the_watch(cast: Cast, odd: PointsAccount, api: ApiClient, deliver: Any) -> None:
    manager = api.as_("manager")
    assert manager.post("/points/watch/run", {}).status_code == 202
    run_due()
    [row] = manager.get("/points/cases?filter=state:in:open&sort=-points").json()["items"]
    assert row["subject"].startswith("启岳半导体") and CaseFind.objects.count() == 1
    assert manager.get("/points/watch").json()["open"] == 1
    body = manager.get("/points/watch/settings").json()
    sent = {
        "back": 60, "redemption": 80, "report": {"monthly": False},
        "patterns": {p["code"]: {"on": True, "dials": {d["key"]: d["value"] for d in p["dials"]}} for p in body["patterns"]},
    }  # fmt: skip
    assert manager.put("/points/watch/settings", sent, version=body["version"]).json()["back"]["value"] == 60
    assert manager.post(f"/points/cases/{row['id']}/comments", {"text": "看过"}).status_code == 201
    page = manager.get(f"/points/cases/{row['id']}").json()
    told = {"finding": "abuse", "reason": "假回款"}
    closed = manager.post(f"/points/cases/{row['id']}/close", told, version=page["version"])
    assert closed.json()["finding"] == "abuse" and page["state"] == "open"
    assert api.as_("lin").get("/points/cases").status_code == 403
    assert api.as_("xu").get("/points/review-draft?month=2026-10").status_code == 200
