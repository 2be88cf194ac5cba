"""Changing roles: each saving is one act, on record, that can be taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from dougong.accounts.granting import duties, errors, matrix, separation
from dougong.accounts.granting.held import Right, held_in, staff_roles
from dougong.accounts.models import (
    AccessState,
    FieldRule,
    Grant,
    Role,
    RoleChange,
    raise_access_version,
)
from dougong.accounts.policies import GRANT_KEEPERS, KEEPERS, PEOPLE_KEEPERS, ROLES
from dougong.accounts.roles import CONTACT
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.ids import new_id
from dougong.kit.registry import resource

Values = dict[str, Any]


@transaction.atomic
def create_role(actor: Actor, *, zh: str, en: str = "", copy_of: str = "") -> Role:
    """A new role that may what another may, or nothing yet."""
    require(actor, ROLES, "update")
    origin = _locked(copy_of, None) if copy_of else None
    _check_name(zh)
    role = Role.objects.create(code=f"role_{new_id().hex[-10:]}", zh=zh, en=en or zh, copied_from=copy_of)
    as_made = matrix.snapshot(origin) if origin else {"grants": {}, "fields": matrix.fields_of(role.code)}
    _write(role, as_made["grants"], as_made["fields"])
    after = {**as_made, "zh": role.zh, "en": role.en}
    _remember(actor, role, "create", {}, after)
    return role


@transaction.atomic
def make_role(actor: Actor, *, code: str, zh: str, en: str, grants: matrix.Grants) -> Role:
    """A role with a code of its own, ready to be given: for acts that bring one with them."""
    require(actor, ROLES, "update")
    _check_name(zh)
    role = Role.objects.create(code=code, zh=zh, en=en)
    fields = matrix.fields_of(code)
    _write(role, grants, fields)
    _remember(actor, role, "create", {}, {"grants": grants, "fields": fields, "zh": zh, "en": en})
    return role


@transaction.atomic
def update_role(
    actor: Actor, *, code: str, version: int, action: str = "update", settled: bool = True, **values: Any
) -> Role:
    """Change names (zh, en), `grants` and `fields`, whichever are given; each replaces the whole.

    Raises Stale, UnknownGrant, UnknownFieldRule, RoleFixed, and NobodyKeepsGrants when nobody could put it right; unless `settled`
    is no, the last is asked by whoever changes several roles at once.
    """
    require(actor, ROLES, "update")
    role = _locked(code, version)
    before = matrix.snapshot(role)
    after = {**before, **_checked(values)}
    if after == before:
        return role
    if after["zh"] != before["zh"]:
        _check_name(after["zh"], but=code)
    role.zh, role.en, role.version = after["zh"], after["en"], role.version + 1
    role.save(update_fields=["zh", "en", "version"])
    _write(role, after["grants"], after["fields"])
    if settled:
        must_be_kept()
    _remember(actor, role, action, before, after)
    return role


def restore_default(actor: Actor, *, code: str, version: int) -> Role:
    """As it came with the installation, or as it was copied; its name stays."""
    values: Values = {"grants": matrix.defaults(code), "fields": matrix.default_fields(code)}
    return update_role(actor, code=code, version=version, action="restore", **values)


@transaction.atomic
def undo_change(actor: Actor, *, code: str, version: int) -> Role:
    """Take the last change back. Raises Stale when it is no longer the last."""
    require(actor, ROLES, "update")
    last = RoleChange.objects.filter(role=code).order_by("-version").first()
    if last is None or last.version != version or not last.before:
        raise Stale(who="", version=last.version if last else 1)
    if last.action == "remove":
        return _bring_back(actor, code, version)
    return update_role(actor, code=code, version=version, action="undo", **last.before)


@transaction.atomic
def remove_role(actor: Actor, *, code: str, version: int) -> Role:
    """It can't be given any more; taken back by `undo_change`."""
    require(actor, ROLES, "update")
    role = _locked(code, version)
    if role.built_in:
        raise errors.RoleBuiltIn(name=role.zh)
    if held := role.people.count():
        raise errors.RoleHeld(name=role.zh, count=held)
    before = matrix.snapshot(role)
    role.archived_at, role.version = clock.now(), role.version + 1
    role.save(update_fields=["archived_at", "version"])
    _remember(actor, role, "remove", before, {})
    return role


