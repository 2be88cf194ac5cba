"""What is older than the company keeps goes in whole batches; the chain stays whole and says so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.services import note, remove_old
from dougong.audit.tests.chain import ANNA, BATCH, Chain, first, seal
from dougong.config import env
from dougong.kit import clock
from dougong.kit.months import month_on
from tests.tampering import unguarded

OLD = "2024-03-01T08:00:00+08:00"


def _older(chain: Chain) -> None:
    """The fourteen entries were written and sealed in March 2024."""
    with unguarded():
        AuditEntry.objects.all().delete()
        Seal.objects.all().delete()
    for file in chain.folder.iterdir():
        file.unlink()
    with clock.frozen(OLD):
        chain.write(2 * BATCH)
        seal()
    chain.write(3)
    seal()
    chain.ids = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


def test_old_batches_go_and_the_chain_stays_whole(chain: Chain, settings: Any) -> None:
    _older(chain)
    settings.DOUGONG_AUDIT_KEEP_MONTHS = 24
    assert remove_old() == 2 * BATCH
    assert remove_old() == 0
    assert list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))[:3] == chain.ids[2 * BATCH :]
    told = AuditEntry.objects.get(action="remove_old")
    assert (told.after["count"], told.after["last_id"]) == (2 * BATCH, chain.ids[2 * BATCH - 1])
    seal()
    report = chain.check(chain.folder)
    assert report.findings == [] and report.anchors == report.seals == Seal.objects.count()
    assert [(r["count"], r["last_id"]) for r in report.removed] == [(2 * BATCH, chain.ids[2 * BATCH - 1])]


def test_a_batch_of_which_only_a_part_is_gone_is_no_retention(chain: Chain, settings: Any) -> None:
    _older(chain)
    settings.DOUGONG_AUDIT_KEEP_MONTHS = 24
    again = AuditEntry.objects.filter(pk=chain.ids[1]).values().get()
    remove_old()
    AuditEntry.objects.create(**again)
    assert first(chain.check()) == ("entry_missing", 1, chain.ids[0])


def test_nothing_younger_than_six_months_goes_whatever_the_setting(chain: Chain, settings: Any) -> None:
    settings.DOUGONG_AUDIT_KEEP_MONTHS = 0
    assert remove_old() == 0
    assert Removal.objects.count() == 0


@pytest.mark.django_db
def test_the_database_itself_keeps_what_is_young() -> None:
    """A clock set forward deceives the program, not the trigger."""
    note(ANNA, "looked")
    seal()
    later = (clock.now() + dt.timedelta(days=4000)).isoformat()
    with clock.frozen(later), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        remove_old()
    assert AuditEntry.objects.count() == 1 and Removal.objects.count() == 0


def test_less_than_six_months_is_refused_at_the_start() -> None:
    with pytest.raises(env.SettingError, match="DOUGONG_AUDIT_KEEP_MONTHS"):
        env.load({"DOUGONG_AUDIT_KEEP_MONTHS": "5"})
    assert env.load({"DOUGONG_AUDIT_KEEP_MONTHS": "6"}).audit_keep_months == 6


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-11-22", 6, "2026-05-22"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2024-02-29"),
        ("2026-01-15", 13, "2024-12-15"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, before: str) -> None:
    assert month_on(dt.datetime.fromisoformat(day), -months) == dt.datetime.fromisoformat(before)
