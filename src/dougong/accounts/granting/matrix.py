"""The matrix of roles and grants, as its page needs it."""

from __future__ import annotations

from typing import Any

from dougong.accounts.granting.held import mode_of
from dougong.accounts.models import FieldRule, Grant, Role, RoleChange, User
from dougong.accounts.roles import CONTACT
from dougong.kit.errors import NotFound
from dougong.kit.registry import ACTION_WORDS, Capability, Resource, capabilities, default_grants, resource, resources

#: What everybody has and what administrators keep stands behind the company's business.
_HOUSEKEEPING = ("accounts", "audit", "kit", "notifications", "privacy", "tokens")
Grants = dict[str, dict[str, str]]


def grantable() -> list[Resource | Capability]:
    """What a grant can be given of; records seen with another one are not."""
    return [*[r for r in resources() if r.scopes and not r.code.startswith("tests.")], *capabilities()]


def reach(item: Resource | Capability, action: str) -> tuple[str, ...]:
    return item.reach(action) if isinstance(item, Resource) else ("all",)


def catalogue(language: str) -> list[dict[str, Any]]:
    """Every right that can be granted, and every field that can be ruled, in the reader's language."""
    en = language == "en"
    items = sorted(grantable(), key=lambda item: item.code.partition(".")[0] in _HOUSEKEEPING)
    return [_item(item, en) for item in items]


def _item(item: Resource | Capability, en: bool) -> dict[str, Any]:
    record = isinstance(item, Resource)
    follows = resource(item.follows) if isinstance(item, Resource) and item.follows else None
    fields = item.rulable() if isinstance(item, Resource) else ()
    return {
        "code": item.code,
        "app": item.code.partition(".")[0],
        "label": item.en if en else item.zh,
        "kind": "record" if record else "page",
        "follows": (follows.en if en else follows.zh) if follows else None,
        "actions": [
            {"code": a, "label": action_word(item, a, en), "scopes": list(reach(item, a))} for a in item.actions
        ],
        "fields": [{"key": f.key, "label": f.en if en else f.zh, "maskable": bool(f.mask)} for f in fields],
    }


def action_word(item: Resource | Capability, action: str, en: bool) -> str:
    zh, english = item.words.get(action) or ACTION_WORDS.get(action) or (action, action)
    return english if en else zh


def defaults(code: str) -> Grants:
    """A role's grants as it came: with the installation, or when it was copied."""
    found: Grants = {}
    for role, item, action, scope in default_grants():
        if role == code:
            found.setdefault(item, {})[action] = scope
    if not found:
        made = RoleChange.objects.filter(role=code, action="create").values_list("after", flat=True).first()
        return dict(made["grants"]) if made else {}
    return found


def default_fields(code: str) -> Grants:
    made = RoleChange.objects.filter(role=code, action="create").values_list("after", flat=True).first()
    if made:
        return dict(made["fields"])
    return {r.code: {f.key: f.modes.get(code, "show") for f in fields} for r in resources() if (fields := r.rulable())}


def grants_of(code: str) -> Grants:
    found: Grants = {}
    for item, action, scope in Grant.objects.filter(role=code).values_list("resource", "action", "scope"):
        found.setdefault(item, {})[action] = scope
    return found


def fields_of(code: str) -> Grants:
    changed = FieldRule.objects.filter(role=code).values_list("resource", "field", "mode")
    rules = {(code, item, key): mode for item, key, mode in changed}
    return {r.code: {f.key: mode_of(r.code, f, code, rules) for f in fields} for r in resources() if (fields := r.rulable())}


def snapshot(role: Role) -> dict[str, Any]:
    return {"zh": role.zh, "en": role.en, "grants": grants_of(role.code), "fields": fields_of(role.code)}


def roles() -> list[dict[str, Any]]:
    """All roles that are not removed, each with how many active people have it and whether it was changed."""
    counts: dict[str, int] = {}
    for code in User.roles.through.objects.filter(user__is_active=True, user__kind="staff").values_list(
        "role_id", flat=True
    ):
        counts[code] = counts.get(code, 0) + 1
    found = []
    for role in Role.objects.filter(archived_at__isnull=True).order_by("-built_in", "pk"):
        changed = grants_of(role.code) != defaults(role.code) or fields_of(role.code) != default_fields(role.code)
        found.append({**_facts(role), "people": counts.get(role.code, 0), "changed": changed})
    contacts = User.objects.filter(kind="contact", is_active=True).count()
    code, zh, en = CONTACT
    fixed = {"code": code, "zh": zh, "en": en, "built_in": True, "version": 1, "copied_from": "", "fixed": True}
    return [*found, {**fixed, "people": contacts, "changed": False}]


def names() -> list[dict[str, Any]]:
    """Those that can be given."""
    return [
        dict(row) for row in Role.objects.filter(archived_at__isnull=True).order_by("pk").values("code", "zh", "en")
    ]


def _facts(role: Role) -> dict[str, Any]:
    names = ("code", "zh", "en", "built_in", "version", "copied_from")
    return {**{name: getattr(role, name) for name in names}, "fixed": False}


def role_page(code: str) -> dict[str, Any]:
    """One role: its grants and field rules, what they were by default, who has it, what was changed lately."""
    if code == CONTACT[0]:
        return _contact()
    role = Role.objects.filter(pk=code, archived_at__isnull=True).first()
    if role is None:
        raise NotFound()
    people = User.objects.filter(roles=role, kind="staff").select_related("department").order_by("-is_active", "name")
    changes = RoleChange.objects.filter(role=role).select_related("by").order_by("-version")[:20]
    return {
        **_facts(role),
        "grants": grants_of(code),
        "fields": fields_of(code),
        "default_grants": defaults(code),
        "default_fields": default_fields(code),
        "people": [
            {
                "id": u.pk,
                "name": u.name,
                "department": u.department.name if u.department else None,
                "active": u.is_active,
            }
            for u in people
        ],
        "changes": [
            {"id": c.pk, "version": c.version, "action": c.action, "at": c.at, "by": c.by.name if c.by else None}
            for c in changes
        ],
    }


def _contact() -> dict[str, Any]:
    """What the client's window opens: fixed, read from the records' own filters."""
    code, zh, en = CONTACT
    seen = {r.code: {"view": "own"} for r in resources() if r.contact_filter is not None}
    return {
        "code": code,
        "zh": zh,
        "en": en,
        "built_in": True,
        "version": 1,
        "copied_from": "",
        "fixed": True,
        "grants": seen,
        "fields": {},
        "default_grants": seen,
        "default_fields": {},
        "people": [],
        "changes": [],
    }
