"""Verification: walks every seal and every entry, and names what is wrong, the first first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min

from dougong.audit import guards
from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.policies import ENTRY
from dougong.audit.rules import Finding, SealFacts, content_of, first_difference, stamp, unpack
from dougong.audit.services.anchors import Anchors, line_of
from dougong.audit.services.cells import leaves_between
from dougong.audit.services.retention import LEAST_MONTHS
from dougong.audit.services.stamping import Held, imprint_of
from dougong.audit.services.writing import note
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue, under_way
from dougong.kit.jsonable import plain
from dougong.kit.models import Job
from dougong.kit.months import month_on

MOST = 100
Progress = Callable[[int, int], None]


@dataclass
class Report:
    """What was looked at and what was found. `waiting` entries are newer than the last seal."""

    seals: int = 0
    entries: int = 0
    anchors: int = 0
    #: Time stamps that hold, and when the newest of them was given.
    stamps: int = 0
    stamped_at: dt.datetime | None = None
    waiting: int = 0
    waiting_since: dt.datetime | None = None
    removed: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings

    def found(self, kind: str, seal: int = 0, entry: int = 0) -> None:
        if len(self.findings) < MOST:
            self.findings.append(Finding(kind, seal, entry))

    def facts(self) -> dict[str, Any]:
        """As it is kept and sent."""
        return {
            "ok": self.ok,
            "seals": self.seals,
            "entries": self.entries,
            "anchors": self.anchors,
            "stamps": self.stamps,
            "stamped_at": self.stamped_at and stamp(self.stamped_at),
            "waiting": self.waiting,
            "removed": self.removed,
            "findings": [{"kind": f.kind, "seal": f.seal, "entry": f.entry} for f in self.findings],
        }


def verify(anchors: Anchors, progress: Progress = lambda done, total: None, stamps: Sequence[Held] = ()) -> Report:
    """Every seal that is there now, the entries in it, anchors and time stamps kept outside, and the database's guards."""
    report = Report()
    last = _last_seal()
    walk = _Walk(report, anchors, [dict(row) for row in Removal.objects.order_by("first_id").values()])
    for seal in _seals(last["number"]):
        walk.take(seal)
        progress(min(report.entries, last["total"]), last["total"])
    if AuditEntry.objects.filter(pk__lt=1).exists():
        report.found("entry_added", 1, AuditEntry.objects.filter(pk__lt=1).values_list("pk", flat=True)[0])
    if cut := sorted(n for n in anchors if n > last["number"] and not _arrived(n, anchors[n])):
        report.found("tail_cut", cut[0])
    _check_stamps(report, stamps)
    if not all(guard.in_place() for guard in guards.ALL):
        report.found("guard_missing")
    newer = AuditEntry.objects.filter(pk__gt=last["last_id"]).aggregate(n=Count("pk"), since=Min("at"))
    report.waiting, report.waiting_since = newer["n"], newer["since"]
    progress(last["total"], last["total"])
    return report


def _check_stamps(report: Report, stamps: Sequence[Held]) -> None:
    rows = Seal.objects.filter(number__in=[held.seal for held in stamps])
    facts = ("number", "last_id", "total", "sealed_at", "digest")
    lines = {r[0]: line_of(r[0], r[1], r[2], stamp(r[3]), r[4]) for r in rows.values_list(*facts)}
    for held in stamps:
        line = lines.get(held.seal)
        if held.stamp is None:
            report.found("stamp_wrong", held.seal)
        elif line is None:
            report.found("tail_cut", held.seal)
        elif held.stamp.imprint != imprint_of(line):
            report.found("not_as_stamped", held.seal)
        else:
            report.stamps += 1
            report.stamped_at = max(report.stamped_at or held.stamp.at, held.stamp.at)


def verify_and_note(actor: Actor, anchors: Anchors, progress: Progress, stamps: Sequence[Held] = ()) -> Report:
    """As `verify`; what it found is on record, so everybody sees when it was last done."""
    report = verify(anchors, progress, stamps)
    note(actor, "verify", ENTRY, after=plain(report.facts()))
    return report


def start_verification(actor: Actor, *, language: str = "zh") -> Job:
    """As a job of the actor's; while one of his is under way, that one."""
    require(actor, ENTRY, "verify")
    title = "Verify the audit log" if language == "en" else "校验审计日志"
    return under_way("audit.verify", actor=actor) or enqueue("audit.verify", actor=actor, title=title)


def _last_seal() -> dict[str, int]:
    found = Seal.objects.aggregate(number=Max("number"), last_id=Max("last_id"), total=Max("total"))
    return {name: value or 0 for name, value in found.items()}


def _arrived(number: int, digests: set[str]) -> bool:
    """Anchored while we were walking."""
    return Seal.objects.filter(number=number, digest__in=digests).exists()


def _seals(upto: int) -> Iterator[Seal]:
    return Seal.objects.filter(number__lte=upto).order_by("number").iterator(chunk_size=100)


class _Walk:
    """From seal to seal, remembering the one before."""

    def __init__(self, report: Report, anchors: Anchors, removals: list[dict[str, Any]]) -> None:
        self.report, self.anchors, self.removals = report, anchors, removals
        self.number, self.last_id, self.total, self.digest = 0, 0, 0, ""
        report.removed = [
            {"first_id": r["first_id"], "last_id": r["last_id"], "count": r["count"], "at": plain(r["removed_at"])}
            for r in removals
        ]

    def take(self, seal: Seal) -> None:
        report = self.report
        for missing in range(self.number + 1, min(seal.number, self.number + 1 + MOST)):
            report.found("seal_missing", missing)
        facts = SealFacts(
            **{n: getattr(seal, n) for n in SealFacts.__slots__ if n != "leaves"}, leaves=bytes(seal.leaves)
        )
        whole = facts.digest() == seal.digest
        if not whole:
            report.found("seal_changed", seal.number)
        elif seal.number == self.number + 1 and not self._joins(seal):
            report.found("chain_broken", seal.number)
        if any(known != seal.digest for known in self.anchors.get(seal.number, ())):
            report.found("not_as_anchored", seal.number)
        report.anchors += seal.number in self.anchors
        self._entries(seal, facts)
        report.seals += 1
        self.number, self.last_id, self.total, self.digest = seal.number, seal.last_id, seal.total, seal.digest

    def _joins(self, seal: Seal) -> bool:
        joins = seal.previous == self.digest and seal.first_id == self.last_id + 1
        return joins and seal.total == self.total + seal.count

    def _entries(self, seal: Seal, facts: SealFacts) -> None:
        found = list(leaves_between(seal.first_id, seal.last_id))
        self.report.entries += len(found)
        removal = self._removal_of(seal)
        if removal is not None and not found:
            if seal.sealed_at > month_on(min(removal["removed_at"], clock.now()), -LEAST_MONTHS):
                self.report.found("removed_too_early", seal.number)
            return
        if len(found) == seal.count and content_of(found) == seal.content:
            return
        wrong = first_difference(unpack(facts.leaves, seal.first_id), found) or ("seal_changed", 0)
        self.report.found(wrong[0], seal.number, wrong[1])

    def _removal_of(self, seal: Seal) -> dict[str, Any] | None:
        covering = (r for r in self.removals if r["first_id"] <= seal.first_id and seal.last_id <= r["last_id"])
        return next(covering, None)
