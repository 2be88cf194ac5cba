from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet

from dougong.imports.models import ImportRow
from dougong.imports.selectors import batch_visible
from dougong.kit import context, fields
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.ids import parse_id
from dougong.kit.jobs import under_way
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.models import Job
from dougong.kit.registry import resource
from dougong.stewardship.duplicates.finding import said_of
from dougong.stewardship.duplicates.models import JOB, DuplicatePair
from dougong.stewardship.duplicates.policies import DUPLICATE
from dougong.stewardship.duplicates.rules import groups_of
from dougong.stewardship.matching.engine import Pair
from dougong.stewardship.matching.explain import waterfall
from dougong.stewardship.matching.levels import COMPARISONS
from dougong.stewardship.matching.model import weights
from dougong.stewardship.matching.names import parse
from dougong.stewardship.similar.rules import relation

CLIENT = "clients.client"
BANDS = (
    ("auto", "可直接合并", "Certain"),
    ("review", "待人工判断", "To be looked at"),
    ("related", "分支与总部", "Branch and company"),
)
STATES = (
    ("open", "待处理", "Open"),
    ("distinct", "不是同一家", "Two clients"),
    ("related", "分支或下属", "Belongs to it"),
)
#: What a comparison shows, and by the rule of which field.
_RULED = {"phone": "phone", "email": "email", "person": "phone", "legal_rep": "legal_rep", "address": "address"}
_REASONS = 3


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(left__name__contains=text) | Q(right__name__contains=text))


def _client(op: str, values: list[str], actor: Actor) -> Q:
    ids = [pk for v in values if (pk := parse_id(v))]
    found = Q(left_id__in=ids) | Q(right_id__in=ids)
    return found if op == "in" else ~found


def _imported(op: str, values: list[str], actor: Actor) -> Q:
    """Those of an import that the reader sees."""
    found = Q(pk__in=[])
    for value in values:
        pk = parse_id(value)
        if pk is not None:
            rows = ImportRow.objects.filter(batch_id=batch_visible(actor, pk).pk, object_id__isnull=False).values(
                "object_id"
            )
            found |= Q(left_id__in=rows) | Q(right_id__in=rows)
    return found if op == "in" else ~found


def _told(items: list[Row], actor: Actor) -> None:
    """The strongest reasons, in words: they follow from the levels, nothing is read."""
    used, en = weights(), context.current().language == "en"
    for item in items:
        levels, bits = item.pop("levels"), float(item.pop("bits"))
        item["why"] = []
        if levels:
            steps = waterfall(used, Pair(0, 1, bits, tuple(levels)), {}, {}).steps
            best = sorted((s for s in steps if s.bits > 0), key=lambda s: -s.bits)[:_REASONS]
            item["why"] = [s.en if en else s.zh for s in best]


DUPLICATES = ListSpec(
    code="duplicates",
    resource=DUPLICATE,
    zh="疑似重复客户",
    en="Possible duplicates",
    default_sort="-probability",
    cols=(
        Col("id", hidden=True),
        Col("version", hidden=True),
        Col("left", "客户", "Client", path="left__name", sort="left__name_sort"),
        Col("left_id", hidden=True),
        Col("right", "疑似重复", "May be the same", path="right__name", sort="right__name_sort"),
        Col("right_id", hidden=True),
        Col("probability", "把握", "Chance", type="number", sort=True),
        Col("band", "判断", "Band", type="choice", choices=BANDS),
        Col("left_owner", "负责人", "Owner", path="left__owner__name", type="person"),
        Col("right_owner", "对方负责人", "Other's owner", path="right__owner__name", type="person"),
        Col("found_at", "发现时间", "Found", type="datetime", sort=True),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("settled_by", "判定人", "Settled by"),
        Col("reason", "原因", "Reason"),
        Col("cluster", hidden=True),
        Col("levels", hidden=True),
        Col("bits", hidden=True),
    ),
    filters=(
        Filter("band", "判断", "Band", type="choice", choices=BANDS),
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("probability", "把握", "Chance", type="number"),
        Filter("owner", "负责人", "Owner", type="person", lookup="left__owner_id"),
        Filter("found", "发现时间", "Found", type="date", lookup="found_at", instant=True),
        Filter("client", "客户", "Client", type="record", custom=_client),
        Filter("import", "导入批次", "Import", type="record", custom=_imported),
    ),
    search=_search,
    finish=_told,
)