def _bring_back(actor: Actor, code: str, version: int) -> Role:
    role = Role.objects.select_for_update().get(pk=code)
    if role.version != version:
        raise Stale(who="", version=role.version)
    role.archived_at, role.version = None, version + 1
    role.save(update_fields=["archived_at", "version"])
    _remember(actor, role, "undo", {}, matrix.snapshot(role))
    return role


def preview(actor: Actor, *, code: str, language: str, **values: Any) -> dict[str, Any]:
    """What `update_role` would change, whom it concerns and which duties would newly meet. Nothing is written."""
    require(actor, ROLES, "update")
    role = Role.objects.filter(pk=code, archived_at__isnull=True).first()
    if role is None:
        raise NotFound()
    before = matrix.snapshot(role)
    after = {**before, **_checked(values)}
    return {
        "grants": _differences(before["grants"], after["grants"]),
        "fields": _differences(before["fields"], after["fields"]),
        "names": {"before": before["zh"], "after": after["zh"]} if before["zh"] != after["zh"] else None,
        "people": role.people.filter(is_active=True, kind="staff").count(),
        "duties": _newly_met(code, after["grants"], language),
        "locks_out": not _kept(staff_roles(), {code: _rights(after["grants"])}),
    }


def preview_people(actor: Actor, *, roles: list[str], language: str) -> list[dict[str, Any]]:
    """The duties that would meet in the hand of whoever has these roles."""
    require(actor, "accounts.user", "grant")
    return [duties.words(d, language) for d in duties.met_by(held_in(roles).rights)]


def _newly_met(code: str, grants: matrix.Grants, language: str) -> list[dict[str, Any]]:
    now = {d["code"]: {p["id"] for p in d["people"]} for d in duties.overview(language)}
    then = duties.overview(language, instead={code: _rights(grants)})
    fresh = [{**d, "people": [p for p in d["people"] if p["id"] not in now[d["code"]]]} for d in then]
    return [d for d in fresh if d["people"]]


def _differences(before: matrix.Grants, after: matrix.Grants) -> list[dict[str, Any]]:
    found = []
    for code in sorted({*before, *after}):
        old, new = before.get(code, {}), after.get(code, {})
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                found.append({"resource": code, "key": key, "before": old.get(key), "after": new.get(key)})
    return found


# ---- rules that hold over all roles


def must_be_kept() -> None:
    """Somebody active must be able to keep people and grants, and powers that are kept apart must not meet. Call it at the end of
    every act that may change who holds what.

    The lock makes two that would each leave the other as the last wait for one another.
    """
    AccessState.objects.select_for_update().first()
    if not _kept(staff_roles(), {}):
        raise errors.NobodyKeepsGrants()
    separation.must_be_apart()


def _kept(held: dict[Any, list[str]], instead: dict[str, set[Right]]) -> bool:
    rights: dict[str, set[Right]] = {}
    for role, code, action in Grant.objects.filter(resource__in={c for c, _ in KEEPERS}).values_list(
        "role_id", "resource", "action"
    ):
        rights.setdefault(role, set()).add((code, action))
    rights.update(instead)
    people = [set().union(*(rights.get(r, set()) for r in roles)) for roles in held.values()]
    wanted = [set(PEOPLE_KEEPERS), set(GRANT_KEEPERS)] if separation.on() else [{*KEEPERS, *GRANT_KEEPERS}]
    return all(any(each <= one for one in people) for each in wanted)


