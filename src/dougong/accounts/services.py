from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from dougong.accounts import errors
from dougong.accounts.events import PersonJoined
from dougong.accounts.granting import separation
from dougong.accounts.granting.services import must_be_kept
from dougong.accounts.models import (
    AccessState,
    Department,
    Grant,
    Role,
    SavedView,
    Session,
    User,
    email_key,
    phone_key,
    raise_access_version,
)
from dougong.accounts.roles import ROLES
from dougong.accounts.sign_in import factors, passwords
from dougong.accounts.structure import placing
from dougong.accounts.structure.managers import given_manager, must_not_loop
from dougong.audit.services import record
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.registry import default_grants, resource


@transaction.atomic
def install_roles() -> None:
    """Bring the roles and the grants of new resources; what the company changed stays as it is."""
    AccessState.objects.get_or_create(pk=1)
    for code, (zh, en) in ROLES.items():
        Role.objects.get_or_create(code=code, defaults={"zh": zh, "en": en, "built_in": True})
    known = set(Grant.objects.values_list("resource", flat=True).distinct())
    fresh = [Grant(role_id=r, resource=c, action=a, scope=s) for r, c, a, s in default_grants() if c not in known]
    if fresh:
        Grant.objects.bulk_create(fresh)
        raise_access_version()


@transaction.atomic
def create_person(
    actor: Actor,
    *,
    name: str,
    email: str = "",
    phone: str = "",
    password: str = "",
    title: str = "",
    department_id: uuid.UUID | None = None,
    roles: list[str] | None = None,
    kind: str = "staff",
    must_change: bool = False,
) -> User:
    """A new account. Without a password nobody can sign in to it yet. `must_change`: two know it, so its owner replaces it."""
    require(actor, "accounts.user", "create")
    email = email.strip().lower()
    if password:
        passwords.check(password, name=name, email=email, phone=phone)
    check_free(email, phone)
    if department_id:
        open_department(actor, department_id)
    user = User(
        name=name, email=email or None, email_index=email_key(email), phone=phone, phone_index=phone_key(phone),
        title=title, kind=kind,
        password=make_password(password or None),
        password_set_at=clock.now() if password else None,
        must_change_password=bool(password) and must_change,
        created_by_id=actor.id,
    )  # fmt: skip
    _insert(user)
    if department_id:
        placing.begin(user, department_id, title, by=actor.id)
    if roles:
        give_roles(actor, user, roles)
    raise_access_version()
    record(actor, "create", "accounts.user", user, after={"name": name, "roles": roles or [], "kind": kind})
    publish(PersonJoined(user_id=user.pk, kind=kind), actor)
    return user


def give_roles(actor: Actor, user: User, roles: list[str]) -> None:
    """To give roles is a right of its own."""
    require(actor, "accounts.user", "grant")
    user.roles.set(known_roles(roles))
    separation.must_be_apart()


def open_department(actor: Actor, department_id: uuid.UUID) -> Department:
    rows = resource("accounts.department").visible_to(actor).filter(archived_at__isnull=True)
    found: Department = get_visible(rows, department_id)
    return found


