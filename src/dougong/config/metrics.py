"""Prometheus figures. Under the supervisor all web processes write to one folder, so any can answer."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.http import HttpRequest
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
MULTI = "PROMETHEUS_MULTIPROC_DIR"

_requests = Counter("dougong_requests", "Requests answered", ["method", "route", "status"])
_seconds = Histogram("dougong_request_seconds", "Time to answer", ["method", "route"], buckets=SECONDS)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}


def observe(request: HttpRequest, status: int, seconds: float) -> None:
    """Count one request under its route (never its path: that would be one series per record)."""
    match = request.resolver_match
    method = request.method if request.method in _METHODS else "other"
    key = (
        str(method),
        f"/{match.route}" if match and match.route[:1] != "^" else "app" if match else "none",
        status,
    )
    pair = _children.get(key)
    if pair is None:
        pair = _children[key] = (
            _requests.labels(key[0], key[1], str(status)),
            _seconds.labels(key[0], key[1]),
        )
    pair[0].inc()
    pair[1].observe(seconds)


class _Queues(Collector):
    """What waits in the database, counted when asked: jobs by state, events by state."""

    def collect(self) -> Iterator[Metric]:
        from dougong.config.queues import counts

        for name, text, label, values in counts():
            family = GaugeMetricFamily(name, text, labels=[label])
            for value, count in values.items():
                family.add_metric([value], count)
            yield family


def render() -> bytes:
    """The page, in Prometheus' text format."""
    queues = CollectorRegistry()
    queues.register(_Queues())
    if os.environ.get(MULTI):
        shared = CollectorRegistry()
        MultiProcessCollector(shared)
        return generate_latest(shared) + generate_latest(queues)
    return generate_latest(REGISTRY) + generate_latest(queues)
