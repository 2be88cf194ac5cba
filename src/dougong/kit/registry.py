"""What each app tells about its records, so that lower parts can walk them without knowing the apps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from dougong.kit.actor import Actor, FieldMode
from dougong.kit.memo import Memo

RowFilter = Callable[[Actor, str], Q]
ContactFilter = Callable[[Actor], Q]
Words = Mapping[str, tuple[str, str]]
#: What an action is called, where a resource does not say otherwise.
ACTION_WORDS: dict[str, tuple[str, str]] = {
    "view": ("查看", "See"),
    "create": ("新建", "Create"),
    "update": ("修改", "Change"),
    "archive": ("归档", "Archive"),
    "purge": ("彻底删除", "Purge"),
    "export": ("导出", "Export"),
    "assign": ("转交", "Hand over"),
    "import": ("导入", "Import"),
    "note": ("写跟进", "Add notes"),
    "reveal": ("显示脱敏内容", "Reveal what is masked"),
    "rotate": ("轮换密钥", "Rotate keys"),
    "erase": ("删除个人信息", "Erase personal data"),
    "reveal_many": ("成批显示脱敏内容", "Reveal in bulk"),
}


@dataclass(frozen=True)
class Field:
    """A field that a role may be shown whole, masked (`mask` says how: phone, email, number, name) or not at all.

    `keys` are where it stands in what leaves: columns of lists, and paths of a record's answer ("contacts.phone").
    `modes` is what a role is shown on a new installation; whole, where nothing is said.
    """

    key: str
    zh: str
    en: str
    mask: str = ""
    keys: tuple[str, ...] = ()
    modes: Mapping[str, FieldMode] = field(default_factory=dict)

    @property
    def places(self) -> tuple[str, ...]:
        return self.keys or (self.key,)


#: What the key of a field begins with that stands in a record's `facts`: those that a company added, and the product's own.
ADDED = "facts."


def added_field(key: str, zh: str = "", en: str = "") -> Field:
    return Field(key, zh or key, en or zh or key, mask="part")


@dataclass(frozen=True)
class Membership:
    """How a row is reached by the members of a project, and for which actions."""

    rows: RowFilter
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a row, as it is found: `field` names the field of the record that it stands in, where it goes by field rules."""

    title: str
    text: str
    subtitle: str = ""
    link: str = ""
    field: str = ""


