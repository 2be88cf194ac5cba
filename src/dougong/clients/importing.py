"""The import of clients: its fields, what makes a row good, and how rows become dossiers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import replace
from typing import Any

from dougong.accounts.models import User
from dougong.clients import choices, standard
from dougong.clients.models import Client, ClientAlias, Contact
from dougong.clients.services import intake, taking_back
from dougong.clients.services.again import Again
from dougong.clients.services.intake import ClientRow
from dougong.clients.services.lookup import Known, identity, name_of, other_identity
from dougong.forms.checking import check
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import own_fields
from dougong.imports.cleaning import Offer, Problem
from dougong.imports.mapping import SYNONYMS, TargetField
from dougong.imports.targets import ImportTarget, Judged, Outcome, RowValues, Run, Step, Undone, add_fields, register
from dougong.kit.actor import Actor
from dougong.kit.formats import normalise_name
from dougong.kit.ids import parse_id
from dougong.kit.registry import ADDED, resource

CLIENT = "clients.client"
_OWNER = (
    "客户经理",
    "业务员",
    "销售",
    "销售代表",
    "销售人员",
    "跟进人",
    "责任人",
    "我方负责人",
    "归属人",
    "account owner",
)
_AGENT = ("经办人", "负责人", "经办", "handled by")
_PERSON = tuple(n for n in SYNONYMS["person"] if n not in _AGENT)
_REGION = ("省份", "省市", "所在地区", "所在地", "城市", "区域", "省", "省份城市", "province", "city", "area")
_KIND = ("客户类别", "客户类型", "单位类型", "单位性质", "client type", "type")
_CREATED = (
    "创建时间", "创建日", "建档日期", "建档时间", "录入日期", "录入时间", "登记日期", "登记时间", "created", "created at", "create time",
)  # fmt: skip
_AUTHOR = ("录入人", "录入人员", "录入者", "建档人", "登记人", "创建者", "author", "creator", "entered by")

FIELDS = (
    TargetField("name", "客户名称", "Client", "company", SYNONYMS["company"], True, 120),
    TargetField("uscc", "统一社会信用代码", "Credit code", "uscc", SYNONYMS["uscc"]),
    TargetField("phone", "电话", "Phone", "phone", SYNONYMS["phone"]),
    TargetField("person", "联系人", "Contact", "person", _PERSON, max_length=60),
    TargetField("agent", "经办人或负责人", "Handled by", "person", _AGENT, max_length=60),
    TargetField("email", "邮箱", "E-mail", "email", SYNONYMS["email"], max_length=120),
    TargetField("address", "地址", "Address", "address", SYNONYMS["address"]),
    TargetField("region", "地区", "Region", "region", _REGION),
    TargetField("industry", "行业", "Industry", "text", SYNONYMS["industry"], max_length=40),
    TargetField("kind", "客户类型", "Type", "choice", _KIND, choices=choices.CLIENT_KINDS),
    TargetField("legal_rep", "法定代表人", "Legal representative", "person", SYNONYMS["legal_rep"], max_length=40),
    TargetField("source", "客户来源", "Source", "text", SYNONYMS["source"], max_length=40),
    TargetField("since", "首次合作日期", "Client since", "date", SYNONYMS["since"]),
    TargetField("website", "网站", "Website", "text", ("网址", "官网", "公司网站", "url", "homepage"), max_length=120),
    TargetField("business", "经营范围", "Business", "text", ("主营业务", "主要业务", "business scope"), max_length=300),
    TargetField("owner", "我方负责人", "Our owner", "person", _OWNER, max_length=60),
    TargetField("contract_total", "累计合同额", "Contracts so far", "amount", SYNONYMS["contract_total"]),
    TargetField("facts.turnover", "年营业额", "Turnover", "amount", SYNONYMS["turnover"]),
    TargetField("facts.staff", "员工人数", "Employees", "number", SYNONYMS["employees"]),
    TargetField("source_created_on", "创建日期", "Created on", "date", _CREATED),
    TargetField("source_author", "创建人", "Created by", "person", _AUTHOR, max_length=60),
    TargetField("note", "备注", "Notes", "text", SYNONYMS["notes"], max_length=2000),
)
_DIRECT = (
    "name", "uscc", "kind", "industry", "region", "address", "phone", "email", "website", "legal_rep", "business",
    "source", "source_author",
)  # fmt: skip
_DAYS = ("since", "source_created_on")
_LABELS = {f.key: (f.zh, f.en) for f in FIELDS} | {
    "contacts": ("联系人", "Contact"),
    "archived_at": ("归档", "Archived"),
    "source_author_id": ("创建人", "Created by"),
}
#: No field of a dossier holds these: contract sums come from contracts. They are kept on the timeline.
_FACTS = ("contract_total", "other_phones")
_WORDS = {f.key: f.zh for f in FIELDS} | {"other_phones": "其他电话"}
SAME_NAME = "name:same_name"
#: Names that were looked up, kept at once.
KEPT = 5_000


class _Colleagues:
    """Active staff by name; a name that two share is nobody's."""

    def __init__(self) -> None:
        rows = list(User.objects.filter(kind="staff", is_active=True).values_list("name", "pk", "department_id"))
        often = Counter(name for name, _, _ in rows)
        self._by_name = {normalise_name(n): (pk, department) for n, pk, department in rows if often[n] == 1}
        self._asked: dict[str, tuple[uuid.UUID, uuid.UUID | None] | None] = {}

    def find(self, name: str | None) -> tuple[uuid.UUID, uuid.UUID | None] | None:
        """Rows name the same few again and again."""
        if not name:
            return None
        if name not in self._asked:
            if len(self._asked) >= KEPT:
                self._asked.clear()
            self._asked[name] = self._by_name.get(normalise_name(name))
        return self._asked[name]


