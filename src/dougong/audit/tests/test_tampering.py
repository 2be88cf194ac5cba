"""Whoever owns the database may drop its triggers and rewrite it: the verification names the first thing that is wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dougong.audit import guards
from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.rules import COLUMNS
from dougong.audit.services import note
from dougong.audit.tests.chain import ANNA, BATCH, ENTRIES, Chain, first, seal
from dougong.kit import clock
from tests.tampering import tamper, unguarded

COPY = ", ".join(c for c in COLUMNS if c != "id")


def test_an_untouched_record_is_intact(chain: Chain) -> None:
    report = chain.check(chain.folder)
    assert report.findings == []
    assert (report.seals, report.entries, report.anchors, report.waiting) == (4, ENTRIES, 4, 0)
    assert list(Seal.objects.order_by("number").values_list("count", flat=True)) == [BATCH, BATCH, BATCH, 2]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:00"), ("actor_id", "0198b5a0000070008000000000000001"), ("actor_name", "秦守二"), ("action", "looke"),
        ("resource", "accounts.usez"), ("object_id", "99"), ("title", "第9"), ("before", "{}"), ("after", '{"n": 5, "名": "甲"}'),
        ("reason", ""), ("channel", "cli"), ("address", "::1"), ("device", "x"), ("request_id", "x"),
    ],
)  # fmt: skip
def test_a_change_in_any_column_names_the_entry(chain: Chain, column: str, value: str) -> None:
    target = chain.ids[6]
    tamper(f"UPDATE audit_auditentry SET {column} = %s WHERE id = %s", value, target)
    assert first(chain.check()) == ("entry_changed", chain.seal_of(target), target)


def test_one_flipped_byte_names_the_entry(chain: Chain) -> None:
    """Even one that leaves the JSON the same to whoever reads it."""
    target = chain.ids[5]
    text = AuditEntry.objects.extra(select={"raw": "after"}).filter(pk=target).values_list("raw", flat=True)[0]
    tamper("UPDATE audit_auditentry SET after = %s WHERE id = %s", str(text).replace(":", " :", 1), target)
    assert first(chain.check()) == ("entry_changed", chain.seal_of(target), target)


def test_bytes_that_are_no_text_any_more_name_the_entry(chain: Chain) -> None:
    if connection.vendor == "postgresql":
        tamper("UPDATE audit_auditentry SET after = '{' WHERE id = %s", chain.ids[1])
    else:
        tamper("UPDATE audit_auditentry SET after = CAST(x'ff7b' AS TEXT) WHERE id = %s", chain.ids[1])
    assert first(chain.check()) == ("entry_changed", 1, chain.ids[1])


@pytest.mark.parametrize("place", [0, 3, 4, 9, 13])
def test_a_deleted_entry_is_named(chain: Chain, place: int) -> None:
    target = chain.ids[place]
    number = chain.seal_of(target)
    tamper("DELETE FROM audit_auditentry WHERE id = %s", target)
    assert first(chain.check()) == ("entry_missing", number, target)


def test_two_entries_in_each_others_place_are_named(chain: Chain) -> None:
    low, high = chain.ids[2], chain.ids[8]
    with unguarded(), connection.cursor() as cursor:
        for old, new in ((low, -5), (high, low), (-5, high)):
            cursor.execute("UPDATE audit_auditentry SET id = %s WHERE id = %s", [new, old])
    report = chain.check()
    assert first(report) == ("entry_changed", chain.seal_of(low), low)
    assert [f.entry for f in report.findings] == [low, high]


def test_an_entry_slipped_in_between_is_named(chain: Chain) -> None:
    tamper(
        f"INSERT INTO audit_auditentry (id, {COPY}) SELECT %s, {COPY} FROM audit_auditentry WHERE id = %s",
        chain.gap,
        chain.ids[0],
    )
    assert first(chain.check()) == ("entry_added", chain.seal_of(chain.gap), chain.gap)


def test_an_entry_put_before_all_others_is_named(chain: Chain) -> None:
    tamper(
        f"INSERT INTO audit_auditentry (id, {COPY}) SELECT -1, {COPY} FROM audit_auditentry WHERE id = %s", chain.ids[0]
    )
    assert first(chain.check()) == ("entry_added", 1, -1)


def test_a_deleted_seal_is_named(chain: Chain) -> None:
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert first(chain.check()) == ("seal_missing", 2, 0)


@pytest.mark.parametrize(
    "column", ["count", "total", "content", "leaves", "sealed_at", "digest", "last_id", "previous"]
)
def test_a_change_in_a_seal_is_named(chain: Chain, column: str) -> None:
    value: Any = {"sealed_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC), "leaves": b"x" * 12}.get(column)
    if value is None:
        value = "ab" * 32 if column in ("content", "digest", "previous") else 1
    with unguarded():
        Seal.objects.filter(number=3).update(**{column: value})
    assert first(chain.check()) == ("seal_changed", 3, 0)


def test_seals_in_each_others_place_are_named(chain: Chain) -> None:
    with unguarded():
        for old, new in ((2, 9), (3, 2), (9, 3)):
            Seal.objects.filter(number=old).update(number=new)
    assert first(chain.check())[:2] == ("seal_changed", 2)


def _recompute(chain: Chain, number: int) -> None:
    """What somebody with the source can do: throw the seals away from here on and seal anew."""
    with unguarded():
        Seal.objects.filter(number__gte=number).delete()
    seal()


def test_a_chain_that_was_recomputed_is_told_by_the_anchors_alone(chain: Chain, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere.txt"
    kept.write_text("".join(f.read_text() for f in tmp_path.glob("audit-anchors-*.txt")))
    target = chain.ids[5]
    tamper("UPDATE audit_auditentry SET actor_name = '别人' WHERE id = %s", target)
    _recompute(chain, chain.seal_of(target))
    assert chain.check().findings == []
    assert first(chain.check(kept)) == ("not_as_anchored", 2, 0)


def test_a_tail_that_was_cut_is_told_by_the_anchors(chain: Chain) -> None:
    with unguarded():
        AuditEntry.objects.filter(pk__gt=chain.ids[BATCH * 2 - 1]).delete()
        Seal.objects.filter(number__gt=2).delete()
    assert chain.check().findings == []
    assert first(chain.check(chain.folder)) == ("tail_cut", 3, 0)


def test_a_removal_before_its_time_is_told(chain: Chain) -> None:
    """Retention can't be played: what was sealed less than six months ago can't have been removed by it."""
    with unguarded():
        AuditEntry.objects.filter(pk__lte=chain.ids[3]).delete()
    Removal.objects.create(
        first_seal=1, last_seal=1, first_id=1, last_id=chain.ids[3], count=BATCH, older_than=clock.now(),
        removed_at=clock.now() + dt.timedelta(days=900),
    )  # fmt: skip
    assert first(chain.check()) == ("removed_too_early", 1, 0)


def test_missing_triggers_are_told(chain: Chain) -> None:
    guards.ENTRIES.remove()
    assert first(chain.check()) == ("guard_missing", 0, 0)


def test_what_was_written_since_waits_and_is_sealed_next(chain: Chain) -> None:
    note(ANNA, "looked")
    assert (chain.check().waiting, chain.check().findings) == (1, [])
    assert seal() == 1
    report = chain.check(chain.folder)
    assert (report.waiting, report.entries, report.seals, report.findings) == (0, ENTRIES + 1, 5, [])
