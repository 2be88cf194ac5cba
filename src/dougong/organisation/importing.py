"""The import of people: one row is one post; a person stands in as many rows as he has posts."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from dougong.accounts.models import Department, Post, Role, User, email_key, phone_key
from dougong.accounts.structure.placing import on_day
from dougong.imports.cleaning import Offer, Problem
from dougong.imports.mapping import SYNONYMS, TargetField
from dougong.imports.targets import ImportTarget, Judged, Outcome, RowValues, Run, Step, Undone, register
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index
from dougong.kit.errors import BusinessError
from dougong.organisation.services import intake
from dougong.organisation.services.intake import PersonRow

USER = "accounts.user"
_YES = ("是", "主", "主岗", "主职", "y", "yes", "true", "1", "main")
_NO = ("否", "兼", "兼岗", "兼职", "副", "n", "no", "false", "0")
_PLACE = ("所属部门", "部门名称", "部门路径", "组织", "所在部门", "department path", "org", "unit")
_TITLE = ("岗位", "职位", "岗位名称", "position", "job title", "post")
_ROLES = ("系统角色", "权限角色", "role")
_MAIN = ("是否主岗", "主兼岗", "主职", "is main")
_SINCE = ("入职日期", "到岗日期", "任职日期", "起始日期", "since", "start date")

FIELDS = (
    TargetField("name", "姓名", "Name", "person", ("员工姓名", "人员", "成员", "name", "full name"), True, 60),
    TargetField("email", "邮箱", "E-mail", "email", SYNONYMS["email"], max_length=120),
    TargetField("phone", "手机", "Phone", "phone", SYNONYMS["phone"]),
    TargetField("department", "部门", "Department", "text", _PLACE, max_length=300),
    TargetField("title", "职务", "Title", "text", _TITLE, max_length=60),
    TargetField("main", "主岗", "Main post", "text", _MAIN, max_length=10),
    TargetField("since", "任职开始", "In the post since", "date", _SINCE),
    TargetField("roles", "角色", "Roles", "text", _ROLES, max_length=200),
)
_SEPARATORS = re.compile(r"\s*[、,，;；/|]\s*")
_STEPS = re.compile(r"\s*[/／\\>＞→]\s*")


class Known:
    """The company as the rows may name it: read once for all rows of a chunk."""

    def __init__(self, actor: Actor, rows: list[RowValues]) -> None:
        self.gives_roles = actor.can(USER, "grant")
        tree = list(Department.objects.filter(archived_at__isnull=True).order_by("path"))
        by_id = {d.pk: d for d in tree}
        self.paths: dict[tuple[str, ...], uuid.UUID] = {}
        self.names: dict[str, list[uuid.UUID]] = {}
        for d in tree:
            steps, up = [d.name], d.parent_id
            while up in by_id:
                steps.insert(0, by_id[up].name)
                up = by_id[up].parent_id
            self.paths[tuple(steps)] = d.pk
            self.names.setdefault(d.name, []).append(d.pk)
        self.roles = {
            name.casefold(): role.code
            for role in Role.objects.filter(archived_at__isnull=True)
            for name in (role.code, role.zh, role.en)
        }
        emails = {email_key(r.values["email"]) for r in rows if "email" in r.values}
        phones = {phone_key(r.values["phone"]) for r in rows if "phone" in r.values}
        self.by_email = {
            u.email: u for u in User.objects.filter(email_index__in=emails).prefetch_related("roles") if u.email
        }
        self.by_phone = {
            u.phone_index: u for u in User.objects.filter(phone_index__in=phones).prefetch_related("roles")
        }
        self.posts: dict[uuid.UUID, list[Post]] = {}
        people = [u.pk for u in (*self.by_email.values(), *self.by_phone.values())]
        for post in Post.objects.filter(on_day(clock.today()), user__in=people):
            self.posts.setdefault(post.user_id, []).append(post)

    def person(self, values: dict[str, Any]) -> User | None:
        found: User | None = self.by_email.get(values.get("email", ""))
        return found or (self.by_phone.get(phone_key(values["phone"])) if "phone" in values else None)

    def department(self, text: str) -> uuid.UUID | None:
        """By its whole path, by the end of one, or by a name that only one has."""
        steps = tuple(part for part in _STEPS.split(text.strip()) if part)
        if steps in self.paths:
            return self.paths[steps]
        ends = [pk for path, pk in self.paths.items() if path[-len(steps) :] == steps] if steps else []
        return ends[0] if len(ends) == 1 else None

    def codes(self, text: str) -> tuple[list[str], list[str]]:
        """(roles, names that are none)."""
        names = [part for part in _SEPARATORS.split(text) if part]
        known = [self.roles[n.casefold()] for n in names if n.casefold() in self.roles]
        return known, [n for n in names if n.casefold() not in self.roles]


def _row(row: RowValues, known: Known) -> PersonRow:
    values = row.values
    text = values.get("department", "")
    place = known.department(text) if text else None
    asked = row.answers.get("department:department_unknown") == "create"
    since = dt.date.fromisoformat(values["since"]) if "since" in values else None
    main = values.get("main", "").casefold()
    return PersonRow(
        name=values["name"],
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        department_id=place,
        new_path=tuple(p for p in _STEPS.split(text.strip()) if p) if text and place is None and asked else (),
        title=values.get("title", ""),
        main=True if main in _YES else False if main in _NO else None,
        since=since,
        roles=known.codes(values.get("roles", ""))[0] if known.gives_roles else [],
    )


def check_rows(actor: Actor, rows: list[RowValues]) -> list[Judged]:
    """What each row would do, in a fixed number of queries."""
    known = Known(actor, rows)
    out = []
    for row in rows:
        problems = [p for p in (_who(row), _main(row), _place(row, known), _roles(row, known)) if p]
        user = known.person(row.values)
        key, alias = _keys(row.values)
        if user is None:
            problems += [p for p in (_no_roles(row, known),) if p]
            out.append(Judged("new", key, None, problems, alias))
        elif user.kind != "staff" or not user.is_active:
            out.append(Judged("rejected", "", None, [*problems, _not_ours(row, user)]))
        else:
            problems += [p for p in (_other_roles(row, user, known),) if p]
            same = intake.unchanged(_row(row, known), user, known.posts.get(user.pk, []))
            out.append(Judged("unchanged" if same else "update", key, user.pk, problems, alias))
    return out


def _keys(values: dict[str, Any]) -> tuple[str, str]:
    """Of whom a row speaks: digests, since these columns are not sealed."""
    keys = [f"{name}:{blind_index(values[name])}" for name in ("email", "phone") if name in values]
    return (keys[0] if keys else "", keys[1] if len(keys) > 1 else "")


def _who(row: RowValues) -> Problem | None:
    if "email" in row.values or "phone" in row.values:
        return None
    zh, en = "邮箱和手机至少填一个，否则登录不了。", "It needs an e-mail or a phone to sign in with."
    return Problem("email", "login_missing", zh, en)


def _main(row: RowValues) -> Problem | None:
    text = row.values.get("main", "")
    if not text or text.casefold() in (*_YES, *_NO):
        return None
    offers = (Offer("是", "改为「是」", "Change to “yes”"), Offer("否", "改为「否」", "Change to “no”"))
    return Problem("main", "main_unreadable", "写「是」或「否」。", "Write yes or no.", "error", offers)


def _place(row: RowValues, known: Known) -> Problem | None:
    text = row.values.get("department", "")
    if not text or known.department(text) or row.answers.get("department:department_unknown") == "create":
        return None
    if len(known.names.get(text, ())) > 1:
        zh, en = (
            f"有几个部门叫「{text}」，写出上级：上级/{text}。",
            f"Several are called “{text}”: write parent/{text}.",
        )
        return Problem("department", "department_ambiguous", zh, en)
    zh, en = f"没有部门「{text}」。", f"There is no department “{text}”."
    offer = Offer("", "导入时新建", "Make it while importing", "create")
    return Problem("department", "department_unknown", zh, en, "ask", (offer,), keep=False)


def _roles(row: RowValues, known: Known) -> Problem | None:
    unknown = known.codes(row.values.get("roles", ""))[1]
    if not unknown:
        return None
    zh, en = f"没有角色「{unknown[0]}」。", f"There is no role “{unknown[0]}”."
    return Problem("roles", "role_unknown", zh, en, "error", (Offer("", "这一格留空", "Leave the cell empty"),))


def _no_roles(row: RowValues, known: Known) -> Problem | None:
    """Where duties are kept apart, whoever keeps people gives no roles."""
    if known.gives_roles or not known.codes(row.values.get("roles", ""))[0]:
        return None
    if row.answers.get("roles:roles_not_yours"):
        return None
    zh, en = (
        "分配角色不归您，这一格不导入；账号建好后由能分配角色的人来给。",
        "To give roles is not yours: this cell is left out, and whoever may gives them later.",
    )
    offer = Offer("", "知道了，导入其余", "Import the rest", "keep")
    return Problem("roles", "roles_not_yours", zh, en, "ask", (offer,), keep=False)


def _other_roles(row: RowValues, user: User, known: Known) -> Problem | None:
    """An import gives rights to new people only: of those who are here they are changed one by one, with a reason."""
    wanted = set(known.codes(row.values.get("roles", ""))[0])
    if wanted <= {role.code for role in user.roles.all()} or row.answers.get("roles:roles_not_changed"):
        return None
    zh, en = (
        "已有的人不随导入改角色，其余照常导入。",
        "Roles of people who are here stay as they are; the rest is imported.",
    )
    offer = Offer("", "知道了，导入其余", "Import the rest", "keep")
    return Problem("roles", "roles_not_changed", zh, en, "ask", (offer,), keep=False)


def _not_ours(row: RowValues, user: User) -> Problem:
    field = "email" if user.email and user.email == row.values.get("email") else "phone"
    if user.kind != "staff":
        return Problem(field, "contact_account", "这是客户联系人的账号。", "This is the account of a client's contact.")
    return Problem(field, "person_inactive", "这个账号已停用，先启用再导入。", "This account is closed; open it first.")


def commit_rows(actor: Actor, run: Run, rows: list[RowValues]) -> list[Outcome]:
    known = Known(actor, rows)
    invites = bool(run.options.get("invite"))
    out = []
    became: dict[str, uuid.UUID] = {}  # of the rows before in this chunk
    for row in rows:
        keys = [key for key in _keys(row.values) if key]
        user = known.person(row.values)
        earlier = next((became[key] for key in keys if key in became), None)
        try:
            done = intake.write(
                actor, _row(row, known), row.object_id or earlier or (user.pk if user else None), invites
            )
        except BusinessError as error:
            done = Outcome("rejected", problem=_refused(error))
        if done.object_id is not None:
            became.update(dict.fromkeys(keys, done.object_id))
        out.append(done)
    return out


def _refused(error: BusinessError) -> Problem:
    return Problem(error.field or "name", error.code, error.sentence("zh"), error.sentence("en"))


def undo_rows(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    planned = plan_undo(actor, run, changes)
    for (user_id, steps), one in zip(changes, planned, strict=True):
        if one.act != "keep":
            intake.take_back(actor, user_id, [step.undo for step in steps if step.undo])
    return planned


def plan_undo(actor: Actor, run: Run, changes: list[tuple[uuid.UUID, list[Step]]]) -> list[Undone]:
    """A person who was changed since, or has signed in, stays as he is."""
    people = User.objects.in_bulk([pk for pk, _ in changes])
    return [_fate(people.get(pk), pk, [step.undo for step in steps]) for pk, steps in changes]


def _fate(user: User | None, user_id: uuid.UUID, undos: list[dict[str, Any]]) -> Undone:
    if user is None:
        return Undone(user_id, "remove")
    real = [undo for undo in undos if undo]
    if not real:
        return Undone(user_id, "restore", user.name)
    if user.version != real[-1].get("version"):
        return Undone(user_id, "keep", user.name, why="changed")
    if user.last_login is not None:
        return Undone(user_id, "keep", user.name, why="used")
    return Undone(user_id, "remove" if real[0].get("made") else "restore", user.name)


register(
    ImportTarget(
        code="people",
        resource=USER,
        zh="成员",
        en="People",
        fields=FIELDS,
        check_rows=check_rows,
        commit_rows=commit_rows,
        undo_rows=undo_rows,
        plan_undo=plan_undo,
        shown=("name", "email", "department", "title", "roles"),
        options=("invite",),
        closed=True,
    )
)
