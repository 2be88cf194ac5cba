"""Changes of many dossiers in force at once, by an import: those that a rule wants looked at again wait for a decision each, and
whoever decides is told once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from dougong.approvals import rules
from dougong.approvals import services as approvals
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit.actor import Actor

REVIEW, IN_FORCE = "review", "in_force"


class Again:
    """The rules, asked for once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._rules = approvals.rules_of(CLIENT)
        self._decided: dict[str, bool] = {}

    def fields(self, client: Client, changed: Iterable[str]) -> list[str]:
        """Those of the changed fields for which it is looked at again."""
        return rules.asks_again(rules.fitting(self._rules, client.kind), changed) if client.state == IN_FORCE else []

    def has_decider(self, client: Client) -> bool:
        rule = rules.fitting(self._rules, client.kind)
        decider = rule["decider"] if rule else ""
        if decider not in self._decided:
            self._decided[decider] = not rule or bool(approvals.deciders(self._actor, decider))
        return self._decided[decider]

    def ask(
        self, found: Iterable[tuple[Client, list[str]]], *, import_id: str, filename: str
    ) -> dict[uuid.UUID, uuid.UUID]:
        """The decision that each of the clients waits for."""
        from dougong.clients.review import called

        asked = [
            approvals.Asked(
                client.pk, f"{client.name} 改档", client.kind, f"导入「{filename}」改了{'、'.join(called(fields))}"
            )
            for client, fields in found
        ]
        told = f"导入「{filename}」改档"
        return approvals.ask_many(self._actor, code=CLIENT, asked=asked, told=told, key=f"import:{import_id}:review")