_KINDS = {"amount": "amount", "date": "date", "region": "region", "choice": "choice"}


def _defined() -> list[FieldDef]:
    """The fields of dossiers that a column may fill: secret ones and documents it may not."""
    every = (*standard.FIELDS, *own_fields(CLIENT))
    return [f for f in every if not f.removed and not f.secret and f.type != "file"]


def _more_fields() -> list[TargetField]:
    return [
        TargetField(
            f"{ADDED}{f.key}", f.zh, f.name_en, _KINDS.get(f.type, "text"), choices=f.choices,
            max_length=5000 if f.type == "long_text" else f.max_length or 200,
        )
        for f in _defined()
    ]  # fmt: skip


class _Facts:
    """The defined fields of some rows, as they are kept, with what is wrong in them."""

    def __init__(self, rows: list[RowValues], defined: dict[str, FieldDef], colleagues: _Colleagues) -> None:
        self._names = sorted({name for row in rows for name in row.values if name.startswith(ADDED)})
        self._fields = {name: defined[name] for name in self._names if name in defined}
        self._colleagues = colleagues

    def of(self, row: RowValues) -> tuple[dict[str, Any], list[Problem]]:
        given = {name.removeprefix(ADDED): row.values[name] for name in self._names if name in row.values}
        if not given:
            return {}, []
        for key in [k for k in given if (f := self._fields.get(f"{ADDED}{k}")) and f.type == "person"]:
            found = self._colleagues.find(given[key])
            given[key] = str(found[0]) if found else given[key]
        good, faults = check(self._fields.values(), given)
        offers = (Offer("", "这一格留空", "Leave the cell empty"),) if faults else ()
        problems = [Problem(f"{ADDED}{f.field}", "fact_wrong", f.zh, f.en, "error", offers) for f in faults]
        return {f"{ADDED}{k}": v for k, v in good.items() if v is not None}, problems


class _Prepared:
    """Of each row: what makes a ClientRow, and what is wrong in it. Asks no database: see `ImportTarget.prepare`."""

    def __init__(self, colleagues: _Colleagues, defined: dict[str, FieldDef], commits: bool) -> None:
        self._colleagues, self._defined, self._commits = colleagues, defined, commits

    def __call__(self, rows: list[RowValues]) -> list[tuple[tuple[Any, ...], list[Problem]]]:
        facts = _Facts(rows, self._defined, self._colleagues)
        return [self._of(row, *facts.of(row)) for row in rows]

    def _of(self, row: RowValues, facts: dict[str, Any], wrong: list[Problem]) -> tuple[tuple[Any, ...], list[Problem]]:
        made = _row(row, self._colleagues, facts)
        values, contact = made[1], made[2]
        named = identity(values, row.folds), other_identity(values, row.folds)
        more = intake.of_new(values, contact) if self._commits else ()
        return (*made, *named, *more), [*_owner_problems(row, self._colleagues), *wrong]


def prepare(run: Run, commits: bool) -> _Prepared:
    return _Prepared(_Colleagues(), {f"{ADDED}{f.key}": f for f in _defined()}, commits)


