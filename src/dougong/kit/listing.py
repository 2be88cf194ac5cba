"""A list, declared once, has its page, its summary, its description and its export, all behind the same gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import QueryDict

from dougong.kit import fields
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Choices, Filter
from dougong.kit.paging import Order, cursor_value, cut, encode, window
from dougong.kit.reading import rows_of
from dougong.kit.registry import ADDED, resource

COUNT_CAP = 10_000
MAX_SIZE = 200
Row = dict[str, Any]


@dataclass(frozen=True)
class Col:
    """A column. `path` is what `values_list` takes (a field, a joined field, an annotation of `base`).

    `type` is text, money, number, percent, date, datetime, choice, person, bool or tags. `sort` is the path to sort by
    (True: the column itself). `hidden` columns feed others and links; they are sent but not described or exported.
    `field` names the field whose rule it goes by, where that is not the column's own name ("clients.client:phone").
    """

    key: str
    zh: str = ""
    en: str = ""
    path: str = ""
    type: str = "text"
    sort: bool | str = False
    nullable: bool = False
    sum: bool = False
    choices: Choices | None = None
    hidden: bool = False
    field: str = ""

    @property
    def source(self) -> str:
        return self.path or self.key


@dataclass(frozen=True)
class More:
    """Columns beside a list's own: those that a company adds to the record. Their keys begin with `facts.`; they are read, all in
    one query, only when `more=` asks for them. `sorted(rows, col)` annotates `col.path`; `fill(items, cols)` writes `facts`."""

    cols: Callable[[Actor], Sequence[Col]]
    filters: Callable[[Actor], Sequence[Filter]]
    sorted: Callable[[QuerySet[Any], Col], QuerySet[Any]]
    fill: Callable[[list[Row], Sequence[Col]], None]

    def shown(self, actor: Actor, spec: ListSpec) -> list[Col]:
        """Those that the actor is shown; by what he is shown masked he can't sort."""
        found = [(c, fields.mode(actor, spec.resource, c.key)) for c in self.cols(actor)]
        return [c if mode is None else replace(c, sort=False, sum=False) for c, mode in found if mode != "hide"]

    def asked(self, actor: Actor, spec: ListSpec, query: QueryDict) -> list[Col]:
        keys = [k for k in query.get("more", "").split(",") if k]
        if not keys:
            return []
        known = {c.key: c for c in self.shown(actor, spec)}
        unknown = [k for k in keys if k not in known]
        if unknown:
            raise BadQuery(field="more", what=unknown[0])
        return [known[k] for k in keys]

    def write(self, actor: Actor, spec: ListSpec, items: list[Row], cols: Sequence[Col]) -> None:
        self.fill(items, cols)
        for col in cols:
            if fields.mode(actor, spec.resource, col.key) == "mask":
                for item in items:
                    key = col.key.removeprefix(ADDED)
                    item["facts"][key] = fields.masked("part", item["facts"].get(key))


@dataclass(frozen=True)
class Walk:
    """How a list is read whose rows are seen with another record: the first rows of the whole table in the list's order, and of
    these what the reader sees. A gate that lies in another table has no index in this one's order: read first, it reads and
    sorts all that he sees for every page. Only where too little of what is near is his, or he sees but his own, is the gate read first.

    `sorts` have an index in the table itself; `of` is the resource whose scope decides; `rows(actor)` are the rows of the gate,
    asked row by row (`access.seen_with`), where the gate is a list of keys.
    """

    sorts: tuple[str, ...]
    of: str
    rows: Callable[[Actor], QuerySet[Any]] | None = None

    def goes(self, actor: Actor, order: Order) -> bool:
        return order.path in self.sorts and actor.scope(self.of, "view") not in (None, "own", "member")


#: How many rows are walked for each of a page, first and then.
_NEAR = (4, 24)