@dataclass(frozen=True)
class Writing:
    """What is written within a client's dossier and found by what it says, under a heading of its own: the traces on its timeline,
    the texts of its fields. Found by whoever sees the client, and goes with it.

    `path` is the column that holds the client's key, "" for rows that are the clients themselves; `only` a column and those of
    its values that count. `teller()`, asked once for some rows, is what gives the texts of each; `names()` what fields are called
    that texts stand in, in Chinese and English: a text of any other field is not found.
    """

    code: str
    model: type[Model]
    zh: str
    en: str
    teller: Callable[[], Callable[[Any], list[Text]]]
    path: str = ""
    only: tuple[str, tuple[str, ...]] | None = None
    names: Callable[[], Mapping[str, tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Resource:
    """A kind of record.

    `row_filter(actor, action)` is the policy (lazy: it asks nothing of the database or the clock while it is built);
    `contact_filter(actor)` the rows a client's contact may see (none by default).
    `client_path` is the lookup from the record to its client (`""` for the client itself, None when it has none);
    `search_text(obj)` is what may be found (never a personal or secret field); `link` a path of the web app with `{id}`, or
    `search_link(obj)` one. Of a kind with `long_text` the palette, which looks for names, shows nothing.
    `seen_among(actor, keys)` are those of the keys that `visible_to` gives and that are not archived: for a kind whose gate
    goes by other records and is quicker asked record by record. `writings` are texts within it that are found by themselves.
    `grants` are what each role is given on a new installation: `{"sales": "view:own create:own update:own"}`.
    `children` are models reached only through this record, which have no list or link of their own.
    `scopes` are those that make a difference here, beside `member`; `follows` names the record whose reach decides instead.
    `words` are names of its own actions; `fields` those whose showing can be ruled; `added` answers those that a company added.
    """

    code: str
    model: type[Model]
    zh: str
    en: str
    row_filter: RowFilter
    title: Callable[[Any], str] = str
    link: str = ""
    actions: tuple[str, ...] = ("view", "create", "update", "archive", "export")
    client_path: str | None = None
    owner_field: str | None = None
    search_text: Callable[[Any], str] | None = None
    search_subtitle: Callable[[Any], str] | None = None
    search_link: Callable[[Any], str] | None = None
    long_text: bool = False
    seen_among: Callable[[Any, set[Any]], set[Any]] | None = None
    writings: tuple[Writing, ...] = ()
    personal_fields: tuple[str, ...] = ()
    secret_fields: tuple[str, ...] = ()
    contact_filter: ContactFilter | None = None
    children: tuple[type[Model], ...] = ()
    grants: Mapping[str, str] = field(default_factory=dict)
    scopes: tuple[str, ...] = ("own", "department", "tree", "all")
    follows: str = ""
    words: Words = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    added: Callable[[], tuple[Field, ...]] | None = None
    extra_filters: list[RowFilter] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)

    def rows_for(self, actor: Actor, action: str) -> QuerySet[Any]:
        """Rows on which the actor may `action`, derived access included.

        Filters are lazy and depend on nothing but the actor, so what they build is kept as long as he is the same actor (his
        grants' version); only asking the database is done anew.
        """
        if actor.kind == "system":
            return self.model._default_manager.all()
        key = (id(actor), self.code, action)
        kept = _gates.get(key)
        if kept is None or kept[0] is not actor:
            kept = _gates.keep(key, (actor, self._rows_for(actor, action)))
        return kept[1].all()

    def _rows_for(self, actor: Actor, action: str) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        if actor.kind == "contact":
            if self.contact_filter is None or action != "view":
                return rows.none()
            return rows.filter(self.contact_filter(actor))
        allowed = self.row_filter(actor, action)
        if not allowed:  # an empty Q is "everything": nothing can be added to it
            return rows
        for more in self.derived(actor, action):
            allowed |= more
        return rows.filter(allowed)

    def derived(self, actor: Actor, action: str) -> list[Q]:
        """What reaches the actor by other ways than his scope: the projects he is on, the rights of another record."""
        found = [each(actor, action) for each in self.extra_filters]
        if self.memberships and actor.can(self.code, action):
            found += [m.rows(actor, action) for m in self.memberships if action in m.actions]
        return [q for q in found if q]

    def rulable(self) -> tuple[Field, ...]:
        """All fields whose showing can be ruled, with those that the company added: asks the database."""
        return (*self.fields, *self.added()) if self.added else self.fields

    def among(self, keys: Iterable[str]) -> list[Field]:
        """The fields of these keys. Of added ones the place is known from the key, so nothing is asked."""
        wanted = set(keys)
        known = [f for f in self.fields if f.key in wanted]
        return known + [added_field(key) for key in sorted(wanted) if key.startswith(ADDED)] if self.added else known

    def reach(self, action: str) -> tuple[str, ...]:
        """The scopes that a grant of `action` may have, from narrow to wide."""
        member = any(action in m.actions for m in self.memberships)
        return (*(("member",) if member else ()), *self.scopes)

    def visible_to(self, actor: Actor) -> QuerySet[Any]:
        return self.rows_for(actor, "view")


_resources: dict[str, Resource] = {}
_gates: Memo[tuple[int, str, str], tuple[Actor, QuerySet[Any]]] = Memo(10_000)


def register(*items: Resource) -> None:
    for item in items:
        if item.code in _resources and _resources[item.code].model is not item.model:
            raise ValueError(f"two resources are called {item.code}")
        _resources[item.code] = item
    _gates.clear()


def resource(code: str) -> Resource:
    return _resources[code]


def resources() -> Iterator[Resource]:
    return iter(list(_resources.values()))


def resource_of(model: type[Model]) -> Resource | None:
    return next((r for r in _resources.values() if r.model is model), None)


def add_access(code: str, row_filter: RowFilter) -> None:
    """A higher app opens rows of a lower record, e.g. to the members of a project. Return `NOTHING` for none."""
    _resources[code].extra_filters.append(row_filter)
    _gates.clear()


def add_membership(code: str, rows: RowFilter, *, actions: tuple[str, ...] = ("view",)) -> None:
    """A higher app says which rows the members of a project reach; whoever has a grant of the action at all reaches them."""
    _resources[code].memberships.append(Membership(rows, actions))
    _gates.clear()


@dataclass(frozen=True)
class Duty:
    """Two duties that should not meet in one hand: each any of some (resource, action)."""

    code: str
    zh: str
    en: str
    why_zh: str
    why_en: str
    one: tuple[tuple[str, str], ...]
    other: tuple[tuple[str, str], ...]


_duties: dict[str, Duty] = {}


def register_duty(item: Duty) -> None:
    _duties[item.code] = item


def duties() -> Iterator[Duty]:
    return iter(list(_duties.values()))


#: The duties that a company may keep in three hands: to keep the system, to keep rights and keys, to read the record.
POWERS: dict[str, tuple[str, str]] = {
    "system": ("系统管理", "System administration"),
    "security": ("安全管理", "Security administration"),
    "audit": ("安全审计", "Security audit"),
}
_powers: dict[tuple[str, str], str] = {}


def register_power(power: str, code: str, *actions: str) -> None:
    """Which of the three duties these rights belong to. Of a right that reaches own rows or all, only `all` is meant."""
    if power not in POWERS:
        raise ValueError(f"no such power: {power}")
    _powers.update({(code, action): power for action in actions})


def powers() -> Mapping[tuple[str, str], str]:
    return _powers


_vessels: set[str] = set()


def register_vessel(code: str) -> None:
    """One's own records of this kind are nobody's duty: what goes through them (an import of people, of clients) asks for a
    right of its own. Those of others are business."""
    _vessels.add(code)


def vessels() -> frozenset[str]:
    return frozenset(_vessels)


@dataclass(frozen=True)
class Capability:
    """A right that is not about rows: to see the dashboard, to replay what failed."""

    code: str
    zh: str
    en: str
    actions: tuple[str, ...]
    grants: Mapping[str, str]
    words: Words = field(default_factory=dict)


_capabilities: dict[str, Capability] = {}


def register_capability(item: Capability) -> None:
    _capabilities[item.code] = item


def capabilities() -> Iterator[Capability]:
    return iter(list(_capabilities.values()))


def default_grants() -> Iterator[tuple[str, str, str, str]]:
    """(role, resource, action, scope) of a new installation, from all resources and capabilities."""
    items: list[Resource | Capability] = [*_resources.values(), *_capabilities.values()]
    for item in items:
        for role, text in item.grants.items():
            for word in text.split():
                action, _, scope = word.partition(":")
                yield role, item.code, action, scope or "all"