def _insert(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody took the e-mail or the phone at the same moment
        check_free(user.email or "", str(user.phone or ""))
        raise


def check_free(email: str, phone: str, but: uuid.UUID | None = None) -> None:
    others = User.objects.exclude(pk=but) if but else User.objects.all()
    taken = others.filter(email_index=email_key(email)).first() if email else None
    if taken is not None:
        raise errors.EmailTaken(field="email", email=email, name=taken.name)
    if phone and others.filter(phone_index=phone_key(phone)).exists():
        raise errors.PhoneTaken(field="phone")


@transaction.atomic
def update_person(actor: Actor, *, user_id: uuid.UUID, version: int | None, **values: Any) -> User:
    """Change name, email, phone, title, department_id or manager_id: only what is named.

    Another department is a transfer: his main post ends and one there begins.
    """
    user = colleague(actor, user_id, version, "update")
    fields.may_write(actor, "accounts.user", values)
    if "email" in values:
        values["email"] = (values["email"] or "").strip().lower() or None
        values["email_index"] = email_key(values["email"])
    if "phone" in values:
        values["phone_index"] = phone_key(values["phone"])
    if values.get("department_id"):
        open_department(actor, values["department_id"])
    if "manager_id" in values:
        values["manager_id"] = given_manager(values["manager_id"], "manager_id")
    check_free(values.get("email") or "", values.get("phone") or "", but=user.pk)
    personal = ("email", "email_index", "phone", "phone_index")
    before = {name: getattr(user, name) for name in values if name not in personal}
    for name, value in values.items():
        setattr(user, name, value)
    if {"title", "department_id"} & values.keys():
        placing.place(user, user.department_id, user.title, by=actor.id)
    user.store(*(name.removesuffix("_id") for name in values))
    must_not_loop()
    raise_access_version()
    after = {name: values[name] for name in before}
    record(
        actor,
        "update",
        "accounts.user",
        user,
        before=before,
        after={**after, "fields": sorted(n for n in values if not n.endswith("_index"))},
    )
    return user


@transaction.atomic
def set_roles(actor: Actor, *, user_id: uuid.UUID, version: int | None, roles: list[str]) -> User:
    """Give a person exactly these roles; the next request already goes by them."""
    user = colleague(actor, user_id, version, "grant")
    known = known_roles(roles)
    before = sorted(user.roles.values_list("code", flat=True))
    after = [role.code for role in known]
    if "admin" in before and "admin" not in after:
        keep_an_administrator(actor, user)
    user.roles.set(known)
    must_be_kept()
    user.store("updated_at")
    factors.lead_to_enrol()
    raise_access_version()
    record(actor, "set_roles", "accounts.user", user, before={"roles": before}, after={"roles": after})
    return user


@transaction.atomic
def deactivate_person(actor: Actor, *, user_id: uuid.UUID, version: int | None) -> User:
    """The person can't sign in any more and is signed out everywhere; what he owns and did stays under his name."""
    user = colleague(actor, user_id, version, "archive")
    if not user.is_active:
        return user
    keep_an_administrator(actor, user)
    user.is_active = False
    user.store("is_active")
    must_be_kept()
    ended = Session.objects.filter(user=user).delete()[0]
    raise_access_version()
    record(actor, "deactivate", "accounts.user", user, after={"sessions_ended": ended})
    return user


@transaction.atomic
def reactivate_person(actor: Actor, *, user_id: uuid.UUID, version: int | None) -> User:
    user = colleague(actor, user_id, version, "archive")
    if not user.is_active:
        user.is_active = True
        user.store("is_active")
        separation.must_be_apart()
        raise_access_version()
        record(actor, "reactivate", "accounts.user", user)
    return user


def known_roles(codes: list[str]) -> list[Role]:
    """Raises UnknownRole for one that is not there or was removed."""
    known = list(Role.objects.filter(code__in=codes, archived_at__isnull=True).order_by("code"))
    if unknown := sorted(set(codes) - {role.code for role in known}):
        raise errors.UnknownRole(field="roles", role=unknown[0])
    return known


def colleague(actor: Actor, user_id: uuid.UUID, version: int | None, action: str) -> User:
    """A member of the staff under lock; a client's contact is none and is not found here."""
    user: User = User.objects.locked(user_id)
    require(actor, "accounts.user", action, user)
    if user.kind != "staff":
        raise NotFound()
    if version is not None and user.version != version:
        raise Stale(who="", version=user.version)
    if action == "update":
        separation.must_not_touch(actor, user)
    return user


def keep_an_administrator(actor: Actor, user: User) -> None:
    """Nobody locks himself out, and somebody can always let people in."""
    if actor.id == user.pk:
        raise errors.NotYourself()
    AccessState.objects.select_for_update().first()  # two administrators who remove each other at once wait here
    others = User.objects.filter(roles__code="admin", is_active=True, kind="staff").exclude(pk=user.pk)
    if user.roles.filter(code="admin").exists() and not others.exists():
        raise errors.LastAdministrator(name=user.name)


@transaction.atomic
def set_password(actor: Actor, *, user_id: uuid.UUID, password: str) -> None:
    """Set somebody's password (or one's own); all his sessions end. One that an administrator set is changed at the next
    sign-in, since two know it."""
    user: User = User.objects.locked(user_id) if actor.id == user_id else colleague(actor, user_id, None, "update")
    passwords.accept(user, password)
    user.must_change_password = actor.kind == "staff" and actor.id != user_id
    user.store("password", "password_set_at", "must_change_password")
    Session.objects.filter(user=user).delete()
    record(actor, "set_password", "accounts.user", user)


@transaction.atomic
def save_view(actor: Actor, *, list_code: str, name: str, query: str, columns: list[str]) -> SavedView:
    try:
        with transaction.atomic():
            return SavedView.objects.create(
                user_id=actor.user_id, list_code=list_code, name=name, query=query, columns=columns
            )
    except IntegrityError:
        raise errors.ViewNameTaken(field="name", name=name) from None


@transaction.atomic
def delete_view(actor: Actor, *, view_id: uuid.UUID) -> None:
    get_visible(SavedView.objects.visible_to(actor), view_id).delete()