def _rights(grants: matrix.Grants) -> set[Right]:
    return {(code, action) for code, actions in grants.items() for action in actions}


# ---- writing


def _locked(code: str, version: int | None) -> Role:
    if code == CONTACT[0]:
        raise errors.RoleFixed()
    role = Role.objects.select_for_update().filter(pk=code, archived_at__isnull=True).first()
    if role is None:
        raise NotFound()
    if version is not None and role.version != version:
        raise Stale(who=_last_hand(role), version=role.version)
    return role


def _last_hand(role: Role) -> str:
    last = RoleChange.objects.filter(role=role).select_related("by").order_by("-version").first()
    return last.by.name if last and last.by else ""


def _check_name(name: str, but: str = "") -> None:
    taken = Role.objects.filter(zh=name, archived_at__isnull=True).exclude(pk=but).exists()
    if taken or name == CONTACT[1]:
        raise errors.RoleNameTaken(field="zh", name=name)


def _checked(values: Values) -> Values:
    """Only known rights, in a scope they can have; only known fields, masked only where a mask is known."""
    known = {item.code: item for item in matrix.grantable()}
    for code, actions in values.get("grants", {}).items():
        item = known.get(code)
        for action, scope in actions.items():
            if item is None or action not in item.actions or scope not in matrix.reach(item, action):
                raise errors.UnknownGrant(field="grants", what=f"{code} {action}:{scope}")
    for code, modes in values.get("fields", {}).items():
        found = known.get(code)
        fields = {f.key: f for f in resource(code).rulable()} if found is not None and code in _record_codes() else {}
        for key, mode in modes.items():
            wrong = (
                key not in fields or mode not in ("show", "mask", "hide") or (mode == "mask" and not fields[key].mask)
            )
            if wrong:
                raise errors.UnknownFieldRule(field="fields", what=f"{code} {key}:{mode}")
    if "fields" in values:
        every = matrix.default_fields("")
        values = {**values, "fields": {c: {**every[c], **values["fields"].get(c, {})} for c in every}}
    if "grants" in values:
        values = {**values, "grants": {c: dict(a) for c, a in values["grants"].items() if a}}
    return values


def _record_codes() -> set[str]:
    from dougong.kit.registry import resources

    return {r.code for r in resources()}


def _write(role: Role, grants: matrix.Grants, fields: matrix.Grants) -> None:
    Grant.objects.filter(role=role).delete()
    Grant.objects.bulk_create(
        Grant(role=role, resource=code, action=action, scope=scope)
        for code, actions in grants.items()
        for action, scope in actions.items()
    )
    FieldRule.objects.filter(role=role).delete()
    FieldRule.objects.bulk_create(
        FieldRule(role=role, resource=item.code, field=f.key, mode=mode)
        for item in matrix.grantable()
        for f in getattr(item, "fields", ())
        if (mode := fields.get(item.code, {}).get(f.key, "show")) != f.modes.get(role.code, "show")
    )
    raise_access_version()


def _remember(actor: Actor, role: Role, action: str, before: Values, after: Values) -> None:
    RoleChange.objects.create(
        role=role, version=role.version, action=action, before=before, after=after, by_id=actor.id
    )
    old, new = _flat(before), _flat(after)
    changed = [k for k in sorted({*old, *new}) if old.get(k) != new.get(k)]
    record(
        actor,
        action,
        ROLES,
        role,
        before={k: old.get(k) for k in changed},
        after={k: new.get(k) for k in changed},
    )


def _flat(values: Values) -> dict[str, Any]:
    """ "clients.client view": "own", one key a right, so that a diff shows what changed and nothing else."""
    flat: dict[str, Any] = {name: values[name] for name in ("zh", "en") if name in values}
    for kind in ("grants", "fields"):
        for code, rights in values.get(kind, {}).items():
            flat.update({f"{code} {key}": value for key, value in rights.items()})
    return flat
