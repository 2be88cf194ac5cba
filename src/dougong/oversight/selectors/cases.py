"""Cases as they are listed and read, each find with its figures and the lines that show it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, CharField, Prefetch, Q, QuerySet, When

from dougong.accounts.models import User
from dougong.accounts.selectors import people_who_may
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.jobs import under_way
from dougong.kit.listing import Col, ListSpec
from dougong.kit.models import Job
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.selectors import rule_names
from dougong.oversight import choices
from dougong.oversight.models import CaseFind, CaseLine, CaseNote, WatchCase
from dougong.oversight.policies import CASE
from dougong.oversight.rules.patterns import CHOICES

SUBJECTS = (("account", "客户账户", "A client's account"), ("person", "同事", "A colleague"))
#: A run that somebody asked for, and that of the night.
JOB, NIGHTLY = "oversight.watch", "oversight.watch_nightly"
#: Finds of one case that its page shows, the newest first.
FINDS = 50


def _with_subject(rows: QuerySet[Any]) -> QuerySet[Any]:
    about = Case(When(account__isnull=True, then="person__name"), default="account__client__name", output_field=CharField())
    return rows.annotate(subject=about)


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(account__client__name__contains=text) | Q(person__name__contains=text) | Q(number__contains=text)
    return rows.filter(found)


def _subject(op: str, values: list[str], actor: Actor) -> Q:
    found = Q(pk__in=[])
    if "account" in values:
        found |= Q(account__isnull=False)
    if "person" in values:
        found |= Q(person__isnull=False)
    return found if op == "in" else ~found


CASES = ListSpec(
    code="points-cases",
    resource=CASE,
    zh="积分异常案件",
    en="Points cases",
    default_sort="-found_at",
    cols=(
        Col("id", hidden=True),
        Col("number", "编号", "No.", sort=True),
        Col("pattern", "模式", "Pattern", type="choice", choices=CHOICES, sort=True),
        Col("subject", "涉及", "About", sort=True),
        Col("account_id", hidden=True),
        Col("person_id", hidden=True),
        Col("finds", "发现", "Finds", path="finds_count", type="number", sort=True),
        Col("points", "涉及积分", "Points", type="number", sort=True, sum=True),
        Col("state", "状态", "State", type="choice", choices=choices.STATES, sort=True),
        Col("assigned", "处理人", "Assigned to", path="assigned_to__name", type="person"),
        Col("first_on", "自", "From", type="date"),
        Col("last_on", "至", "To", type="date", sort=True),
        Col("found_at", "发现时间", "Found", type="datetime", sort=True),
        Col("finding", "结论", "Finding", type="choice", choices=choices.FINDINGS, sort=True),
        Col("reason", "原因", "Reason"),
        Col("closed_by", "结案人", "Closed by"),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=choices.STATES),
        Filter("pattern", "模式", "Pattern", type="choice", choices=CHOICES),
        Filter("finding", "结论", "Finding", type="choice", choices=choices.FINDINGS),
        Filter("about", "涉及", "About", type="choice", choices=SUBJECTS, custom=_subject),
        Filter("assigned", "处理人", "Assigned to", type="person", lookup="assigned_to_id"),
        Filter("points", "涉及积分", "Points", type="number"),
        Filter("found", "发现时间", "Found", type="date", lookup="found_at", instant=True),
        Filter("account", "账户", "Account", type="record", lookup="account_id"),
    ),
    search=_search,
    base=_with_subject,
)


def handlers() -> list[User]:
    """Who may handle cases, by name. One query."""
    return list(people_who_may(CASE, "update").order_by("name"))


def overview(actor: Actor) -> dict[str, Any]:
    """How many are open, of whom; the run that is under way and the last one; who may handle cases. Five queries."""
    require(actor, CASE, "view")
    open_ = WatchCase.objects.visible_to(actor).filter(state="open")
    running = under_way(JOB, NIGHTLY)
    last = Job.objects.filter(kind__in=(JOB, NIGHTLY), status="done").order_by("-created_at").first()
    return {
        "open": open_.count(),
        "unassigned": open_.filter(assigned_to__isnull=True).count(),
        "running": running.pk if running else None,
        "last_at": last.finished_at if last else None,
        "handlers": [{"id": person.pk, "name": person.name} for person in handlers()],
    }


def one(actor: Actor, case_id: uuid.UUID) -> dict[str, Any]:
    """The case with its finds, their lines, and what was said and done. A fixed number of queries."""
    rows = WatchCase.objects.visible_to(actor).select_related("account__client", "person", "assigned_to")
    case: WatchCase = get_visible(rows, case_id)
    finds = list(_finds(case))
    names = _names(finds)
    rules = rule_names()
    account = case.account
    return {
        "id": case.pk, "version": case.version, "number": case.number, "pattern": case.pattern, "state": case.state,
        "account": {"id": account.pk, "name": account.client.name, "client_id": account.client_id} if account else None,
        "frozen": bool(account and account.frozen_at), "may_freeze": actor.can(ACCOUNT, "freeze") and account is not None,
        "balance": account.balance if account else None,
        "person": {"id": case.person_id, "name": case.person.name} if case.person else None,
        "assigned": {"id": case.assigned_to_id, "name": case.assigned_to.name} if case.assigned_to else None,
        "points": case.points, "first_on": case.first_on, "last_on": case.last_on, "found_at": case.found_at,
        "finding": case.finding, "reason": case.reason, "closed_at": case.closed_at, "closed_by": case.closed_by,
        "finds_count": case.finds_count, "finds": [_find(find, names, rules) for find in finds],
        "notes": [
            {"id": n.pk, "kind": n.kind, "text": n.text, "by": n.by_name, "at": n.at}
            for n in CaseNote.objects.filter(case=case).order_by("-at", "-pk")[:200]
        ],
        "may_update": actor.can(CASE, "update"),
    }  # fmt: skip


def _finds(case: WatchCase) -> QuerySet[CaseFind]:
    lines = CaseLine.objects.select_related("entry__account__client").order_by("entry_id")
    return CaseFind.objects.filter(case=case).prefetch_related(Prefetch("lines", lines)).order_by("-last_on", "-pk")[:FINDS]


def _names(finds: list[CaseFind]) -> dict[str, dict[str, Any]]:
    """Of accounts and colleagues that the figures name. Two queries."""
    accounts = {key for find in finds for key in find.facts.get("accounts", ())}
    people = {key for find in finds for key in find.facts.get("people", ())}
    found = {
        str(row.pk): {"id": row.pk, "name": row.client.name}
        for row in PointsAccount.objects.filter(pk__in=accounts).select_related("client")
    }
    return found | {str(row.pk): {"id": row.pk, "name": row.name} for row in User.objects.filter(pk__in=people)}


def _find(find: CaseFind, names: dict[str, dict[str, Any]], rules: dict[str, tuple[str, str]]) -> dict[str, Any]:
    facts = {k: v for k, v in find.facts.items() if k not in ("accounts", "people")}
    return {
        "id": find.pk, "first_on": find.first_on, "last_on": find.last_on, "found_at": find.found_at, "points": find.points,
        "score": float(find.score), "facts": facts,
        "accounts": [names[key] for key in find.facts.get("accounts", ()) if key in names],
        "people": [names[key] for key in find.facts.get("people", ()) if key in names],
        "lines": [_line(row.entry, rules) for row in find.lines.all()],
    }  # fmt: skip


def _line(entry: PointsEntry, rules: dict[str, tuple[str, str]]) -> dict[str, Any]:
    zh, en = rules.get(entry.rule, (entry.rule, entry.rule))
    return {
        "id": entry.pk, "at": entry.occurred_at, "account_id": entry.account_id, "client": entry.account.client.name,
        "amount": entry.amount, "balance_after": entry.balance_after, "kind": entry.kind, "rule_zh": zh, "rule_en": en,
        "by": entry.actor_name, "reason": entry.reason,
    }  # fmt: skip
