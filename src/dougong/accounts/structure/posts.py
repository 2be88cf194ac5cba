"""The posts of a person beside and instead of each other."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.accounts import services
from dougong.accounts.models import Department, Post, User, raise_access_version
from dougong.accounts.structure import errors, placing
from dougong.accounts.structure.managers import must_not_loop
from dougong.audit.services import record
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.registry import resource

USER = "accounts.user"
Values = dict[str, Any]


@transaction.atomic
def add_post(
    actor: Actor,
    *,
    user_id: uuid.UUID,
    department_id: uuid.UUID,
    title: str = "",
    main: bool = False,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Post:
    """One more post. As the main one it takes the place of the other, which stays as a second."""
    user = services.colleague(actor, user_id, None, "update")
    department: Department = get_visible(resource("accounts.department").visible_to(actor), department_id)
    today = clock.today()
    if department.archived_at is not None:
        raise NotFound()
    post = Post(
        user=user, department=department, title=title.strip(), main=main, since=since or today, until=until,
        created_by_id=actor.id,
    )  # fmt: skip
    _check(post)
    if main:
        _step_aside(user, but=None)
    post.save(force_insert=True)
    _settle(user)
    record(actor, "add_post", USER, user, after={**_facts(post), "department_id": department.pk})
    return post


@transaction.atomic
def update_post(actor: Actor, *, post_id: uuid.UUID, version: int | None, **values: Any) -> Post:
    """Change title, since, until or main; a main post ends only where another is."""
    post, user = _locked(actor, post_id, version)
    before = {name: getattr(post, name) for name in values}
    if values.get("main") and not post.main:
        _step_aside(user, but=post.pk)
    for name, value in values.items():
        setattr(post, name, value)
    _check(post)
    if before.get("main") and not post.main and post.until is None:
        raise errors.MainPostNeeded(field="main")
    post.store("title", "since", "until", "main")
    _settle(user)
    record(actor, "update_post", USER, user, before=before, after=values)
    return post


@transaction.atomic
def end_post(actor: Actor, *, post_id: uuid.UUID, version: int | None, until: dt.date | None = None) -> uuid.UUID:
    """He has it until that day, yesterday where none is given; one that began today goes altogether. Answers whose it was."""
    post, user = _locked(actor, post_id, version)
    today = clock.today()
    others = placing.current_posts(user).exclude(pk=post.pk)
    if post.main and others.exists():
        raise errors.MainPostNeeded(field="until")
    if until is None:
        placing.close(post, today)
    else:
        post.until = until
        _check(post)
        post.store("until")
    _settle(user)
    record(actor, "end_post", USER, user, after={"department_id": post.department_id, "until": post.until})
    return user.pk


def _locked(actor: Actor, post_id: uuid.UUID, version: int | None) -> tuple[Post, User]:
    require(actor, USER, "update")
    owner = Post.objects.filter(pk=post_id).values_list("user_id", flat=True).first()
    if owner is None:
        raise NotFound()
    user = services.colleague(actor, owner, None, "update")  # the person first, as everywhere
    post: Post = Post.objects.locked(post_id)
    if version is not None and post.version != version:
        raise Stale(who="", version=post.version)
    return post, user


def _check(post: Post) -> None:
    if post.until is not None and post.until < post.since:
        raise errors.PostDates(field="until")
    others = Post.objects.filter(user_id=post.user_id, department_id=post.department_id).exclude(pk=post.pk)
    for other in others:
        ends = post.until or dt.date.max
        if other.since <= ends and post.since <= (other.until or dt.date.max):
            raise errors.PostTwice(field="department_id", name=post.user.name, department=post.department.name)


def _step_aside(user: User, *, but: uuid.UUID | None) -> None:
    """What was the main post stays, as a second one."""
    for other in Post.objects.select_for_update().filter(user=user, main=True):
        if other.pk != but and (other.until is None or other.until >= clock.today()):
            other.main = False
            other.store("main")


def _settle(user: User) -> None:
    changed = placing.mirrored(user)
    user.store(*changed, "updated_at")
    must_not_loop()
    raise_access_version()


def _facts(post: Post) -> Values:
    return {"title": post.title, "main": post.main, "since": post.since, "until": post.until}
