"""What can be kept for a time and then goes: each kind, from when its time counts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from dougong.accounts.models import User
from dougong.clients.models import Client, Contact
from dougong.clients.services import purge_clients
from dougong.imports.models import ImportRow
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.months import month_on
from dougong.notifications.models import Notification
from dougong.privacy import errors
from dougong.privacy.holdings import NOBODY
from dougong.privacy.models import PersonRequest
from dougong.projects.models import Project
from dougong.projects.services import purge_projects


@dataclass(frozen=True)
class Target:
    """`due(limit)` are the rows whose time is over; `person` says which sort of person a row is, where it is one;
    `purge(key)` is how a record of the bin is deleted, one by one, unless something stops it."""

    code: str
    zh: str
    en: str
    months: int
    actions: tuple[str, ...]
    due: Callable[[dt.datetime], QuerySet[Any]]
    person: str = ""
    purge: Callable[[uuid.UUID], object] | None = None
    purges: str = ""  # the resource whose right it takes to let the rule delete


def _idle_windows(limit: dt.datetime) -> QuerySet[Any]:
    idle = Q(last_login__lt=limit) | Q(last_login__isnull=True, created_at__lt=limit)
    return User.objects.filter(idle, kind="contact").exclude(name=NOBODY[0]).order_by("pk")


def _purge_project(key: uuid.UUID) -> object:
    return purge_projects(Actor.system(), project_ids=[key], reason=POLICY)


def _purge_client(key: uuid.UUID) -> object:
    return purge_clients(Actor.system(), client_ids=[key], reason=POLICY)


#: Why, on record.
POLICY = "保留规则 Retention rule"
#: Projects before clients: a client with projects stays.
TARGETS = (
    Target(
        "bin_projects", "已归档的项目，自归档起", "Archived projects, from their archiving", 1, ("ask", "delete"),
        lambda limit: Project.objects.filter(archived_at__lt=limit).order_by("pk"),
        purge=_purge_project, purges="projects.project",
    ),
    Target(
        "bin_clients", "已归档的客户，自归档起", "Archived clients, from their archiving", 1, ("ask", "delete"),
        lambda limit: Client.objects.filter(archived_at__lt=limit).order_by("pk"),
        purge=_purge_client, purges="clients.client",
    ),
    Target(
        "contacts", "已归档的联系人，自归档起", "Archived contacts, from their archiving", 24, ("anonymise", "ask"),
        lambda limit: Contact.objects.filter(archived_at__lt=limit).exclude(name=NOBODY[0]).order_by("pk"), "contact",
    ),
    Target(
        "windows", "客户窗口账号，自最后一次登录起", "Accounts of the client's window, from the last sign-in", 36,
        ("anonymise", "ask"), _idle_windows, "user",
    ),
    Target(
        "staff", "离职员工的账号，自停用起", "Accounts of people who left, from their end", 24, ("ask", "anonymise"),
        lambda limit: User.objects.filter(kind="staff", is_active=False, updated_at__lt=limit)
        .exclude(name=NOBODY[0]).order_by("pk"), "user",
    ),
    Target(
        "imports", "导入的原始行，自导入完成起", "Imported rows, from the end of their import", 12, ("delete",),
        lambda limit: ImportRow.objects.filter(batch__committed_at__lt=limit).order_by("pk"),
    ),
    Target(
        "notifications", "提醒，自发出起", "Notices of the bell, from their day", 12, ("delete",),
        lambda limit: Notification.objects.filter(created_at__lt=limit).order_by("pk"),
    ),
    Target(
        "requests", "已办结的个人信息请求的内容，自办结起", "Words of closed requests, from their end", 36, ("anonymise",),
        lambda limit: PersonRequest.objects.filter(closed_at__lt=limit, emptied_at__isnull=True).order_by("pk"),
    ),
)  # fmt: skip


def target_of(code: str) -> Target:
    found = next((t for t in TARGETS if t.code == code), None)
    if found is None:
        raise errors.NoSuchChoice(value=code)
    return found


def before(months: int) -> dt.datetime:
    """The instant `months` months ago, on the 28th at the latest."""
    now = clock.now()
    return month_on(now.replace(day=min(now.day, 28)), -months)
