"""Judging dossiers, keeping the trend, and settling what was found."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from dougong.audit.services import record as audit
from dougong.clients.models import Client, Contact
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts
from dougong.kit.crypto import Unreadable
from dougong.kit.errors import NotFound
from dougong.kit.models import store_many
from dougong.kit.stream import notify
from dougong.stewardship.quality import errors
from dougong.stewardship.quality.models import COMPANY, DEPARTMENT, OWNER, QualityDay, QualityIssue, QualityScore
from dougong.stewardship.quality.policies import QUALITY
from dougong.stewardship.quality.rules import BY_CODE, KINDS, VERSION, Facts, Person, Verdict, judge, sentence

BATCH = 500
_FIELDS = (
    "id", "name", "uscc", "kind", "industry", "region", "address", "phone", "email", "legal_rep", "website", "since",
    "owner_id", "created_at", "last_contact_at", "archived_at",
)  # fmt: skip


# ---- judging


@transaction.atomic
def judge_clients(ids: Sequence[uuid.UUID]) -> int:
    """Judge these dossiers anew and bring their issues up to date; how many there were. Archived ones are no longer judged."""
    clients = list(Client.objects.filter(pk__in=ids, archived_at__isnull=True).select_related("figures").only(*_ONLY))
    gone = set(ids) - {client.pk for client in clients}
    QualityScore.objects.filter(client_id__in=gone).delete()
    QualityIssue.objects.filter(client_id__in=gone).delete()
    people: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for row in Contact.objects.filter(client__in=clients, archived_at__isnull=True).order_by("pk"):
        people[row.client_id].append(Person(row.name, _text(row.phone), _text(row.email)))
    now = clock.now()
    verdicts = {client.pk: judge(_facts(client, people[client.pk])) for client in clients}
    QualityScore.objects.bulk_create(
        [QualityScore(client_id=pk, score=v.score, version=VERSION, judged_at=now) for pk, v in verdicts.items()],
        update_conflicts=True, unique_fields=["client"], update_fields=["score", "version", "judged_at"],
    )  # fmt: skip
    _store_issues(verdicts, now)
    return len(clients)


_ONLY = (*_FIELDS, "figures__active_contracts", "figures__open_opportunities")


def _text(value: str) -> str:
    return "" if isinstance(value, Unreadable) else value


def _facts(client: Client, contacts: list[Person]) -> Facts:
    figures = getattr(client, "figures", None)
    hidden = frozenset(name for name in ("phone", "email") if isinstance(getattr(client, name), Unreadable))
    plain = {name: getattr(client, name) or "" for name in ("name", "uscc", "kind", "industry", "region", "address")}
    return Facts(
        today=clock.today(), created=clock.local_date(client.created_at), **plain, phone=_text(client.phone),
        email=_text(client.email), legal_rep=client.legal_rep, website=client.website, since=client.since,
        has_owner=client.owner_id is not None, contacts=tuple(contacts), unreadable=hidden,
        busy=bool(figures and (figures.active_contracts or figures.open_opportunities)),
        last_contact=clock.local_date(client.last_contact_at) if client.last_contact_at else None,
    )  # fmt: skip


def _store_issues(verdicts: dict[uuid.UUID, Verdict], now: dt.datetime) -> None:
    held = {(i.client_id, i.rule): i for i in QualityIssue.objects.select_for_update().filter(client_id__in=verdicts)}
    fresh, changed = [], []
    for pk, verdict in verdicts.items():
        for finding in verdict.findings:
            known = held.pop((pk, finding.rule.code), None)
            values = {"kind": finding.rule.kind, "points": finding.rule.points, "params": finding.params}
            if known is None:
                fresh.append(QualityIssue(client_id=pk, rule=finding.rule.code, found_at=now, **values))
            elif _again(known, values, now):
                changed.append(known)
    for left in held.values():
        if left.state != "fixed":
            left.state, left.settled_at, left.settled_by, left.reason = "fixed", now, "", ""
            changed.append(left)
    QualityIssue.objects.bulk_create(fresh, batch_size=BATCH)
    for issue in changed:
        issue.version, issue.updated_at = issue.version + 1, now
    store_many(
        changed,
        "kind",
        "points",
        "params",
        "state",
        "found_at",
        "settled_at",
        "settled_by",
        "reason",
        "version",
        "updated_at",
    )


def _again(known: QualityIssue, values: dict[str, Any], now: dt.datetime) -> bool:
    """Whether a row that is found again has to be written."""
    differs = any(getattr(known, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(known, name, value)
    if known.state == "fixed":
        known.state, known.found_at, known.settled_at, known.settled_by = "open", now, None, ""
        return True
    return differs


def judge_all(tell: Any = lambda done, total: None) -> int:
    """Every dossier, in transactions of 500; then the day is kept."""
    ids = list(Client.objects.filter(archived_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    stale = QualityScore.objects.exclude(client__archived_at__isnull=True).values_list("pk", flat=True)
    every = [*ids, *stale]
    for start in range(0, len(every), BATCH):
        judge_clients(every[start : start + BATCH])
        tell(min(start + BATCH, len(every)), len(every))
    keep_day()
    return len(ids)


def judge_changed(most: int = 5000) -> int:
    """Those that changed, or came, since they were judged: themselves or one of their contacts. An import of a hundred
    thousand is taken up bit by bit, and costs the import nothing."""
    since = F("quality__judged_at")
    changed = Q(quality__isnull=True) | Q(updated_at__gt=since) | Q(last_contact_at__gt=since)
    ids = list(Client.objects.filter(changed, archived_at__isnull=True).values_list("pk", flat=True)[:most])
    people = Contact.objects.filter(updated_at__gt=F("client__quality__judged_at"), client__archived_at__isnull=True)
    ids = list(dict.fromkeys([*ids, *people.values_list("client_id", flat=True).distinct()[:most]]))
    for part in parts(ids, BATCH):
        judge_clients(part)
    return len(ids)


# ---- the trend

_COUNTS = {kind: Count("pk", filter=Q(kind=kind)) for kind in KINDS}
_LEVELS = (
    (COMPANY, None, None),
    (DEPARTMENT, "client__department_id", "client__department__name"),
    (OWNER, "client__owner_id", "client__owner__name"),
)


@transaction.atomic
def keep_day() -> None:
    """How things stand now, as the day's row of each level; written again, the day has its last state."""
    day = clock.today()
    rows = [row for level, key, name in _LEVELS for row in _day_rows(day, level, key, name)]
    QualityDay.objects.filter(day=day).delete()
    QualityDay.objects.bulk_create(rows, batch_size=BATCH)


