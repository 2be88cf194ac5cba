"""Why somebody can, or can't, see a record: the role, grant, scope, owner, department, membership or field rule that decides."""

from __future__ import annotations

import dataclasses
import uuid
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from dougong.accounts.granting.held import Held, held_in
from dougong.accounts.granting.matrix import action_word
from dougong.accounts.models import Department, Role, User
from dougong.accounts.policies import ROLES
from dougong.audit.services import note
from dougong.kit.access import require
from dougong.kit.acting import actor_by_id
from dougong.kit.actor import Actor, Scope
from dougong.kit.errors import NotFound
from dougong.kit.ids import parse_id
from dougong.kit.registry import Capability, Resource, capabilities, resource, resources

SCOPE_WORDS: dict[str, tuple[str, str]] = {
    "member": ("参与项目的", "of the projects one is on"),
    "own": ("本人负责的", "one's own"),
    "department": ("本部门的", "of one's department"),
    "tree": ("本部门及下级的", "of one's department and those below"),
    "all": ("全部", "all"),
}


def of_person(asker: Actor, *, user_id: uuid.UUID, code: str, object_id: str, language: str) -> dict[str, Any]:
    """For whoever may explain: of any person and any record. Put on record, since it tells of the record's owner."""
    require(asker, ROLES, "explain")
    item = _item(code)
    person = User.objects.filter(pk=user_id, kind="staff").select_related("department").first()
    if person is None:
        raise NotFound()
    row = _row(item, object_id)
    told = _Reasons(person, item, language).about(row, by_others=True)
    note(asker, "explained", code, object_id=object_id, after={"person": person.name, "visible": told["visible"]})
    known = row is not None and isinstance(item, Resource) and item.visible_to(asker).filter(pk=row.pk).exists()
    return {**told, "person": person.name, "title": item.title(row) if known and isinstance(item, Resource) else None}


def of_oneself(asker: Actor, *, code: str, object_id: str, language: str) -> dict[str, Any]:
    """For whoever was refused: what his roles reach. Of a record he doesn't see it is the same as of none."""
    item = _item(code)
    person = User.objects.filter(pk=asker.user_id, kind="staff").select_related("department").first()
    if person is None:
        raise NotFound()
    row = _row(item, object_id) if isinstance(item, Resource) else None
    if row is not None and isinstance(item, Resource) and not item.visible_to(asker).filter(pk=row.pk).exists():
        row = None
    return {**_Reasons(person, item, language).about(row, by_others=False), "person": person.name, "title": None}


def _item(code: str) -> Resource | Capability:
    every: list[Resource | Capability] = [*resources(), *capabilities()]
    for item in every:
        if item.code == code:
            return item
    raise NotFound()


def _row(item: Resource | Capability, object_id: str) -> Any:
    """The record itself, past the gate: only to explain it."""
    if not isinstance(item, Resource) or not object_id:
        return None
    key: Any = object_id
    kind = item.model._meta.pk.get_internal_type() if item.model._meta.pk else ""
    if kind == "UUIDField":
        key = parse_id(object_id)
    elif kind != "CharField" and not object_id.isdigit():
        key = None
    return item.model._default_manager.filter(pk=key).first() if key is not None else None


