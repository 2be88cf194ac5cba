"""The demo company's care for personal data: notices in force, consents, requests on the register, rules that run."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager

from dougong.clients.models import Contact
from dougong.kit import clock
from dougong.kit.demobuild import Demo
from dougong.privacy.services import consents, retention
from dougong.privacy.texts import TEMPLATES

#: (days ago, kind, how, wish, outcome, answer)
_REQUESTS = (
    (64, "access", "mail", "请告知贵公司保存了我的哪些信息。", "done", "已导出并邮寄给本人。"),
    (33, "correct", "phone", "我的职务改为厂务部长。", "done", "已更正。"),
    (12, "erase", "mail", "我已离开该公司，请删除我的信息。", "", ""),
    (3, "copy", "meeting", "需要一份我的信息副本。", "", ""),
)
_CONSENTS = (("service", "paper"), ("marketing", "meeting"), ("service", "phone"), ("image", "paper"))


def build(demo: Demo) -> None:
    keeper, admin = demo.actors["fang"], demo.actors["admin"]
    with _on(demo, 400):
        for audience, text in TEMPLATES.items():
            draft = consents.write_notice(admin, audience=audience, zh=text["zh"], en=text["en"])
            consents.publish_notice(admin, notice_id=draft.pk)
        retention.set_rule(keeper, target="contacts", months=24, action="anonymise", is_on=True)
        retention.set_rule(keeper, target="notifications", months=12, action="delete", is_on=True)
    people = list(Contact.objects.filter(archived_at__isnull=True).order_by("created_at", "id")[: len(_REQUESTS)])
    for person, (purpose, how) in zip(people, _CONSENTS, strict=False):
        with _on(demo, 180):
            consents.record_consent(keeper, kind="contact", person_id=person.pk, purpose=purpose, how=how)
    for person, (ago, kind, how, wish, outcome, answer) in zip(people, _REQUESTS, strict=False):
        with _on(demo, ago):
            row = consents.receive_request(keeper, kind=kind, how=how, wish=wish, person="contact", person_id=person.pk)
        if outcome:
            with _on(demo, ago - 6):
                consents.close_request(keeper, request_id=row.pk, version=1, state=outcome, answer=answer)
    demo.progress("个人信息", 1, 1)


def _on(demo: Demo, days: int) -> AbstractContextManager[None]:
    """Ten in the morning of that day: without a draw, so that what is built later stays as it was."""
    instant = dt.datetime.combine(demo.today - dt.timedelta(days=days), dt.time(10), clock.zone())
    return clock.frozen(instant)
