"""Where the clients are: their number and figures by province and city, of those that one sees and that pass the list's filters."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from dougong.clients.policies import CLIENT
from dougong.clients.selectors import CLIENTS
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.fields import may_ask
from dougong.kit.money import Money
from dougong.kit.noting import note
from dougong.kit.regions import provinces, region_by_code
from dougong.kit.tabular import Column, write_xlsx

MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass
class _Sum:
    """`receivable` None where a field rule hides it."""

    count: int = 0
    contract_amount: Money = field(default_factory=Money)
    receivable: Money | None = None

    def add(self, row: dict[str, Any]) -> None:
        self.count += row["count"]
        self.contract_amount += Money(row["contract_amount"] or 0)
        if "receivable" in row:
            self.receivable = (self.receivable or Money()) + Money(row["receivable"] or 0)

    def out(self, shown: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"count": self.count, "contract_amount": self.contract_amount}
        return {**found, "receivable": self.receivable or Money()} if shown else found


def places(actor: Actor, query: Any) -> dict[str, Any]:
    """All 34 provinces with what they sum up to, and of each its cities that have clients (of a municipality its districts).

    One query, whatever the number of clients; `query` is that of a request. `without` are those that no place is known of.
    """
    require(actor, CLIENT, "view")
    shown = may_ask(actor, CLIENTS, "receivable")
    whole, without = _Sum(), _Sum()
    by_province = {p.code: _Sum() for p in provinces()}
    by_city: dict[str, dict[tuple[str, str], _Sum]] = {p.code: {} for p in provinces()}
    for row in _rows(actor, query, shown):
        whole.add(row)
        found = region_by_code(row["region"]) if row["region"] else None
        if found is None:
            without.add(row)
            continue
        by_province[found.province_code].add(row)
        finer = found.province_code[:2] in MUNICIPALITIES
        place = (found.district_code, found.district) if finer else (found.city_code, found.city)
        by_city[found.province_code].setdefault((place[0] or "", place[1] or ""), _Sum()).add(row)
    return {
        **whole.out(shown),
        "without": without.out(shown),
        "provinces": [
            {
                "code": p.code,
                "name": p.name,
                "short": p.short,
                **by_province[p.code].out(shown),
                "cities": [
                    {"code": code, "name": name, **found.out(shown)}
                    for (code, name), found in sorted(by_city[p.code].items())
                ],
            }
            for p in provinces()
        ],
    }


def _rows(actor: Actor, query: Any, shown: bool) -> Any:
    sums = {"contract_amount": Sum("figures__contract_amount")}
    if shown:
        sums["receivable"] = Sum("figures__receivable")
    rows = CLIENTS.narrowed(actor, query).filter(archived_at__isnull=True)
    return rows.order_by().values("region").annotate(count=Count("pk"), **sums)


def places_file(actor: Actor, query: Any, language: str) -> tuple[str, bytes]:
    """The file's name and the workbook: a row for each city with clients; put on record as an export."""
    require(actor, CLIENT, "export")
    told = places(actor, query)
    en = language.startswith("en")
    shown = "receivable" in told
    heads = [("Province", "省级"), ("City or district", "市、区"), ("Code", "代码")]
    figures = [("Clients", "客户数"), ("Contracts (CNY)", "合同额（元）"), *([("Receivable (CNY)", "应收（元）")] if shown else [])]
    columns = [Column(e if en else z) for e, z in heads]
    columns += [Column(e if en else z, kind="money" if n else "number") for n, (e, z) in enumerate(figures)]
    unknown = "not known" if en else "未填"
    rows = [
        [p["name"], c["name"] or unknown, c["code"] or p["code"], *_cells(c)] for p in told["provinces"] for c in p["cities"]
    ]
    if told["without"]["count"]:
        rows.append([unknown, "", "", *_cells(told["without"])])
    target = io.BytesIO()
    write_xlsx(target, columns, rows)
    title = "Clients by place" if en else "客户分布"
    note(actor, "export", CLIENT, title=title, after={"query": query.urlencode(), "format": "xlsx", "rows": len(rows)})
    return f"{title}-{clock.today():%Y%m%d}.xlsx", target.getvalue()


def _cells(found: dict[str, Any]) -> list[Any]:
    amounts = [found["contract_amount"], *([found["receivable"]] if "receivable" in found else [])]
    return [found["count"], *(Decimal(amount.amount_fen) / 100 for amount in amounts)]
