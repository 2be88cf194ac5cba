from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Q, QuerySet

from dougong.accounts.models import Department, User
from dougong.clients.answers import fed_as_shown, ruled
from dougong.clients.models import TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.forms.checking import told
from dougong.forms.questionnaires import asked_at, questions_out
from dougong.forms.rules import FieldDef
from dougong.forms.words import place
from dougong.intake import challenge, rules
from dougong.intake.models import PublicForm, Submission
from dougong.intake.policies import PUBLIC_FORM, SUBMISSION
from dougong.kit import clock, purging
from dougong.kit.access import get_visible, may, require
from dougong.kit.actor import Actor
from dougong.kit.crypto import Unreadable
from dougong.kit.errors import NotFound
from dougong.kit.filters import Filter
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, ListSpec
from dougong.kit.regions import provinces
from dougong.kit.registry import resource
from dougong.kit.trades import trades

STATES = (("new", "待处理", "Waiting"), ("accepted", "已建档", "Taken up"), ("rejected", "已拒绝", "Rejected"))
CHANNELS = (("web", "网页", "Web"), ("api", "接口", "API"))
BUSY = 30


# ---- in public


def open_form(key: str) -> PublicForm:
    """The form at an address. Closed, retired and absent answer alike."""
    rows = PublicForm.objects.select_related("form")
    found = rows.filter(key=key, is_open=True, form__archived_at__isnull=True).first() if len(key) <= 40 else None
    if found is None:
        raise NotFound()
    return found


def public_page(key: str) -> dict[str, Any]:
    """What whoever opens the address is told: the questions, the consent, the challenge; nothing of us beside the company's name."""
    found = open_form(key)
    hour_ago = clock.now() - dt.timedelta(hours=1)
    busy = Submission.objects.filter(public_form=found, received_at__gte=hour_ago).count() > BUSY
    return {
        "company": settings.DOUGONG_COMPANY,
        "zh": found.form.zh,
        "en": found.form.en or found.form.zh,
        "intro_zh": found.intro_zh,
        "intro_en": found.intro_en,
        "consent_zh": consent_text(found, "zh"),
        "consent_en": consent_text(found, "en"),
        "uploads": found.uploads,
        "questions": [_asked(q) for q in found.form.fields if not q.removed],
        "challenge": challenge.pose(key, busy=busy),
    }


def consent_text(found: PublicForm, language: str) -> str:
    """Who, what for, how long, and which rights: 个人信息保护法 第十四、十七条."""
    company, days = settings.DOUGONG_COMPANY, found.retention_days
    if language == "en":
        purpose = found.purpose_en or found.purpose_zh
        return (
            f"{company} handles what you fill in to: {purpose}. If nothing comes of it, it is deleted after {days} days. "
            "You can ask to see, correct or delete it, and withdraw this consent, at any time, by writing to us."
        )
    return (
        f"{company}将您填写的内容用于：{found.purpose_zh}。没有后续业务的，{days} 天后删除。"
        "您可以随时联系我们查阅、更正、删除，或撤回同意。"
    )


def _asked(field: FieldDef) -> dict[str, Any]:
    """Places and trades are offered as choices: a stranger has no other list to choose from."""
    offered = [(v, zh, en) for v, zh, en in field.choices]
    if field.type == "region":
        offered = [(p.code, p.name, p.name) for p in provinces()]
    elif field.type == "industry":
        offered = [(t.code, t.name, t.name) for t in trades()]
    kind = "choice" if field.type in ("region", "industry") else field.type
    return {
        "key": field.key, "type": kind, "zh": field.zh, "en": field.name_en, "meaning_zh": field.meaning_zh,
        "meaning_en": field.meaning_en, "required": field.required, "max_length": field.max_length,
        "choices": [{"value": v, "zh": zh, "en": en} for v, zh, en in offered],
    }  # fmt: skip


def origins_of(key: str) -> list[str]:
    """The sites that may show the form in a frame; none for an address of nothing."""
    found = PublicForm.objects.filter(key=key[:40], is_open=True).values_list("origins", flat=True).first()
    return list(found or [])


# ---- for us


def public_forms(actor: Actor) -> list[dict[str, Any]]:
    require(actor, PUBLIC_FORM, "view")
    rows = PublicForm.objects.visible_to(actor).select_related("form", "owner").order_by("-created_at")
    return [_form_out(f) for f in rows[:200]]


def public_form(actor: Actor, public_form_id: uuid.UUID) -> dict[str, Any]:
    rows = PublicForm.objects.visible_to(actor).select_related("form", "owner")
    return _form_out(get_visible(rows, public_form_id))


def _form_out(found: PublicForm) -> dict[str, Any]:
    names = (
        "id", "version", "key", "intro_zh", "intro_en", "purpose_zh", "purpose_en", "retention_days", "origins",
        "uploads", "is_open", "created_at",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in names},
        "owners": _rules(found),
        "form": {"id": found.form_id, "zh": found.form.zh, "en": found.form.en or found.form.zh},
        "owner": {"id": found.owner_id, "name": found.owner.name},
        "consent_zh": consent_text(found, "zh"),
        "consent_en": consent_text(found, "en"),
    }


def _rules(found: PublicForm) -> list[dict[str, Any]]:
    people = _names(User, [r.get("owner_id") for r in found.owners])
    at = _names(Department, [r.get("department_id") for r in found.owners])
    return [
        {
            "region": r["region"],
            "place": place(r["region"]),
            "owner": _named(people, r.get("owner_id")),
            "department": _named(at, r.get("department_id")),
        }
        for r in found.owners
    ]


