"""Interviews for tests, made through the services."""

from __future__ import annotations

from typing import Any

from dougong.clients.models import Client
from dougong.forms.models import Form
from dougong.interviews import services
from dougong.interviews.models import Interview
from dougong.kit.actor import Actor


def begun(actor: Actor, client: Client, template: str = "first_visit", **answers: Any) -> Interview:
    """By a ready template; `answers` by the field of the dossier that they feed, or by the Chinese question."""
    form = Form.objects.get(code=f"interview.{template}")
    made = services.begin_interview(actor, client_id=client.pk, form_id=form.pk)
    keys = {(f.target.removeprefix("facts.") or f.zh): f.key for f in form.fields}
    told = {keys[name]: value for name, value in answers.items()}
    if told:
        made = services.save_answers(actor, interview_id=made.pk, version=None, answers=told)
    return made


def of_share(own: Any) -> Interview:
    """One of the leak matrix's company."""
    return begun(own.owner, own.row("clients.client"), pain=f"{own.mark}能耗高")
