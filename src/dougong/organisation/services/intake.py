"""Rows of people become accounts and posts, and can be taken back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from dougong.accounts import services as accounts
from dougong.accounts.inviting import services as inviting
from dougong.accounts.models import Department, Post, User, email_key, phone_key, raise_access_version
from dougong.accounts.structure import departments, placing, posts
from dougong.audit.services import record
from dougong.imports.targets import Outcome
from dougong.kit.access import require
from dougong.kit.actor import Actor

USER = "accounts.user"


@dataclass(frozen=True)
class PersonRow:
    """`new_path` is a department that the user chose to have made. `main` None: the first post is, further ones are not."""

    name: str
    email: str
    phone: str
    department_id: uuid.UUID | None
    new_path: tuple[str, ...]
    title: str
    main: bool | None
    since: dt.date | None
    roles: list[str] = field(default_factory=list)


def unchanged(row: PersonRow, user: User, held: list[Post]) -> bool:
    """Whether the file says nothing that is not so already. A cell that is empty says nothing."""
    if row.name != user.name or (row.email and row.email != user.email) or (row.phone and row.phone != user.phone):
        return False
    if row.new_path:
        return False
    if row.department_id is None:
        return not row.title or row.title == user.title
    here = [p for p in held if p.department_id == row.department_id and row.title in ("", p.title)]
    return any(row.main is not True or p.main for p in here)


@transaction.atomic
def write(actor: Actor, row: PersonRow, user_id: uuid.UUID | None, invites: bool) -> Outcome:
    """One row: a new account, or what differs on one that is there. Raises the business errors of accounts and posts."""
    require(actor, USER, "import")
    place = row.department_id or _made(actor, row.new_path)
    if user_id is None:
        return _new(actor, row, place, invites)
    user = accounts.colleague(actor, user_id, None, "update")
    before = _state(user)
    wanted = {"name": row.name, "email": row.email, "phone": row.phone}
    differs = {k: v for k, v in wanted.items() if v and v != (getattr(user, k) or "")}
    if differs:
        user = accounts.update_person(actor, user_id=user.pk, version=None, **differs)
    if place is not None:
        _post(actor, row, user, place)
    elif row.title and row.title != user.title:
        user = accounts.update_person(actor, user_id=user.pk, version=None, title=row.title)
    user.refresh_from_db()
    if user.version == before["version"]:
        return Outcome("unchanged", user.pk)
    return Outcome("update", user.pk, {"before": before, "version": user.version})


def _new(actor: Actor, row: PersonRow, place: uuid.UUID | None, invites: bool) -> Outcome:
    user = accounts.create_person(
        actor, name=row.name, email=row.email, phone=row.phone, title=row.title, department_id=place, roles=row.roles
    )
    if row.since is not None and place is not None:
        user.posts.update(since=row.since)
        changed = placing.mirrored(user)
        if changed:
            user.save(update_fields=changed)
    if invites and row.email and settings.DOUGONG_SENDS_MAIL:
        inviting.invite_person(actor, user_id=user.pk)
    return Outcome("new", user.pk, {"made": True, "version": user.version})


def _post(actor: Actor, row: PersonRow, user: User, place: uuid.UUID) -> None:
    """The post that the row is: changed where he has one there, else added; the first one is the main one."""
    held = list(placing.current_posts(user))
    here = next((p for p in held if p.department_id == place), None)
    if here is None:
        main = row.main if row.main is not None else not any(p.main for p in held)
        posts.add_post(actor, user_id=user.pk, department_id=place, title=row.title, main=main, since=row.since)
        return
    wanted: dict[str, Any] = {}
    if row.title and row.title != here.title:
        wanted["title"] = row.title
    if row.main and not here.main:
        wanted["main"] = True
    if wanted:
        posts.update_post(actor, post_id=here.pk, version=None, **wanted)


def _made(actor: Actor, path: tuple[str, ...]) -> uuid.UUID | None:
    """The department of this path, with those above it that are not there yet."""
    parent: Department | None = None
    for name in path:
        found = Department.objects.filter(parent=parent, name=name, archived_at__isnull=True).first()
        parent = found or departments.create_department(actor, name=name, parent_id=parent.pk if parent else None)
    return parent.pk if parent else None


def _state(user: User) -> dict[str, Any]:
    """What an undoing sets back; it is kept sealed."""
    names = ("id", "department_id", "title", "main", "since", "until")
    return {
        "version": user.version,
        "name": user.name,
        "email": user.email,
        "title": user.title,
        "phone": user.phone or "",
        "posts": [{k: str(v) if k.endswith("id") or isinstance(v, dt.date) else v for k, v in row.items()}
                  for row in user.posts.values(*names)],
    }  # fmt: skip


@transaction.atomic
def take_back(actor: Actor, user_id: uuid.UUID, steps: list[dict[str, Any]]) -> bool:
    """Whether it was set back: not when somebody has changed the person since, or he has signed in."""
    require(actor, USER, "import")
    user: User | None = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None or not steps:
        return True
    if user.version != steps[-1].get("version") or user.last_login is not None:
        return False
    if steps[0].get("made"):
        _unmake(actor, user)
    else:
        _restore(actor, user, steps[0]["before"])
    raise_access_version()
    return True


def _unmake(actor: Actor, user: User) -> None:
    """Gone, if nothing hangs on it; else its account is closed."""
    record(actor, "undo_import", USER, user, before={"name": user.name})
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.is_active = False
        user.store("is_active")


def _restore(actor: Actor, user: User, before: dict[str, Any]) -> None:
    """Name, mailbox, phone and posts as they were."""
    phone = before["phone"]
    accounts.check_free(before["email"] or "", phone, but=user.pk)
    user.name, user.email, user.title = before["name"], before["email"], before["title"]
    user.phone, user.phone_index = phone, phone_key(phone)
    user.email_index = email_key(user.email)
    fields = ["name", "email", "email_index", "title", "phone", "phone_index"]
    kept = {row["id"] for row in before["posts"]}
    user.posts.exclude(pk__in=kept).delete()
    for row in before["posts"]:
        user.posts.filter(pk=row["id"]).update(main=False)
    for row in before["posts"]:
        until = dt.date.fromisoformat(row["until"]) if row["until"] not in (None, "None") else None
        user.posts.filter(pk=row["id"]).update(
            title=row["title"], main=row["main"], until=until, since=dt.date.fromisoformat(row["since"])
        )
    fields += placing.mirrored(user)
    user.store(*dict.fromkeys(fields))
    record(actor, "undo_import", USER, user, after={"name": user.name, "posts": len(before["posts"])})
