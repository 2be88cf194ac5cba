"""What the machine's keeper asks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from dougong.config import health
from dougong.kit import clock
from dougong.kit.models import Heartbeat, Job


def beat(ago: dt.timedelta) -> None:
    Heartbeat.objects.update_or_create(process="worker", defaults={"beat_at": clock.now() - ago})


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_when_database_migrations_and_worker_are(client: Client) -> None:
    beat(dt.timedelta(seconds=10))
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "migrations": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_not_ready_when_the_worker_has_been_silent(client: Client) -> None:
    beat(dt.timedelta(minutes=5))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["worker"]) == (503, "silent")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: [("clients.0002", False)])
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "missing")
    assert health._migrated is False


def test_not_ready_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("password=hunter2")

    monkeypatch.setattr(health.connection, "cursor", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (503, "no answer")
    assert b"hunter2" not in response.content


@pytest.mark.django_db
def test_the_metrics_count_requests_by_route_and_jobs_by_state(client: Client) -> None:
    Job.objects.create(kind="a", status="failed")
    for path in ("/healthz", "/clients/nobody-1", "/clients/nobody-2"):
        client.get(path)
    text = client.get("/metrics").content.decode()
    assert 'dougong_requests_total{method="GET",route="/healthz",status="200"}' in text
    assert 'dougong_request_seconds_bucket{le="0.005",method="GET",route="/healthz"}' in text
    assert 'dougong_jobs{state="failed"} 1.0' in text
    assert 'dougong_outbox_deliveries{state="dead"} 0.0' in text
    assert "nobody" not in text


@pytest.mark.django_db
def test_the_metrics_are_closed_to_other_machines_without_the_token(client: Client, settings: Settings) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert client.get("/metrics", headers={"x-forwarded-for": "10.0.0.9"}).status_code == 403
    import dataclasses

    settings.ENV = dataclasses.replace(settings.ENV, metrics_token="s3same")
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers={"authorization": "Bearer no"}).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers={"authorization": "Bearer s3same"}).status_code == 200
