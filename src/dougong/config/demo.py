"""The demo company: built by the apps' `demo.py`, lowest first, through their services, in one transaction."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from dougong.accounts.demo_people import CONTACT, DOMAIN, PASSWORD, PEOPLE
from dougong.accounts.models import User, email_key
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo, bar
from dougong.kit.jobs import enqueue, periodics, run_due
from dougong.kit.outbox import run_pending

DAILY = ("contracts.daily_figures", "projects.planned_percent", "insights.refresh", "kit.upkeep")


def build() -> None:
    """Fill an empty database, once; say who can sign in. Killed half way, nothing of it is left."""
    if User.objects.exists():
        if not settings.DOUGONG_DEMO or not User.objects.filter(email_index=email_key(f"zhou@{DOMAIN}")).exists():
            sys.stderr.write(
                "数据文件夹里已有数据，示例公司没有装入。 There is data already: no demo company was added.\n"
            )
            return
    else:
        begun = time.monotonic()
        with transaction.atomic():
            _build(Demo(bar))
        sys.stderr.write(f"示例公司已装入，用时 {time.monotonic() - begun:.0f} 秒。\n")
    sys.stderr.write(who_can_sign_in())


def _build(demo: Demo) -> None:
    for app in settings.PRESENT:
        if find_spec(f"{app}.demo") is not None:
            build_app = getattr(import_module(f"{app}.demo"), "build", None)
            if build_app is not None:
                build_app(demo)
    for app in settings.PRESENT:
        if find_spec(f"{app}.demo") is not None and hasattr(import_module(f"{app}.demo"), "last"):
            import_module(f"{app}.demo").last(demo)
    # The history was written day by day; what changes with the date is brought up to today.
    for name in [n for n in DAILY if n in periodics]:
        enqueue(name, actor=Actor.system())
    run_due()
    done = 0
    while step := run_pending(500):
        done += step
        demo.progress("事件", done, done)


def who_can_sign_in() -> str:
    lines = [f"  {login + '@' + DOMAIN:<28}{name}  {title}\n" for login, name, title, *_ in PEOPLE]
    contact = f"  {CONTACT[0] + '@' + DOMAIN:<28}{CONTACT[1]}  客户联系人（/portal）\n"
    return f"可以登录的人，密码都是 {PASSWORD}：\n" + "".join(lines) + contact