def _names(model: Any, keys: list[str | None]) -> dict[Any, str]:
    wanted = [key for key in keys if key]
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _named(names: dict[Any, str], key: str | None) -> dict[str, Any] | None:
    pk = parse_id(key) if key else None
    return {"id": pk, "name": names[pk]} if pk in names else None


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(title__icontains=text)


def _suspect(op: str, values: list[str], actor: Actor) -> Q:
    found = Q(score__gte=rules.SUSPECT)
    return found if values[0] == "true" else ~found


SUBMISSIONS = ListSpec(
    code="enquiries",
    resource=SUBMISSION,
    zh="网上咨询",
    en="Enquiries",
    default_sort="-received_at",
    cols=(
        Col("id", hidden=True),
        Col("title", "来自", "From", sort=True),
        Col("form", "表单", "Form", path="public_form__form__zh"),
        Col("form_en", hidden=True, path="public_form__form__en"),
        Col("channel", "渠道", "Channel", type="choice", choices=CHANNELS),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("score", "垃圾可能", "Spam score", type="number", sort=True),
        Col("reasons", hidden=True),
        Col("owner", "负责人", "Owner", path="owner__name", type="person"),
        Col("received_at", "收到", "Received", type="datetime", sort=True),
        Col("decided_by_name", "处理人", "Decided by"),
        Col("expires_on", "到期删除", "Deleted on", type="date", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("title", "来自", "From"),
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("channel", "渠道", "Channel", type="choice", choices=CHANNELS),
        Filter("suspect", "疑似垃圾", "Probable spam", type="bool", custom=_suspect),
        Filter("owner", "负责人", "Owner", type="person", lookup="owner_id"),
        Filter("received", "收到", "Received", type="date", lookup="received_at", instant=True),
    ),
    search=_search,
)


def submission(actor: Actor, submission_id: uuid.UUID) -> dict[str, Any]:
    """One enquiry with its answers, and what a dossier made of it would hold."""
    rows = Submission.objects.visible_to(actor).select_related("public_form__form", "owner", "client")
    found: Submission = get_visible(rows, submission_id)
    asked = asked_at(found.public_form.form, found.number)
    held = opened(found)
    answered = [f for f in asked if f.key in held]
    shown = ruled(actor, answered, {f.key: told(f, held[f.key]) for f in answered})
    names = (
        "id", "version", "title", "channel", "state", "score", "reasons", "received_at", "consent_at", "consent_text", "language",
        "expires_on", "decided_by_name", "decided_at", "note",
    )  # fmt: skip
    client = found.client if found.client and _sees(actor, found) else None
    his = may(actor, SUBMISSION, "update", found.pk)
    return {
        **{name: getattr(found, name) for name in names},
        "form": found.public_form.form.zh,
        "form_en": found.public_form.form.en,
        "owner": {"id": found.owner_id, "name": found.owner.name},
        "client": {"id": client.pk, "name": client.name} if client else None,
        "made": _made(actor, found),
        "may_undo": his and untouched(actor, found),
        "questions": questions_out(shown.questions),
        "answers": shown.answers,
        "names": shown.names,
        "fed": fed_as_shown(actor, fed(asked, held)),
        "may": his,
    }


def _made(actor: Actor, found: Submission) -> list[dict[str, Any]]:
    """What was opened with the client, of it what the reader sees."""
    told = []
    for made in found.made:
        kind = resource(made["resource"])
        row = (
            kind.visible_to(actor).filter(pk=made["id"]).first()
            if kind.code != CLIENT and actor.can(kind.code, "view")
            else None
        )
        if row is not None:
            told.append(
                {"resource": kind.code, "id": row.pk, "title": kind.title(row), "link": kind.link.format(id=row.pk)}
            )
    return told


def untouched(actor: Actor, found: Submission) -> bool:
    """Whether nothing was done since with what it made, and whoever asks made it or may delete dossiers."""
    if found.state != "accepted" or found.client is None or not found.made or found.emptied_at is not None:
        return False
    if found.client.created_by_id != actor.id and not actor.can(CLIENT, "purge"):
        return False
    if found.client.state != "draft" or found.client.archived_at is not None:
        return False
    rows = [resource(m["resource"]).model._default_manager.filter(pk=m["id"], version=m["version"]) for m in found.made]
    if not all(one.exists() for one in rows) or purging.forbidden(actor, resource(CLIENT), [found.client.pk]):
        return False
    told = TimelineEntry.objects.filter(client=found.client, pk__gt=found.made[0].get("entry", 0))
    return not (
        told.exists() or purging.put_since(resource(CLIENT), found.client.pk, found.decided_at or found.received_at)
    )


def _sees(actor: Actor, found: Submission) -> bool:
    return bool(resource(CLIENT).visible_to(actor).filter(pk=found.client_id).exists())


def opened(found: Submission) -> dict[str, Any]:
    """The answers; none when their key is lost."""
    if not found.answers or isinstance(found.answers, Unreadable):
        return {}
    answers: dict[str, Any] = orjson.loads(found.answers)
    return answers


def fed(asked: tuple[FieldDef, ...], answers: dict[str, Any]) -> dict[str, Any]:
    """What the answers would put into a dossier and its contact, by target."""
    return {f.target: told(f, answers[f.key]) for f in asked if f.target and f.key in answers}
