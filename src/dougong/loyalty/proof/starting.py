from __future__ import annotations

from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue, under_way
from dougong.kit.models import Job
from dougong.loyalty.proof.policies import PROOF
from dougong.loyalty.proof.reading import VERIFY


def start_verification(actor: Actor, *, language: str = "zh") -> Job:
    """As a job of the actor's; while one of his is under way, that one."""
    require(actor, PROOF, "verify")
    title = "Verify the points ledger" if language == "en" else "校验积分账本"
    return under_way(VERIFY, actor=actor) or enqueue(VERIFY, actor=actor, title=title)