def _row(row: RowValues, colleagues: _Colleagues, defined: dict[str, Any]) -> tuple[Any, ...]:
    """The row in the form in which clients are written: what a ClientRow begins with. 经办人 or 负责人 is our colleague where the
    name says so, else the client's contact."""
    values = row.values
    direct: dict[str, Any] = {k: values[k] for k in _DIRECT if k in values}
    direct |= {k: dt.date.fromisoformat(values[k]) for k in _DAYS if k in values}
    direct |= defined
    agent = values.get("agent")
    ours = colleagues.find(agent)
    owner = colleagues.find(values.get("owner")) or ours
    agent = None if ours else agent
    person = values.get("person") or agent
    contact = {"name": person, "phone": values.get("phone", ""), "email": values.get("email", "")} if person else {}
    facts = {k: values[k] for k in _FACTS if k in values}
    if values.get("person") and agent and agent != person:
        facts["agent"] = agent
    same_as = parse_id(row.answers[SAME_NAME]) if SAME_NAME in row.answers else None
    author = colleagues.find(values.get("source_author"))
    if author is not None:
        direct["source_author_id"] = author[0]
    note = _note(facts, values.get("note", "")) if facts or "note" in values else ""
    return row.number, direct, contact, owner, facts, note, same_as, row.folds


def _note(facts: dict[str, str], note: str) -> str:
    """What has no field of its own, as the timeline says it."""
    return "；".join([*(f"{_WORDS[key]} {value}" for key, value in facts.items()), *([note] if note else [])])