def overview(actor: Actor) -> dict[str, Any]:
    """How many are open of each band, of those that the reader sees; the last run, and the one under way."""
    require(actor, DUPLICATE, "view")
    rows = DuplicatePair.objects.visible_to(actor).filter(state="open").order_by()
    counts = Counter(rows.values_list("band", flat=True))
    runs = Job.objects.filter(kind=JOB).order_by("-created_at")
    running, last = under_way(JOB), runs.filter(status="done").first()
    failed = runs.first()
    return {
        "counts": {band: counts.get(band, 0) for band, _, _ in BANDS},
        "running": {"done": running.done, "total": running.total} if running else None,
        "last_at": last.finished_at if last else None,
        "last": {k: (last.result or {}).get(k, 0) for k in ("dossiers", "pairs", "new", "again", "gone")}
        if last
        else None,
        "failed": failed is not None and failed.status == "failed",
    }


def one(actor: Actor, pair_id: uuid.UUID) -> dict[str, Any]:
    """A pair with what hangs together with it: the dossiers, and why each two are taken for one. Only what he sees of it."""
    rows = DuplicatePair.objects.visible_to(actor).select_related("left", "right")
    pair = get_visible(rows, pair_id)
    together = rows.filter(cluster=pair.cluster, state="open").exclude(band="related").order_by("-probability", "pk")
    near = list(together) if pair.state == "open" and pair.band != "related" else []
    group = next(
        (g for g in groups_of((p.left_id, p.right_id) for p in near) if pair.left_id in g),
        [pair.left_id, pair.right_id],
    )
    shown = [p for p in near if p.left_id in group] or [pair]
    if pair not in shown:
        shown.insert(0, pair)
    said = said_of(group)
    return {
        **_pair(actor, pair, said),
        "version": pair.version,
        "state": pair.state,
        "reason": pair.reason,
        "settled_by": pair.settled_by,
        "settled_at": pair.settled_at,
        "found_at": pair.found_at,
        "clients": group,
        "pairs": [_pair(actor, p, said) for p in shown],
        "hint": _hint(pair),
    }


def _pair(actor: Actor, pair: DuplicatePair, said: dict[uuid.UUID, dict[str, str]]) -> dict[str, Any]:
    return {
        "id": pair.pk,
        "left_id": pair.left_id,
        "right_id": pair.right_id,
        "left": pair.left.name,
        "right": pair.right.name,
        "band": pair.band,
        "probability": pair.probability,
        "explained": _explained(actor, pair, said) if pair.levels else None,
    }


def _explained(actor: Actor, pair: DuplicatePair, said: dict[uuid.UUID, dict[str, str]]) -> dict[str, Any] | None:
    """The waterfall; cells are shown by the rules of the fields that they stand in."""
    if len(pair.levels) != len(COMPARISONS):
        return None
    held = (said.get(pair.left_id, {}), said.get(pair.right_id, {}))
    found = waterfall(weights(), Pair(0, 1, float(pair.bits), tuple(pair.levels)), *held).plain()
    for step in found["steps"]:
        mode = fields.mode(actor, CLIENT, _RULED.get(step["comparison"], step["comparison"]))
        for side in ("left", "right"):
            if mode == "hide":
                step[side] = ""
            elif mode == "mask":
                step[side] = fields.masked("part", step[side])
    return found


def _hint(pair: DuplicatePair) -> dict[str, Any] | None:
    """By their names one belongs to the other: which stands above, and as what the other below."""
    left, right = parse(pair.left.name), parse(pair.right.name)
    if pair.band != "related" and relation(left, right) != "related":
        return None
    branch = bool(left.branch) != bool(right.branch)
    above = pair.right_id if (bool(left.branch) if branch else len(left.stem) > len(right.stem)) else pair.left_id
    return {"parent_id": above, "relation": "branch" if branch else "subsidiary"}


def of_client(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """The open pairs of a dossier that the reader sees."""
    get_visible(resource(CLIENT).visible_to(actor), client_id)
    if not actor.can(DUPLICATE, "view"):
        return {"count": 0, "items": []}
    rows = DuplicatePair.objects.visible_to(actor).filter(Q(left_id=client_id) | Q(right_id=client_id), state="open")
    items = []
    for pair in rows.select_related("left", "right").order_by("-probability", "pk")[:20]:
        other = pair.right if pair.left_id == client_id else pair.left
        items.append(
            {
                "id": pair.pk,
                "client_id": other.pk,
                "name": other.name,
                "band": pair.band,
                "probability": pair.probability,
            }
        )
    return {"count": len(items), "items": items}
