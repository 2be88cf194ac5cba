"""The import of people, teams and machines: one row is one resource. A colleague is known by the e-mail of his account."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from dougong.accounts.models import Department, User, email_key
from dougong.imports.cleaning import Offer, Problem
from dougong.imports.mapping import SYNONYMS, TargetField
from dougong.imports.targets import ImportTarget, Judged, Outcome, RowValues, Run, Step, Undone, register
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index
from dougong.kit.errors import BusinessError
from dougong.kit.money import Money
from dougong.projects.choices import CALENDARS
from dougong.staffing import choices, services
from dougong.staffing.models import Assignment, Resource, ResourceSkill, Skill
from dougong.staffing.policies import RESOURCE

FIELDS = (
    TargetField(
        "name", "名称", "Name", "text", ("姓名", "资源", "资源名称", "班组", "设备", "设备名称", "resource"), True, 80
    ),
    TargetField("kind", "类别", "Kind", "choice", ("类型", "资源类别", "资源类型", "type"), choices=choices.KINDS),
    TargetField("email", "账号邮箱", "Account's e-mail", "email", SYNONYMS["email"], max_length=120),
    TargetField("department", "部门", "Department", "text", ("所属部门", "部门名称"), max_length=120),
    TargetField(
        "capacity", "数量（%）", "Capacity (%)", "number", ("数量", "最大单位", "max units", "units"), max_length=6
    ),
    TargetField("calendar", "日历", "Calendar", "choice", ("工作日历",), choices=CALENDARS),
    TargetField("region", "所在地", "Place", "region", ("地区", "驻地", "location")),
    TargetField("rate", "费率（元/时）", "Rate (¥/h)", "amount", ("费率", "标准费率", "单价", "standard rate", "rate")),
    TargetField("overtime_rate", "加班费率（元/时）", "Overtime rate (¥/h)", "amount", ("加班费率", "overtime rate")),
    TargetField("skills", "技能", "Skills", "text", ("技能等级", "skill"), max_length=300),
    TargetField("from_on", "到位", "From", "date", ("到位日期", "进场日期", "available from")),
    TargetField("until_on", "离场", "Until", "date", ("离场日期", "退场日期", "available to")),
)
_PLAIN = ("capacity", "calendar", "region", "rate", "overtime_rate", "from_on", "until_on")
_SEPARATORS = re.compile(r"\s*[、,，;；/|]\s*")
_LEVEL = re.compile(r"^(.*?)[\s:：(（]*([1-5])\s*级?[)）]?$")
#: Who is said to have a skill without a level works alone.
_ALONE = 3


class Known:
    """What the rows may name: read once for all rows of a chunk."""

    def __init__(self, rows: list[RowValues]) -> None:
        emails = {email_key(row.values["email"]) for row in rows if "email" in row.values}
        people = User.objects.filter(email_index__in=emails, kind="staff", is_active=True)
        self.people = {user.email: user for user in people if user.email}
        names = {row.values["name"] for row in rows}
        held = Resource.objects.filter(user__isnull=True, archived_at__isnull=True, name__in=names)
        self.named = {(row.kind, row.name): row for row in held.order_by("-pk")}
        mine = Resource.objects.filter(user__in=[user.pk for user in self.people.values()])
        self.of_people = {row.user_id: row for row in mine}
        self.departments: dict[str, list[uuid.UUID]] = {}
        for pk, name in Department.objects.filter(archived_at__isnull=True).values_list("pk", "name"):
            self.departments.setdefault(name, []).append(pk)
        self.skills = dict(Skill.objects.filter(archived_at__isnull=True).values_list("name", "pk"))

    def found(self, values: dict[str, Any]) -> Resource | None:
        user = self.people.get(values.get("email", ""))
        return self.of_people.get(user.pk) if user is not None else self.named.get((_kind(values), values["name"]))


def _kind(values: dict[str, Any]) -> str:
    return "person" if "email" in values else str(values.get("kind", "team"))


def _skills(text: str) -> dict[str, int]:
    """焊接 4、BIM(3)、测量: levels by name."""
    found: dict[str, int] = {}
    for part in _SEPARATORS.split(text.strip()):
        level = _LEVEL.match(part)
        if part:
            found[level[1].strip() if level else part] = int(level[2]) if level else _ALONE
    return found


def check_rows(actor: Actor, rows: list[RowValues]) -> list[Judged]:
    """What each row would do, in a fixed number of queries."""
    known = Known(rows)
    out = []
    for row in rows:
        problems = [p for p in (_account(row, known), _department(row, known), *_unknown_skills(row, known)) if p]
        key = (
            f"email:{blind_index(row.values['email'])}"
            if "email" in row.values
            else f"{_kind(row.values)}:{row.values['name']}"
        )
        held = known.found(row.values)
        out.append(Judged("new" if held is None else "update", key, held.pk if held else None, problems))
    return out


def _account(row: RowValues, known: Known) -> Problem | None:
    if "email" not in row.values or row.values["email"] in known.people:
        return None
    zh, en = (
        "没有这个邮箱的在用账号；外部人员把这一格留空。",
        "No account in use has it; leave it empty for somebody from outside.",
    )
    return Problem("email", "account_unknown", zh, en, "error", (Offer("", "这一格留空", "Leave the cell empty"),))


def _department(row: RowValues, known: Known) -> Problem | None:
    text = row.values.get("department", "")
    if not text or "email" in row.values or len(known.departments.get(text, ())) == 1:
        return None
    offer = (Offer("", "这一格留空", "Leave the cell empty"),)
    if text in known.departments:
        return Problem(
            "department",
            "department_ambiguous",
            f"有几个部门叫「{text}」。",
            f"Several are called “{text}”.",
            "ask",
            offer,
        )
    return Problem(
        "department", "department_unknown", f"没有部门「{text}」。", f"There is no department “{text}”.", "ask", offer
    )


def _unknown_skills(row: RowValues, known: Known) -> list[Problem]:
    missing = [name for name in _skills(row.values.get("skills", "")) if name not in known.skills]
    if not missing or row.answers.get("skills:skill_unknown"):
        return []
    zh, en = (
        f"技能词典里没有「{missing[0]}」，不导入它。",
        f"The dictionary has no skill “{missing[0]}”; it is left out.",
    )
    return [
        Problem(
            "skills",
            "skill_unknown",
            zh,
            en,
            "ask",
            (Offer("", "知道了，导入其余", "Import the rest", "keep"),),
            keep=False,
        )
    ]


def commit_rows(actor: Actor, run: Run, rows: list[RowValues]) -> list[Outcome]:
    known = Known(rows)
    out = []
    for row in rows:
        held = Resource.objects.filter(pk=row.object_id).first() if row.object_id else known.found(row.values)
        try:
            out.append(_write(actor, row.values, held, known))
        except BusinessError as error:
            problem = Problem(error.field or "name", error.code, error.sentence("zh"), error.sentence("en"))
            out.append(Outcome("rejected", problem=problem))
    return out


def _write(actor: Actor, given: dict[str, Any], held: Resource | None, known: Known) -> Outcome:
    """A cell that is empty says nothing."""
    values = {name: _value(name, given[name]) for name in _PLAIN if name in given}
    places = known.departments.get(given.get("department", ""), ())
    if "email" not in given and len(places) == 1:
        values["department_id"] = places[0]
    skills = {
        known.skills[name]: level for name, level in _skills(given.get("skills", "")).items() if name in known.skills
    }
    before: dict[str, Any] = {}
    if held is None:
        user = known.people.get(given.get("email", ""))
        who: dict[str, Any] = {"user_id": user.pk} if user else {"name": given["name"]}
        held = services.create_resource(actor, kind=_kind(given), **who, **values)
        verdict = "new"
    else:
        verdict, before = "update", _state(held)
        differs = {name: value for name, value in values.items() if value != getattr(held, name)}
        if differs:
            held = services.update_resource(actor, resource_id=held.pk, version=None, **differs)
        if not differs and skills.items() <= before["skills"].items():
            return Outcome("unchanged", held.pk)
    if skills:
        own = dict(ResourceSkill.objects.filter(resource=held).values_list("skill_id", "level"))
        services.set_skills(actor, resource_id=held.pk, skills=list({**own, **skills}.items()))
        held.refresh_from_db()
    return Outcome(verdict, held.pk, {"before": _sealed(before), "version": held.version})


def _value(name: str, text: Any) -> Any:
    if name in ("rate", "overtime_rate"):
        return Money(text)
    return dt.date.fromisoformat(text) if name.endswith("_on") else int(text) if name == "capacity" else text


def _state(row: Resource) -> dict[str, Any]:
    skills = dict(ResourceSkill.objects.filter(resource=row).values_list("skill_id", "level"))
    return {**{name: getattr(row, name) for name in (*_PLAIN, "department_id")}, "skills": skills}


def _sealed(state: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps it."""
    found = {name: None if value is None else str(value) for name, value in state.items() if name != "skills"}
    return {**found, "skills": {str(pk): level for pk, level in state.get("skills", {}).items()}} if state else {}


