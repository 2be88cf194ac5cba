from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, F

from dougong.clients.models import Contact
from dougong.files.selectors import file_counts
from dougong.kit import fields
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.requirements import choices, rules
from dougong.requirements.models import Criterion, Prototype, Requirement, Specification, TestCase
from dougong.requirements.policies import CRITERION, PROTOTYPE, REQUIREMENT, SPECIFICATION, TEST_CASE
from dougong.requirements.selectors.lists import covered, pairs

_RIGHTS = ("update", "agree", "test", "assign", "share", "export")


def specification(actor: Actor, specification_id: uuid.UUID) -> dict[str, Any]:
    """One specification: where it belongs, how far it is, what its requirements lack, and what the actor may do."""
    rows = Specification.objects.visible_to(actor).select_related("opportunity__client", "opportunity__owner", "keeper")
    found: Specification = get_visible(rows, specification_id)
    opportunity = found.opportunity
    states = dict(
        Requirement.objects.filter(specification=found).order_by().values_list("state").annotate(n=Count("pk"))
    )
    whole = rules.coverage(pairs([found.pk]).get(found.pk, ()))
    cases = TestCase.objects.filter(specification=found, archived_at__isnull=True).order_by()
    results = dict(cases.values_list("last_result").annotate(n=Count("pk")))
    contacts = Contact.objects.filter(client_id=opportunity.client_id, archived_at__isnull=True)
    return {
        "id": found.pk,
        "version": found.version,
        "title": opportunity.title,
        "number": opportunity.number,
        "opportunity_id": opportunity.pk,
        "client": {"id": opportunity.client_id, "name": opportunity.client.name},
        "owner": _named(opportunity.owner),
        "keeper": _named(found.keeper),
        "shared_at": found.shared_at,
        "states": {state: states.get(state, 0) for state in choices.values(choices.STATES)},
        "coverage": {"live": whole.live, "tested": whole.tested, "accepted": whole.accepted, "percent": whole.percent},
        "tests": {result or "never": n for result, n in results.items()} if actor.can(TEST_CASE, "view") else {},
        "prototypes": Prototype.objects.filter(specification=found, archived_at__isnull=True).count(),
        "criteria": Criterion.objects.filter(specification=found, archived_at__isnull=True).count(),
        "contacts": [dict(row) for row in contacts.order_by("-is_primary", "created_at").values("id", "name")[:100]],
        "may": {action: may(actor, SPECIFICATION, action, found.pk) for action in _RIGHTS},
        "sees": [code for code in (REQUIREMENT, PROTOTYPE, TEST_CASE, CRITERION) if actor.can(code, "view")],
        "text_hidden": fields.mode(actor, REQUIREMENT, "text") is not None,
    }


def _named(user: Any) -> dict[str, Any] | None:
    return {"id": user.pk, "name": user.name} if user else None


def requirement(actor: Actor, requirement_id: uuid.UUID) -> dict[str, Any]:
    """One requirement with its wordings, what tests it, what judges it."""
    rows = covered(Requirement.objects.visible_to(actor).select_related("agreed_with", "source_entry"))
    found: Any = get_visible(rows, requirement_id)
    names = (
        "id", "version", "seq", "number", "specification_id", "title", "text", "kind", "priority", "source", "source_note",
        "state", "revision", "agreed_on", "agreed_revision", "tested", "accepted", "created_at", "updated_at",
    )  # fmt: skip
    changes = found.changes.order_by("-pk").values("id", "revision", "what", "values", "reason", "at", "by_name")
    answer = {
        **{name: getattr(found, name) for name in names},
        "agreed_with": {"id": found.agreed_with_id, "name": found.agreed_with.name} if found.agreed_with else None,
        "source_entry_id": found.source_entry_id,
        "source_entry": found.source_entry.text[:120] if found.source_entry else "",
        "changes": [dict(row) for row in changes[:200]],
        "tests": _parts(actor, TEST_CASE, found.test_cases),
        "criteria": _parts(actor, CRITERION, found.criteria),
        "prototypes": _parts(actor, PROTOTYPE, found.prototypes),
    }
    return fields.shown(actor, REQUIREMENT, answer)


def _parts(actor: Actor, code: str, rows: Any) -> list[dict[str, Any]]:
    if not actor.can(code, "view"):
        return []
    return [
        {"id": p.pk, "number": p.number, "title": p.title}
        for p in rows.filter(archived_at__isnull=True).order_by("seq")
    ]


def prototype(actor: Actor, prototype_id: uuid.UUID) -> dict[str, Any]:
    """One prototype with its versions, the newest first, and the client's word on each."""
    found: Prototype = get_visible(Prototype.objects.visible_to(actor), prototype_id)
    rows = found.versions.order_by("-no").values(
        "no", "link", "attachment_id", "note", "at", "by_name", "verdict", "feedback", "feedback_on",
        file=F("attachment__file__name"), feedback_by_name=F("feedback_by__name"),
    )  # fmt: skip
    return {
        **_part(found, "note", "latest", "verdict"),
        "versions": [dict(row) for row in rows],
        "files": file_counts(PROTOTYPE, [found.pk]).get(found.pk, 0),
    }


def test_case(actor: Actor, case_id: uuid.UUID) -> dict[str, Any]:
    found: TestCase = get_visible(TestCase.objects.visible_to(actor), case_id)
    runs = found.runs.order_by("-pk").values("id", "result", "note", "at", "by_name")
    return {
        **_part(found, "steps", "expected", "last_result", "last_run_at", "last_run_by"),
        "runs": [dict(row) for row in runs[:100]],
    }


def criterion(actor: Actor, criterion_id: uuid.UUID) -> dict[str, Any]:
    found: Criterion = get_visible(Criterion.objects.visible_to(actor), criterion_id)
    return _part(found, "method", "tolerance", "standard", "stage")


def _part(found: Any, *names: str) -> dict[str, Any]:
    """What all parts have, with the requirements that it is for."""
    linked = found.requirements.order_by("seq")
    return {
        **{
            name: getattr(found, name)
            for name in ("id", "version", "seq", "number", "specification_id", "title", *names)
        },
        "archived_at": found.archived_at,
        "updated_at": found.updated_at,
        "requirements": [{"id": r.pk, "number": r.number, "title": r.title} for r in linked],
    }


# ---- the client's window


def shared_with_contact(actor: Actor, client_id: uuid.UUID) -> list[dict[str, Any]]:
    """What a client's contact is shown: of each shared specification what is agreed, and the acceptance standards."""
    specs = Specification.objects.visible_to(actor).filter(opportunity__client_id=client_id)
    found: dict[uuid.UUID, dict[str, Any]] = {
        pk: {"id": pk, "title": title, "shared_at": at, "requirements": [], "criteria": []}
        for pk, title, at in specs.order_by("shared_at").values_list("pk", "opportunity__title", "shared_at")
    }
    wanted = (
        ("requirements", REQUIREMENT, ("text", "agreed_on")),
        ("criteria", CRITERION, ("method", "tolerance", "standard", "stage")),
    )
    for key, code, names in wanted:
        rows: Any = resource(code).visible_to(actor).filter(specification__in=list(found))
        for row in rows.order_by("seq"):
            told = {name: getattr(row, name) for name in ("id", "number", "title", *names)}
            found[row.specification_id][key].append(told)
    return list(found.values())
