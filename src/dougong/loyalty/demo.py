"""Points of the demo company: what happened is told to the ledger day by day, so that each entry bears its own day."""

from __future__ import annotations

from dougong.kit import clock
from dougong.kit.demobuild import Demo
from dougong.kit.models import OutboxDelivery
from dougong.kit.outbox import run_pending


def build(demo: Demo) -> None:
    """Deliver the history in its order, with the clock standing at the last event of each day."""
    waiting = OutboxDelivery.objects.filter(status="pending").order_by("due_at").values_list("due_at", flat=True)
    days = {clock.local_date(at): at for at in waiting}
    for done, at in enumerate(sorted(days.values()), 1):
        with clock.frozen(at):
            while run_pending(500):
                pass
        demo.progress("积分", done, len(days))