def plan_undo(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    """Who was changed since, or is assigned to a task, stays as he is."""
    ids = [pk for pk, _ in changes]
    held = {row.pk: row for row in Resource.objects.filter(pk__in=ids).select_related("user")}
    used = set(Assignment.objects.filter(resource__in=ids).values_list("resource_id", flat=True))
    return [_fate(held.get(pk), pk, [step.undo for step in steps if step.undo], pk in used) for pk, steps in changes]


def _fate(row: Resource | None, pk: uuid.UUID, undos: list[dict[str, Any]], used: bool) -> Undone:
    if row is None:
        return Undone(pk, "keep", why="gone")
    if not undos:
        return Undone(pk, "restore", row.title)
    if row.version != undos[-1]["version"]:
        return Undone(pk, "keep", row.title, why="changed")
    made = not undos[0]["before"]
    if made and used:
        return Undone(pk, "keep", row.title, why="used")
    return Undone(pk, "remove" if made else "restore", row.title)


def undo_rows(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    planned = plan_undo(actor, run, changes)
    for (pk, steps), one in zip(changes, planned, strict=True):
        undos = [step.undo for step in steps if step.undo]
        if one.act == "remove":
            services.set_archived(actor, resource_ids=[pk], archived=True)
        elif one.act == "restore" and undos:
            _restore(actor, pk, undos[0]["before"])
    return planned


def _restore(actor: Actor, pk: uuid.UUID, before: dict[str, Any]) -> None:
    values: dict[str, Any] = {name: before[name] and _value(name, before[name]) for name in _PLAIN}
    held = Resource.objects.get(pk=pk)
    if held.user_id is None:
        values["department_id"] = uuid.UUID(before["department_id"]) if before["department_id"] else None
    services.update_resource(actor, resource_id=pk, version=None, **values)
    services.set_skills(
        actor, resource_id=pk, skills=[(uuid.UUID(key), level) for key, level in before["skills"].items()]
    )


register(
    ImportTarget(
        code="resources",
        resource=RESOURCE,
        zh="资源",
        en="People and equipment",
        fields=FIELDS,
        check_rows=check_rows,
        commit_rows=commit_rows,
        undo_rows=undo_rows,
        plan_undo=plan_undo,
        shown=("name", "kind", "capacity", "rate", "skills"),
        closed=True,
    )
)