@dataclass(frozen=True)
class ListSpec:
    """`search(rows, text, actor)` narrows by the search box; `base(rows)` adds annotations; `finish(rows, actor)` may add
    computed keys to a page's dicts with a fixed number of queries."""

    code: str
    resource: str
    zh: str
    en: str
    cols: tuple[Col, ...]
    filters: tuple[Filter, ...] = ()
    default_sort: str = ""
    search: Callable[[QuerySet[Any], str, Actor], QuerySet[Any]] | None = None
    base: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    finish: Callable[[list[Row], Actor], None] | None = None
    key: str = "id"
    more: More | None = None
    rows: Callable[[Actor], QuerySet[Any]] | None = None  # instead of the resource's visible_to; must itself be gated
    walk: Walk | None = None

    def visible(self, actor: Actor) -> QuerySet[Any]:
        rows = self.rows(actor) if self.rows else resource(self.resource).visible_to(actor)
        return self.base(rows) if self.base else rows

    @cached_property
    def near(self) -> ListSpec:
        """The same list with the gate that is asked row by row."""
        return replace(self, rows=self.walk.rows) if self.walk and self.walk.rows else self

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(c.key for c in self.cols)

    def paths(self, order: Order) -> list[str]:
        """What a page reads: its columns, then what its cursor is made of."""
        paths = [c.source for c in self.cols]
        return paths + [path for path in dict.fromkeys((order.path, self.key)) if path not in paths]

    def sorting(self, sort: str, actor: Actor) -> Col | None:
        key = (sort or self.default_sort).lstrip("-")
        more = self.more.shown(actor, self) if self.more and key.startswith(ADDED) else ()
        return next((c for c in (*self.cols, *more) if c.key == key and c.sort), None)

    def order(self, sort: str, actor: Actor) -> Order:
        key = (sort or self.default_sort).lstrip("-")
        col = self.sorting(sort, actor)
        if col is None or not fields.may_ask(actor, self, col.field or key):
            raise BadQuery(field="sort", what=sort)
        path = col.sort if isinstance(col.sort, str) else col.source
        return Order(path, (sort or self.default_sort).startswith("-"), _cursor_kind(col), col.nullable)

    def filtered(self, actor: Actor, filters: Iterable[str]) -> QuerySet[Any]:
        """The rows of the actor that pass `filters`, each as in a query: "region:in:32,33"."""
        rows = self.visible(actor)
        for condition in self.conditions(actor, filters):
            rows = rows.filter(condition)
        return rows

    @property
    def known_filters(self) -> tuple[Filter, ...]:
        """Its own, and those that higher apps added."""
        return (*self.filters, *_filters_added.get(self.code, ()))

    def conditions(self, actor: Actor, filters: Iterable[str]) -> Iterator[Q]:
        """What each of `filters` asks of a row. Raises BadQuery for one that is none, or that the actor may not ask."""
        known = {f.key: f for f in self.known_filters}
        for raw in filters:
            key, _, rest = raw.partition(":")
            op, _, value = rest.partition(":")
            if self.more and key.startswith(ADDED) and key not in known:
                known |= {f.key: f for f in self.more.filters(actor)}
            if key not in known or not fields.may_ask(actor, self, known[key].field or key):
                raise BadQuery(field="filter", what=raw)
            yield known[key].q(op, value, actor)

    def narrowed(self, actor: Actor, query: QueryDict) -> QuerySet[Any]:
        """The rows of the actor that pass the query's search and filters."""
        rows = self.filtered(actor, query.getlist("filter"))
        text = query.get("q", "").replace("\x00", "").strip()
        if text and self.search:
            rows = self.search(rows, text[:100], actor)
        return rows


def _cursor_kind(col: Col) -> str:
    """Of columns that a company added a cursor holds what lies in JSON: amounts as whole fen, dates as text."""
    return {"money": "number", "date": "text"}.get(col.type, col.type) if col.key.startswith(ADDED) else col.type


_specs: dict[str, ListSpec] = {}
_filters_added: dict[str, list[Filter]] = {}


def add_filter(code: str, *items: Filter) -> None:
    """A higher app lets a lower one's list be filtered by what it knows: clients by segment."""
    held = _filters_added.setdefault(code, [])
    held += [item for item in items if item.key not in {f.key for f in held}]


