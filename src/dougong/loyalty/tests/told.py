"""Events and rules as the tests of the replay write them."""

from __future__ import annotations

import json
from typing import Any

from dougong.loyalty.programme.replay import replay
from dougong.loyalty.programme.rules import parse

RECEIPT = {"code": "receipt", "on": "receipt.recorded", "points": "floor(amount / 10000) * 10"}
IDEA = {"code": "idea", "on": "suggestion.adopted", "points": "30"}
REFERRAL = {"code": "referral", "on": "referral.converted", "points": "20", "expires_after_months": 1}
COMPLAINT = {"code": "complaint", "on": "complaint.closed", "when": "satisfied == false", "points": "-50"}


def rules_of(*rules: dict[str, Any]) -> Any:
    return parse(json.dumps({"rules": rules}).encode())


def event(name: str, kind: str, at: str = "2026-03-01T10:00:00+08:00", client: str = "C1", **data: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "client": client, "at": at, "data": data}


def played(rules: Any, *events: Any) -> dict[str, Any]:
    return replay([e if isinstance(e, bytes) else json.dumps(e).encode() for e in events], rules)


def idea(name: str, at: str = "2026-03-01T10:00:00+08:00", client: str = "C1") -> dict[str, Any]:
    return event(name, "suggestion.adopted", at, client)


def referral(name: str, at: str = "2026-03-01T10:00:00+08:00", client: str = "C1") -> dict[str, Any]:
    return event(name, "referral.converted", at, client)


def reverse(name: str, of: str, at: str = "2026-03-02T10:00:00+08:00", client: str = "C1") -> dict[str, Any]:
    return event(name, "event.reversed", at, client, event=of)


def redeem(name: str, points: Any, at: str = "2026-03-02T10:00:00+08:00") -> dict[str, Any]:
    return event(name, "redemption.requested", at, points=points)


def move(name: str, to: str, points: int, at: str = "2026-03-02T10:00:00+08:00", client: str = "C1") -> dict[str, Any]:
    return event(name, "transfer.requested", at, client, to=to, points=points)
