"""The metrics of the dashboard, one class each."""

from dougong.insights.metrics.base import NO_MONTH, Fact, Metric
from dougong.insights.metrics.contracts import LATE, LateClients, OverdueThen, Receivables, Received, Signed
from dougong.insights.metrics.funnel import Funnel
from dougong.insights.metrics.points import PointsGiven
from dougong.insights.metrics.promises import LatePromises

SIGNED, RECEIVED, RECEIVABLES = Signed(), Received(), Receivables()
LATE_CLIENTS, OVERDUE_THEN, FUNNEL, POINTS = LateClients(), OverdueThen(), Funnel(), PointsGiven()
LATE_PROMISES = LatePromises()
METRICS: dict[str, Metric] = {
    m.slug: m for m in (SIGNED, RECEIVED, RECEIVABLES, LATE_CLIENTS, OVERDUE_THEN, FUNNEL, POINTS, LATE_PROMISES)
}

__all__ = [
    "FUNNEL",
    "LATE",
    "LATE_CLIENTS",
    "LATE_PROMISES",
    "METRICS",
    "NO_MONTH",
    "OVERDUE_THEN",
    "POINTS",
    "RECEIVABLES",
    "RECEIVED",
    "SIGNED",
    "Fact",
    "Metric",
]