def _day_rows(day: dt.date, level: str, key: str | None, name: str | None) -> Iterable[QualityDay]:
    scores = {"dossiers": Count("pk"), "score_sum": Sum("score")}
    issues = QualityIssue.objects.filter(state="open").order_by()
    if key is None or name is None:
        found = QualityScore.objects.aggregate(**scores)
        if found["dossiers"]:
            yield QualityDay(day=day, level=level, version=VERSION, **found, **issues.aggregate(**_COUNTS))
        return
    grouped: Any = issues.annotate(k=F(key)).values("k").annotate(**_COUNTS)
    counts = {row.pop("k"): row for row in grouped}
    judged: Any = QualityScore.objects.order_by().annotate(k=F(key), n=F(name)).values("k", "n").annotate(**scores)
    for row in judged:
        held = counts.get(row["k"], dict.fromkeys(KINDS, 0))
        yield QualityDay(
            day=day, level=level, key=str(row["k"] or "none"), name=row["n"] or "", version=VERSION,
            dossiers=row["dossiers"], score_sum=row["score_sum"], **held,
        )  # fmt: skip


# ---- the queue


@transaction.atomic
def settle(actor: Actor, *, issue_id: uuid.UUID, act: str, reason: str = "") -> QualityIssue:
    """`done`: the dossier was mended, which is looked at here and now. `ignore`: it stays as it is, for a reason. `reopen`.

    Raises StillFound, ReasonNeeded.
    """
    issue = QualityIssue.objects.visible_to(actor).filter(pk=issue_id).first()
    if issue is None:
        raise NotFound()
    require(actor, QUALITY, "update", issue)
    issue = QualityIssue.objects.locked(issue_id)
    before = {"state": issue.state, "reason": issue.reason}
    if act == "done":
        judge_clients([issue.client_id])
        issue = QualityIssue.objects.locked(issue_id)
        if issue.state != "fixed":
            rule = BY_CODE[issue.rule]
            told = {f"{lang}_found": sentence(rule, issue.params, lang) for lang in ("zh", "en")}
            raise errors.StillFound(**told)
    elif act == "ignore" and not reason.strip():
        raise errors.ReasonNeeded(field="reason")
    else:
        issue.state = "ignored" if act == "ignore" else "open"
        issue.reason = reason.strip() if act == "ignore" else ""
    issue.settled_at, issue.settled_by = (None, "") if act == "reopen" else (clock.now(), actor.name)
    issue.store("state", "reason", "settled_at", "settled_by")
    audit(actor, f"quality_{act}", QUALITY, issue, before=before, after={"state": issue.state, "reason": issue.reason})
    notify(QUALITY, issue.pk)
    return issue