def register_list(spec: ListSpec) -> ListSpec:
    _specs[spec.code] = spec
    return spec


def list_spec(code: str) -> ListSpec | None:
    return _specs.get(code)


def list_specs() -> Iterator[ListSpec]:
    return iter(list(_specs.values()))


def page(spec: ListSpec, actor: Actor, query: QueryDict, *, told: bool = False) -> dict[str, Any]:
    """One page: a fixed number of queries, whatever the number of rows. `told`: for an answer, not to go on with."""
    order = spec.order(query.get("sort", ""), actor)
    size = _size(query)
    cursor = query.get("cursor", "")
    paths = spec.paths(order)
    narrowed = spec.narrowed(actor, query)
    asked = spec.more.asked(actor, spec, query) if spec.more else []
    if spec.more and order.path not in paths[: len(spec.cols)] and (by := spec.sorting(query.get("sort", ""), actor)):
        narrowed = spec.more.sorted(narrowed, by) if by.key.startswith(ADDED) else narrowed
    rows, ordered, backward = window(narrowed, order, cursor)
    key = (spec.code, order, backward)
    whole = not query.get("q") and not query.getlist("filter")
    told = told and spec.finish is None
    held = _walked(spec, actor, query, order, cursor, paths, size + 1, told=told)
    if held is None:
        held = rows_of(rows, paths, ordered, key, size + 1, whole=whole, told=told)
    found, after, before = cut(held, size, backward=backward, cursor=cursor)
    place, pk = paths.index(order.path), paths.index(spec.key)
    keys = spec.keys
    items = [dict(zip(keys, row, strict=False)) for row in found]
    if spec.finish:
        spec.finish(items, actor)
    if actor.fields:
        fields.apply(actor, spec, items)
    if asked and spec.more:
        spec.more.write(actor, spec, items, asked)
    edge = [(cursor_value(row[place]), row[pk]) for row in (found[0], found[-1])] if found else []
    return {
        "items": items,
        "next": encode(*edge[1], False) if after and edge else None,
        "prev": encode(*edge[0], True) if before and edge else None,
    }


def _walked(
    spec: ListSpec, actor: Actor, query: QueryDict, order: Order, cursor: str, paths: list[str], limit: int, *, told: bool
) -> list[tuple[Any, ...]] | None:
    """A page's rows among those that lie nearest in the list's order; None where these are too few. See `Walk`."""
    if spec.walk is None or not spec.walk.goes(actor, order):
        return None
    rows, ordered, backward = window(spec.near.narrowed(actor, query), order, cursor)
    table, _, _ = window(rows.model._default_manager.all(), order, cursor)
    nearest = table.order_by(*ordered).values("pk")
    for times in _NEAR:
        near = rows.filter(pk__in=nearest[: limit * times])
        held = rows_of(near, paths, ordered, (spec.code, order, backward), limit, told=told, ways=False)
        if len(held) == limit:
            return held
    return None


def summary(spec: ListSpec, actor: Actor, query: QueryDict) -> dict[str, Any]:
    """Counts exact to 10,000 and capped beyond; sums when the count is exact or they are asked for."""
    rows = spec.narrowed(actor, query).order_by()
    count = rows.values("pk")[: COUNT_CAP + 1].count()
    narrowed = bool(query.getlist("filter") or query.get("q"))
    total = spec.visible(actor).order_by().values("pk")[: COUNT_CAP + 1].count() if narrowed else count
    sums: dict[str, Any] | None = None
    wanted = [c for c in fields.columns(actor, spec) if c.sum]
    if wanted and (count <= COUNT_CAP or query.get("sums") == "1"):
        sums = rows.aggregate(**{f"sum_{c.key}": Sum(c.source) for c in wanted})
        sums = {c.key: _zero(sums[f"sum_{c.key}"], c) for c in wanted}
    return {
        "count": min(count, COUNT_CAP),
        "capped": count > COUNT_CAP,
        "total": min(total, COUNT_CAP),
        "total_capped": total > COUNT_CAP,
        "sums": sums,
    }


