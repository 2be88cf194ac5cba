"""A dossier is drafted, looked at by whom a rule names, and then in force; a change of what counts can ask again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from dougong.approvals import rules as approval_rules
from dougong.approvals import services as approvals
from dougong.approvals.subjects import Subject, Words, register
from dougong.audit.services import record as audit
from dougong.clients import choices, errors, standard
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.clients.services.activity import record
from dougong.clients.services.dossiers import locked_client
from dougong.forms.rules import missing
from dougong.forms.selectors import all_fields, own_fields
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, FieldErrors
from dougong.kit.registry import ADDED
from dougong.kit.stream import notify

DRAFT, REVIEW, IN_FORCE = "draft", "review", "in_force"


def _key_fields() -> Words:
    """What can ask again when it changes."""
    columns = [(f.key, f.zh, f.name_en) for f in standard.COLUMNS]
    defined = (*standard.FIELDS, *own_fields(CLIENT))
    return (*columns, *((f"{ADDED}{f.key}", f.zh, f.name_en) for f in defined if not f.removed))


register(Subject(CLIENT, "客户档案", "Client dossiers", choices.CLIENT_KINDS, _key_fields))


def lacking(actor: Actor, client: Client) -> list[BusinessError]:
    """What a client of this kind must have and has not, each at its field."""
    columns = missing(standard.COLUMNS, {f.key: client.held(f.key) for f in standard.COLUMNS}, client.kind)
    facts = missing(all_fields(CLIENT, actor), client.facts_whole, client.kind)
    return [
        FieldError(name, f"{field.zh}要填。", f"{field.name_en} is needed.")
        for name, field in (*((f.key, f) for f in columns), *((f"{ADDED}{f.key}", f) for f in facts))
    ]


@transaction.atomic
def submit_dossier(actor: Actor, *, client_id: uuid.UUID, note: str = "") -> Client:
    """Ask that a draft come into force; it does at once where no rule wants a decision. Raises FieldErrors, NotADraft."""
    client = locked_client(actor, client_id)
    if client.state != DRAFT:
        raise errors.NotADraft(name=client.name)
    faults = lacking(actor, client)
    if faults:
        raise FieldErrors(faults)
    title = f"{client.name} 建档"
    asked = approvals.ask(actor, code=CLIENT, object_id=client.pk, title=title, kind=client.kind, note=note)
    _set(actor, client, REVIEW if asked else IN_FORCE)
    return client


def ask_again(actor: Actor, client: Client, changed: Iterable[str]) -> None:
    """In the transaction of a change of a dossier in force: where the rule names one of the fields, it is looked at again."""
    if client.state != IN_FORCE:
        return
    fields = approval_rules.asks_again(approvals.rule_for(CLIENT, client.kind), changed)
    if not fields:
        return
    note = "改了" + "、".join(called(fields))
    if approvals.ask(actor, code=CLIENT, object_id=client.pk, title=f"{client.name} 改档", kind=client.kind, note=note):
        _set(actor, client, REVIEW)


def called(fields: Iterable[str]) -> list[str]:
    """Key fields by name."""
    names = {key: zh for key, zh, _ in _key_fields()}
    return [names.get(f, f) for f in fields]


@transaction.atomic
def settle(actor: Actor, *, client_id: uuid.UUID, state: str, comment: str) -> None:
    """What was decided of a dossier: in force, or a draft again."""
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is not None and client.state == REVIEW:
        _set(actor, client, IN_FORCE if state == "approved" else DRAFT, decision=state, comment=comment)


def _set(actor: Actor, client: Client, state: str, *, decision: str = "", comment: str = "") -> None:
    before, client.state = client.state, state
    client.store("state")
    audit(actor, "set_state", CLIENT, client, before={"state": before}, after={"state": state}, reason=comment)
    told: dict[str, Any] = {"state": state}
    kind = f"dossier_{decision}" if decision else f"dossier_{state}"
    record(
        actor, client_id=client.pk, kind=kind, group="change", resource=CLIENT, object_id=client.pk, text=comment, **told
    )
    notify(CLIENT, client.pk)