def check_rows(actor: Actor, rows: list[RowValues]) -> list[Judged]:
    """What each row would do, in a fixed number of queries."""
    wanted = [ClientRow(*row.ready[0]) for row in rows]
    known = Known(wanted)
    ids = [c.pk for c in known.clients] + [c.pk for found in known.namesakes.values() for c in found]
    seen = set(resource(CLIENT).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    mine = set(resource(CLIENT).rows_for(actor, "update").filter(pk__in=ids).values_list("pk", flat=True))
    away = _away(actor, wanted)
    again = Again(actor)
    people: dict[uuid.UUID, dict[str, Contact]] = {}
    for person in Contact.objects.filter(client_id__in=ids, archived_at__isnull=True):
        people.setdefault(person.client_id, {})[person.name] = person
    out = []
    for row, want in zip(rows, wanted, strict=True):
        problems = list(row.ready[1])
        client = known.find(want.key, want.same_as)
        if client is None:
            problems += [*_namesake(row, want, known, seen), *_merged_away(row, want, away)]
            out.append(Judged("new", want.key, None, problems, want.alias))
        elif client.pk not in mine:
            out.append(Judged("rejected", "", None, [*problems, _taken(want)]))
        else:
            same = _unchanged(client, want, people.get(client.pk, {}))
            problems += [] if same else _looked_at(again, client, want)
            out.append(Judged("unchanged" if same else "update", want.key, client.pk, problems, want.alias))
    return out


def _owner_problems(row: RowValues, colleagues: _Colleagues) -> list[Problem]:
    name = row.values.get("owner")
    if not name or colleagues.find(name) or row.answers.get("owner:owner_unknown"):
        return []
    offer = Offer("", "这一格留空", "Leave the cell empty")
    zh, en = f"没有叫「{name}」的在职同事。", f"No active colleague is called “{name}”."
    return [Problem("owner", "owner_unknown", zh, en, "ask", (offer,))]


def _namesake(row: RowValues, want: ClientRow, known: Known, seen: set[uuid.UUID]) -> list[Problem]:
    """A row with neither code nor phone whose name is known: only a person can tell whether it is the same."""
    if want.values.get("uscc") or want.values.get("phone") or row.answers.get(SAME_NAME):
        return []
    found = [c for c in known.namesakes.get(name_of(want.values, want.folds), []) if c.pk in seen]
    if not found:
        return []
    other = found[0]
    offer = Offer("", "视为同一客户并更新", "Same client: update it", str(other.pk))
    zh, en = (
        "没有信用代码和电话，而已有同名客户。",
        "It has neither code nor phone, and there is a client of this name.",
    )
    return [Problem("name", "same_name", zh, en, "ask", (offer,))]


def _taken(want: ClientRow) -> Problem:
    """Says nothing of the other dossier: it is outside what the actor may see or change."""
    field = "uscc" if want.values.get("uscc") else "name"
    zh, en = (
        "这个客户已有档案，由别的同事负责，您不能改。",
        "There is a dossier of this client which is not yours to change.",
    )
    return Problem(field, "client_of_others", zh, en)


def _away(actor: Actor, wanted: list[ClientRow]) -> dict[str, Client | None]:
    """Codes of dossiers that were merged, with the one that bears them now; None where the actor does not see it."""
    codes = {want.values["uscc"] for want in wanted if want.values.get("uscc")}
    found = dict(ClientAlias.objects.filter(uscc__among=codes).values_list("uscc", "client_id"))
    seen = resource(CLIENT).visible_to(actor).filter(pk__in=set(found.values()))
    clients = {c.pk: c for c in seen} if found else {}
    return {code: clients.get(pk) for code, pk in found.items()}


def _merged_away(row: RowValues, want: ClientRow, away: dict[str, Client | None]) -> list[Problem]:
    """A code whose dossier is part of another now: taken as it stands it would be there twice again."""
    code = want.values.get("uscc") or ""
    if code not in away or row.answers.get("uscc:merged_away"):
        return []
    now = away[code]
    if now is None:
        zh, en = "这个代码的档案已并入另一份。", "The dossier of this code was merged into another."
        return [Problem("uscc", "merged_away", zh, en, "ask")]
    zh, en = f"这个代码的档案已并入「{now.name}」。", f"The dossier of this code was merged into “{now.name}”."
    offers = (Offer(now.uscc, f"改用它的代码 {now.uscc}", f"Use its code {now.uscc}"),) if now.uscc else ()
    return [Problem("uscc", "merged_away", zh, en, "ask", offers)]


def _looked_at(again: Again, client: Client, want: ClientRow) -> list[Problem]:
    """Of a dossier in force: that the change is looked at again before it is in force, or that nobody can."""
    fields = again.fields(client, [n for n, v in want.values.items() if client.held(n) != v])
    if not fields:
        return []
    if not again.has_decider(client):
        return [_undecided(fields[0])]
    zh, en = "这份档案已生效：改了这一项，要重新审批。", "This dossier is in force: the change is to be approved again."
    return [Problem(fields[0], "asks_review", zh, en, "note", keep=False)]


def _undecided(field: str) -> Problem:
    zh, en = "改了这一项要审批，而没有人能审。", "This change needs a decision, and there is nobody to decide."
    return Problem(field, "nobody_decides", zh, en)


def _unchanged(client: Client, want: ClientRow, people: dict[str, Contact]) -> bool:
    if client.archived_at is not None or (want.owner and client.owner_id is None):
        return False
    if any(client.held(name) != value for name, value in want.values.items()):
        return False
    person = people.get(want.contact.get("name", ""))
    if want.contact and person is None:
        return False
    return all(not value or getattr(person, name) == value for name, value in want.contact.items())


def commit_rows(actor: Actor, run: Run, rows: list[RowValues]) -> list[Outcome]:
    if not run.held:  # asked once for all chunks
        run.held.update(owner=_default_owner(run))
    owner = run.held["owner"]
    wanted = [_known_as(ClientRow(*row.ready[0]), row.object_id) for row in rows]
    written = intake.write_rows(actor, rows=wanted, import_id=run.batch_id, filename=run.filename, owner=owner)
    return [
        Outcome("rejected", problem=_taken(want) if one.verdict == "refused" else _undecided("name"))
        if one.verdict in ("refused", "undecided")
        else Outcome(one.verdict, one.client_id, one.undo)
        for one, want in zip(written, wanted, strict=True)
    ]


def _known_as(want: ClientRow, client_id: uuid.UUID | None) -> ClientRow:
    """Without a code a row means the client that the check found, or that an earlier row became."""
    found = client_id if want.same_as is None and not want.values.get("uscc") else None
    return want if found is None else replace(want, same_as=found)


def _default_owner(run: Run) -> tuple[uuid.UUID, uuid.UUID | None] | None:
    owner_id = parse_id(run.options.get("owner_id"))
    found = User.objects.filter(pk=owner_id, kind="staff", is_active=True) if owner_id else User.objects.none()
    person = found.values_list("pk", "department_id").first()
    return (person[0], person[1]) if person else None


def undo_rows(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    origin = {"import_id": str(run.batch_id), "filename": run.filename}
    return taking_back.take_back(actor, changes, _LABELS, origin)


def plan_undo(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    return taking_back.plan(actor, changes, _LABELS)


add_fields("clients", _more_fields)
register(
    ImportTarget(
        code="clients",
        resource=CLIENT,
        zh="客户",
        en="Clients",
        fields=FIELDS,
        check_rows=check_rows,
        commit_rows=commit_rows,
        undo_rows=undo_rows,
        plan_undo=plan_undo,
        prepare=prepare,
        options=("owner_id",),
        shown=("name", "uscc", "phone", "person", "address", "since"),
    )
)