def _zero(value: Any, col: Col) -> Any:
    if value is None:
        return "0.00" if col.type == "money" else 0
    return value


def describe(spec: ListSpec, actor: Actor, language: str) -> dict[str, Any]:
    """Columns, filters and sorts in the reader's language, as far as his field rules show them."""
    en = language.startswith("en")
    ruled = fields.plan(actor, spec)
    more = spec.more.shown(actor, spec) if spec.more else []
    masked = {c.key for c in more if fields.mode(actor, spec.resource, c.key)}
    filters = [*spec.known_filters, *(spec.more.filters(actor) if spec.more else ())]
    return {
        "code": spec.code,
        "title": spec.en if en else spec.zh,
        "default_sort": spec.default_sort,
        "searchable": spec.search is not None,
        "left_out": sorted(key for key, (how, _) in ruled.items() if how == "hide"),
        "closed": sorted({*ruled, *(f.key for f in filters if not fields.may_ask(actor, spec, f.field or f.key))}),
        "columns": [
            {
                "key": c.key,
                "label": c.en if en else c.zh,
                "type": c.type,
                "sortable": bool(c.sort) and c.key not in ruled,
                "sum": c.sum and c.key not in ruled,
                "choices": _options(c.choices, en),
                "masked": c.key in ruled or c.key in masked,
            }
            for c in (*fields.columns(actor, spec), *more)
            if not c.hidden
        ],
        "filters": [_filter(f, actor, en) for f in filters if fields.may_ask(actor, spec, f.field or f.key)],
    }


def _filter(item: Filter, actor: Actor, en: bool) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": item.en if en else item.zh,
        "type": item.type,
        "ops": list(item.ops),
        "choices": _options(item.options(actor), en),
    }


def _options(choices: Choices | None, en: bool) -> list[dict[str, str]] | None:
    return None if choices is None else [{"value": v, "label": e if en else z} for v, z, e in choices]


def rows_for_export(
    spec: ListSpec, actor: Actor, query: QueryDict, columns: list[str], language: str, *, chunk: int = 500
) -> tuple[list[Col], Iterator[list[list[Any]]]]:
    """The columns, and all rows of the query in its order, in chunks; what is invisible in the list is absent here too."""
    more = spec.more.shown(actor, spec) if spec.more else []
    by_key = {c.key: c for c in (*fields.columns(actor, spec), *more) if not c.hidden}
    unknown = [k for k in columns if k not in by_key]
    if unknown:
        raise BadQuery(field="columns", what=unknown[0])
    chosen = [by_key[k] for k in columns] if columns else list(by_key.values())

    def chunks() -> Iterator[list[list[Any]]]:
        step = query.copy()
        step["size"] = str(min(chunk, MAX_SIZE))
        step["more"] = ",".join(c.key for c in chosen if c in more)
        while True:
            found = page(spec, actor, step)
            if found["items"]:
                yield [[_shown(c, _cell(item, c.key), language) for c in chosen] for item in found["items"]]
            if not found["next"]:
                return
            step["cursor"] = found["next"]

    return chosen, chunks()


def _cell(item: Row, key: str) -> Any:
    return item["facts"].get(key.removeprefix(ADDED)) if key.startswith(ADDED) else item.get(key)


def _shown(col: Col, value: Any, language: str) -> Any:
    if col.choices is not None:
        labels = {v: (e if language.startswith("en") else z) for v, z, e in col.choices}
        value = [labels.get(v, v) for v in value] if isinstance(value, list) else labels.get(value, value)
    if isinstance(value, bool):
        return ("Yes" if value else "No") if language.startswith("en") else ("是" if value else "否")
    if isinstance(value, list):
        return "、".join(str(v) for v in value)
    return value


def _size(query: QueryDict) -> int:
    try:
        return min(max(int(query.get("size", "50")), 1), MAX_SIZE)
    except ValueError:
        raise BadQuery(field="size", what=query.get("size")) from None
