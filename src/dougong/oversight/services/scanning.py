"""A run: every pattern that is switched on over the ledger; what is found becomes cases, one for each pattern and subject."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue, under_way
from dougong.kit.models import Job
from dougong.kit.numbers import next_number
from dougong.kit.stream import notify
from dougong.loyalty.models import PointsAccount
from dougong.notifications.services import tell
from dougong.oversight.models import CaseFind, CaseLine, WatchCase
from dougong.oversight.policies import CASE
from dougong.oversight.rules import bursts, gifts, staff, undoing
from dougong.oversight.rules.lines import ACCOUNT, Find
from dougong.oversight.selectors import ledger
from dougong.oversight.selectors.cases import JOB, handlers
from dougong.oversight.selectors.settings import body as settings_body
from dougong.oversight.services import settings

Progress = Callable[[int, int], None]
#: Lines kept as evidence of one find.
EVIDENCE = 60


@transaction.atomic
def start(actor: Actor) -> Job:
    """A run in the background; the one that is under way, where there is one."""
    require(actor, CASE, "update")
    return under_way(JOB) or enqueue(JOB, actor=actor, title="查找积分异常")


def run(progress: Progress = lambda done, total: None) -> dict[str, int]:
    """How many finds there were, and what became of them."""
    found = finds(settings_body(), clock.today(), progress)
    return keep(found)


def finds(body: Mapping[str, Any], today: dt.date, progress: Progress = lambda done, total: None) -> list[Find]:
    on = {code: said for code, said in body["patterns"].items() if said["on"]}
    since = today - dt.timedelta(days=body["back"])
    weeks, found, total = bursts.Weeks(), [], PointsAccount.objects.count()
    undo = {code: on[code] for code in ("undone", "receipt_undone") if code in on}
    for done, (account, lines) in enumerate(ledger.accounts(today), 1):
        weeks.add(account, lines)
        found += undoing.undone(lines, since, undo)
        progress(done, total + 1)
    if "burst" in on:
        found += bursts.bursts(weeks, since, on["burst"])
    found += _of_gifts(on, since) + _of_staff(on, since)
    progress(total + 1, total + 1)
    return found


def _of_gifts(on: Mapping[str, Any], since: dt.date) -> list[Find]:
    if not {"circle", "expiring_gift"} & set(on):
        return []
    back = on["circle"]["days"] if "circle" in on else 0
    soon = on["expiring_gift"]["days"] if "expiring_gift" in on else 0
    told = ledger.gifts(clock.day_start(since - dt.timedelta(days=back)), soon)
    found = gifts.circles(told, since, on["circle"]) if "circle" in on else []
    return found + (gifts.expiring(told, since, on["expiring_gift"]) if "expiring_gift" in on else [])


def _of_staff(on: Mapping[str, Any], since: dt.date) -> list[Find]:
    rules = {"friend": staff.friends, "chain": staff.chains, "round": staff.rounds, "under_limit": staff.under_limit}
    if not set(rules) & set(on):
        return []
    told = ledger.hands(clock.day_start(since))
    return [find for code, rule in rules.items() if code in on for find in rule(told, since, on[code])]


# ---- keeping


def keep(found: Sequence[Find]) -> dict[str, int]:
    """Each find once: into the open case of its pattern and subject, or a new one. What a colleague's month gained since is
    written over as long as its case is open; what was closed stays closed."""
    with transaction.atomic():
        settings.locked()
        had = {row.key: row for row in CaseFind.objects.filter(key__in=[_key(f) for f in found]).select_related("case")}
        new = [find for find in found if _key(find) not in had]
        grown = [find for find in found if _grew(find, had.get(_key(find)))]
        told: dict[tuple[str, str, Any], list[Find]] = defaultdict(list)
        for find in (*new, *grown):
            told[find.pattern, find.about, find.subject].append(find)
        open_ = _open_cases(told)
        made = sum(key not in open_ for key in told)
        cases = [_into(open_.get(key), key, finds, had) for key, finds in told.items()]
        if cases:
            _tell(made, len(cases) - made)
    return {"finds": len(found), "new": len(new), "cases": made, "more": len(told) - made}


def _key(find: Find) -> str:
    return f"{find.pattern}:{find.key}"


def _grew(find: Find, row: CaseFind | None) -> bool:
    return row is not None and row.case.state == "open" and (row.points, row.facts) != (find.points, _facts(find))


def _facts(find: Find) -> dict[str, Any]:
    return {**find.facts, **({"accounts": [str(pk) for pk in find.accounts]} if find.accounts else {})}


def _open_cases(told: Iterable[tuple[str, str, Any]]) -> dict[tuple[str, str, Any], WatchCase]:
    rows = WatchCase.objects.select_for_update().filter(state="open", pattern__in={pattern for pattern, _, _ in told})
    found = {}
    for row in rows.order_by("pk"):
        key = (row.pattern, ACCOUNT, row.account_id) if row.account_id else (row.pattern, "person", row.person_id)
        found[key] = row
    return found


def _into(
    case: WatchCase | None, key: tuple[str, str, Any], finds: Sequence[Find], had: Mapping[str, CaseFind]
) -> WatchCase:
    pattern, about, subject = key
    if case is None:
        now = clock.now()
        case = WatchCase(
            number=f"{clock.today().year}-{next_number('watch_case', clock.today().year):04d}", pattern=pattern,
            first_on=finds[0].first, last_on=finds[0].last, found_at=now, created_at=now,
            **({"account_id": subject} if about == ACCOUNT else {"person_id": subject}),
        )  # fmt: skip
        case.save(force_insert=True)
    for find in finds:
        _write(case, find, had.get(_key(find)))
    case.first_on = min(case.first_on, *(find.first for find in finds))
    case.last_on = max(case.last_on, *(find.last for find in finds))
    rows = list(case.finds.values_list("points", "score"))
    case.finds_count, case.points = len(rows), sum(points for points, _ in rows)
    case.score = max(score for _, score in rows)
    case.store()
    return case


def _write(case: WatchCase, find: Find, row: CaseFind | None) -> None:
    if row is None:
        row = CaseFind(case=case, key=_key(find), found_at=clock.now())
    row.first_on, row.last_on, row.points, row.score = find.first, find.last, find.points, Decimal(str(find.score))
    row.facts = _facts(find)
    row.save()
    lines = find.lines
    if find.pattern == "burst":
        lines = tuple(ledger.lines_of_week(find.subject, find.facts["way"], find.first))
    CaseLine.objects.bulk_create([CaseLine(find=row, entry_id=pk) for pk in lines[:EVIDENCE]], ignore_conflicts=True)


def _tell(new: int, more: int) -> None:
    ids = [person.pk for person in handlers()]
    open_ = WatchCase.objects.filter(state="open").count()
    tell(
        ids, kind="oversight.found", key=f"oversight.found:{clock.now().isoformat()}", resource=CASE, object_id="all",
        link="/points-watch", new=new, more=more, open=open_,
    )  # fmt: skip
    notify(CASE, "all")
