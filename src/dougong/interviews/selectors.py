from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.clients.answers import ruled
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.forms.checking import told
from dougong.forms.models import Form
from dougong.forms.questionnaires import asked_at, questions_out, targets
from dougong.forms.rules import FieldDef, is_blank
from dougong.interviews import rules
from dougong.interviews.models import Interview
from dougong.interviews.policies import INTERVIEW, near
from dougong.kit import fields
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.jsonable import plain
from dougong.kit.listing import Col, ListSpec, Walk
from dougong.kit.registry import ADDED

STATES = (("draft", "进行中", "Under way"), ("done", "已完成", "Finished"))
_TEXTS = ("text", "long_text")


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(client__name__contains=text) | Q(form__zh__icontains=text) | Q(form__en__icontains=text))


def _templates() -> tuple[tuple[str, str, str], ...]:
    rows = Form.objects.filter(purpose="interview").order_by("zh").values_list("pk", "zh", "en")
    return tuple((str(pk), zh, en or zh) for pk, zh, en in rows)


INTERVIEWS = ListSpec(
    code="interviews",
    resource=INTERVIEW,
    zh="访谈",
    en="Interviews",
    default_sort="-held_on",
    cols=(
        Col("id", hidden=True),
        Col("template", "访谈", "Interview", path="form__zh"),
        Col("template_en", hidden=True, path="form__en"),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("contact", "受访人", "With", path="contact__name"),
        Col("interviewer", "访谈人", "Held by", path="interviewer__name", type="person"),
        Col("held_on", "日期", "Held on", type="date", sort=True),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
        Filter("opportunity", "商机", "Opportunity", type="record", lookup="opportunity_id"),
        Filter(
            "template", "访谈", "Interview", type="choice", choices=_templates, custom=lambda op, v, a: _by_form(op, v)
        ),
        Filter("interviewer", "访谈人", "Held by", type="person", lookup="interviewer_id"),
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("held_on", "日期", "Held on", type="date"),
    ),
    base=lambda rows: rows.filter(client__archived_at__isnull=True),
    search=_search,
    walk=Walk(sorts=("held_on",), of=CLIENT, rows=near),
)


def _by_form(op: str, values: list[str]) -> Q:
    known = {pk for pk, _, _ in _templates()}
    found = Q(form_id__in=[v for v in values if v in known])
    if op in ("empty", "filled"):
        return Q(form__isnull=op == "empty")
    return found if op == "in" else ~found


def interview(actor: Actor, interview_id: uuid.UUID) -> dict[str, Any]:
    """One interview: its questions in the wording they were asked in, and the answers."""
    rows = Interview.objects.visible_to(actor).select_related("client", "opportunity", "form", "contact", "interviewer")
    found: Interview = get_visible(rows, interview_id)
    asked = [f for f in asked_at(found.form, found.number) if not f.removed]
    shown = ruled(actor, asked, {f.key: told(f, found.answers[f.key]) for f in asked if f.key in found.answers})
    contacts = found.client.contacts.filter(archived_at__isnull=True).order_by("-is_primary", "created_at")
    return {
        "id": found.pk,
        "version": found.version,
        "template": {"id": found.form_id, "zh": found.form.zh, "en": found.form.en or found.form.zh},
        "client": {"id": found.client_id, "name": found.client.name},
        "opportunity_id": found.opportunity_id,
        "contact": {"id": found.contact_id, "name": found.contact.name} if found.contact else None,
        "contacts": [dict(row) for row in contacts.values("id", "name")[:100]],
        "interviewer": {"id": found.interviewer_id, "name": found.interviewer.name},
        "held_on": found.held_on,
        "state": found.state,
        "done_at": found.done_at,
        "questions": questions_out(shown.questions),
        "answers": shown.answers,
        "names": shown.names,
        "locked": shown.locked,
        "applied": len(found.applied),
        "may": {
            "write": may(actor, CLIENT, "note", found.client_id),
            "apply": may(actor, CLIENT, "update", found.client_id),
        },
    }


def proposals(actor: Actor, interview_id: uuid.UUID) -> dict[str, Any]:
    """Each answer that feeds a field: what the dossier holds and what it would hold. Fields the reader is not shown are left out."""
    found: Interview = get_visible(Interview.objects.visible_to(actor).select_related("client", "form"), interview_id)
    items = []
    for question, field, proposal in proposed(actor, found):
        items.append(
            {
                "key": proposal.key, "zh": field.zh, "en": field.name_en, "type": field.type, "question_zh": question.zh,
                "question_en": question.name_en, "before": proposal.before, "after": proposal.after, "same": proposal.same,
                "appendable": proposal.appendable,
                "choices": [{"value": v, "zh": zh, "en": en} for v, zh, en in field.choices],
            }
        )  # fmt: skip
    return {"client_version": found.client.version, "items": items, "applied": found.applied}


def proposed(actor: Actor, found: Interview) -> list[tuple[FieldDef, FieldDef, rules.Proposal]]:
    """(question, field of the dossier, what would change), in the questions' order."""
    known = targets()
    held = dossier_values(found.client, known)
    items = []
    for question in asked_at(found.form, found.number):
        field = known.get(question.target) if question.target and not question.removed else None
        answer = found.answers.get(question.key)
        if field is None or is_blank(answer) or fields.mode(actor, CLIENT, question.target) is not None:
            continue
        after = told(question, answer)
        appendable = field.type in _TEXTS and question.type in _TEXTS
        items.append((question, field, rules.Proposal(question.target, held.get(question.target), after, appendable)))
    return items


def dossier_values(client: Client, known: dict[str, FieldDef]) -> dict[str, Any]:
    """What a dossier holds under these keys, as answers tell it; nothing is None."""
    whole = client.facts_whole
    found: dict[str, Any] = {}
    for key, field in known.items():
        raw = whole.get(key.removeprefix(ADDED)) if key.startswith(ADDED) else plain({key: getattr(client, key)})[key]
        found[key] = None if is_blank(raw) else told(field, raw)
    return found