class _Reasons:
    """Gathers the sentences for one person and one kind of record."""

    def __init__(self, person: User, item: Resource | Capability, language: str) -> None:
        self.person, self.item, self.en = person, item, language == "en"
        self.roles = {r.code: (r.en if self.en else r.zh) for r in person.roles.all()}
        self.held: Held = held_in(self.roles)
        actor = actor_by_id(person.pk) if person.is_active else None
        self.actor = actor or Actor(person.pk, person.name, "staff", person.department_id)

    def say(self, zh: str, en: str, **values: Any) -> str:
        return (en if self.en else zh).format(**values)

    @property
    def kind(self) -> str:
        return self.item.en if self.en else self.item.zh

    def about(self, row: Any, *, by_others: bool) -> dict[str, Any]:
        if not self.person.is_active:
            return self._no(
                self.say("{name} 的账号已停用。", "{name}'s account is deactivated.", name=self.person.name)
            )
        steps = self._grants()
        if isinstance(self.item, Capability):
            return {"visible": bool(steps), "sentence": "", "steps": steps or [self._nothing()], "fields": []}
        if row is None:
            told = self.say(
                "不在以上范围里的{kind}看不到，也不会告知是否存在。",
                "Any other of {kind} is not shown, nor is it told whether it exists.",
                kind=self.kind,
            )
            if by_others:
                return self._no(self.say("没有这条记录。", "There is no such record."), steps)
            return self._no(told, steps or [self._nothing()])
        visible = self.item.visible_to(self.actor).filter(pk=row.pk).exists()
        ways = self._ways(self.item, row)
        if not visible:
            return self._no(self._outside(row), [*(steps or [self._nothing()])])
        sentence = self.say("{name} 能看到：", "{name} sees it: ", name=self.person.name) + "；".join(ways)
        return {"visible": True, "sentence": sentence, "steps": steps, "fields": self._fields()}

    def _no(self, sentence: str, steps: list[str] | None = None) -> dict[str, Any]:
        return {"visible": False, "sentence": sentence, "steps": steps or [], "fields": []}

    def _nothing(self) -> str:
        if not self.roles:
            return self.say("{name} 没有任何角色。", "{name} has no role.", name=self.person.name)
        return self.say(
            "{roles}没有查看{kind}的权限。",
            "No right to see {kind} comes with {roles}.",
            kind=self.kind,
            roles="、".join(self.roles.values()),
        )

    def _grants(self) -> list[str]:
        """Which role gives the view, and how far."""
        view = "view" if "view" in self.item.actions else (self.item.actions or ("view",))[0]
        word = action_word(self.item, view, self.en)
        found = []
        for role, scope in self.held.sources.get((self.item.code, view), {}).items():
            reach = SCOPE_WORDS[scope][self.en]
            if isinstance(self.item, Resource) and self.item.follows and scope == "all":
                other = resource(self.item.follows)
                reach = self.say(
                    "随{kind}，能看到哪些", "with {kind}: those of", kind=other.en if self.en else other.zh
                )
            found.append(
                self.say(
                    "角色「{role}」可以{word}：{reach}{kind}",
                    "The role “{role}” may {word}: {reach} {kind}",
                    role=self.roles[role],
                    word=word.lower() if self.en else word,
                    reach=reach,
                    kind=self.kind,
                )
            )
        return found

    def _ways(self, item: Resource, row: Model) -> list[str]:
        """Every way by which this row reaches him."""
        if item.follows:
            parent = resource(item.follows)
            path = (item.client_path or "").split("__")[0]
            above = getattr(row, path, None)
            if above is not None and isinstance(above, parent.model):
                name = parent.en if self.en else parent.zh
                return [
                    self.say("随它的{kind}：", "with its {kind}: ", kind=name) + "；".join(self._ways(parent, above))
                ]
        scope = self.actor.scope(item.code, "view")
        found = [self._by_scope(s, row) for s in ("own", "department", "tree") if self._reaches(item, row, s, scope)][
            :1
        ]
        if scope == "all":
            found = [self.say("他的角色看全部", "his role sees all")]
        if any(
            item.model._default_manager.filter(q, pk=row.pk).exists()
            for m in item.memberships
            if scope and (q := m.rows(self.actor, "view"))
        ):
            found.append(self.say("是有关项目的成员", "he is on a project of it"))
        return found or [self.say("按这类记录自己的规则", "by the rule of this kind of record")]

    def _reaches(self, item: Resource, row: Model, scope: Scope, held: Scope | None) -> bool:
        from dougong.kit.actor import SCOPES

        if held is None or SCOPES.index(scope) > SCOPES.index(held):
            return False
        narrowed = dataclasses.replace(self.actor, grants=MappingProxyType({(item.code, "view"): scope}))
        return bool(item.model._default_manager.filter(item.row_filter(narrowed, "view"), pk=row.pk).exists())

    def _by_scope(self, scope: str, row: Model) -> str:
        if scope == "own":
            return self.say("是负责人", "he is in charge of it")
        held = Department.objects.filter(pk__in=self.actor.department_ids).order_by("path")
        mine = self.say("、", ", ").join(held.values_list("name", flat=True))
        if scope == "department":
            return self.say("属于他的部门{d}", "it belongs to his department {d}", d=mine)
        return self.say("属于{d}或其下级部门", "it belongs to {d} or a department below", d=mine)

    def _outside(self, row: Any) -> str:
        """Whose it is instead."""
        owner, department = self._holder(row)
        if not self.held.rights.get((self.item.code, "view")):
            return self.say(
                "{name} 看不到：没有查看{kind}的权限。",
                "{name} doesn't see it: no right to {kind}.",
                name=self.person.name,
                kind=self.kind,
            )
        return self.say(
            "{name} 看不到：它由{owner}负责，属于{department}，不在他的范围里，他也不是有关项目的成员。",
            "{name} doesn't see it: it is {owner}'s, of {department}, beyond his reach, and he is on no project of it.",
            name=self.person.name,
            owner=owner,
            department=department,
        )

    def _holder(self, row: Any) -> tuple[str, str]:
        found, path = row, (self.item.owner_field or "") if isinstance(self.item, Resource) else ""
        for part in [p for p in path.split("__") if p]:
            found = getattr(found, part, None)
        owner = found if path and isinstance(found, User) else None
        held_in_ = getattr(row, "department", None)
        where = held_in_ if isinstance(held_in_, Department) else owner.department if owner else None
        nobody = self.say("没有人", "nobody")
        return owner.name if owner else nobody, where.name if where else self.say("没有部门", "no department")

    def _fields(self) -> list[dict[str, str]]:
        """The fields that he doesn't see whole."""
        rules = self.actor.fields.get(self.item.code, {})
        fields = self.item.rulable() if isinstance(self.item, Resource) else ()
        return [{"label": f.en if self.en else f.zh, "mode": rules[f.key]} for f in fields if f.key in rules]


def rights_of(user_id: uuid.UUID, language: str) -> dict[str, Any]:
    """What a person may do, summed over his roles, each with the roles that say so; and what he doesn't see whole."""
    person = User.objects.filter(pk=user_id, kind="staff").first()
    if person is None:
        raise NotFound()
    en = language == "en"
    names = dict(Role.objects.filter(people=person).values_list("code", "en" if en else "zh"))
    held = held_in(names)
    rights = [
        {"resource": code, "action": action, "scope": scope, "roles": [names[r] for r in held.sources[code, action]]}
        for (code, action), scope in sorted(held.rights.items())
    ]
    fields = [{"resource": c, "field": f, "mode": m} for c, modes in held.fields.items() for f, m in modes.items()]
    return {"roles": [{"code": c, "name": n} for c, n in names.items()], "rights": rights, "fields": fields}
