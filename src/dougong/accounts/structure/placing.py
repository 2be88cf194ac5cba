"""The main post and its copy on the person: written here and nowhere else."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.accounts.models import Post, User
from dougong.kit import clock

ONE_DAY = dt.timedelta(days=1)


def on_day(day: dt.date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def current_posts(user: User, day: dt.date | None = None) -> QuerySet[Post]:
    return user.posts.filter(on_day(day or clock.today()))


def main_post(user: User, day: dt.date | None = None) -> Post | None:
    return current_posts(user, day).filter(main=True).order_by("-since").first()


def place(user: User, department_id: uuid.UUID | None, title: str, *, by: uuid.UUID | None = None) -> None:
    """From today on this is his main post. In the same department only the title changes; else the old post ends yesterday
    (one of today goes), and a second post he has there becomes the main one."""
    today = clock.today()
    held = main_post(user, today)
    if held is not None and held.department_id == department_id:
        if held.title != title:
            held.title = title
            held.store("title")
        return
    if held is not None:
        close(held, today)
    user.posts.filter(main=True, until__isnull=True).update(main=False)  # one that was planned
    if department_id is None:
        return
    other = current_posts(user, today).filter(department_id=department_id, until__isnull=True).first()
    if other is None:
        Post.objects.create(
            user=user, department_id=department_id, title=title, main=True, since=today, created_by_id=by
        )
    else:
        other.main, other.title = True, title or other.title
        other.store("main", "title")


def begin(user: User, department_id: uuid.UUID, title: str, *, by: uuid.UUID | None = None) -> None:
    """The main post of somebody who is new."""
    place(user, department_id, title, by=by)
    user.department_id = department_id
    user.save(update_fields=["department"])


def close(post: Post, today: dt.date) -> None:
    if post.since >= today:
        post.delete()
    else:
        post.until = today - ONE_DAY
        post.store("until")


def mirrored(user: User) -> tuple[str, ...]:
    """Copy the main post onto the person; the names of the fields that changed, to be stored."""
    main = main_post(user)
    wanted: dict[str, Any] = {"department_id": main.department_id if main else None}
    if main is not None:
        wanted["title"] = main.title
    changed = [name for name, value in wanted.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, wanted[name])
    return tuple(name.removesuffix("_id") for name in changed)
