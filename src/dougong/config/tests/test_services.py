"""The servers that tests may ask for are real."""

from __future__ import annotations

import psycopg
import pytest
import redis

pytestmark = pytest.mark.services


def test_postgres_answers_and_is_on_loopback_only(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("postgres://", "postgresql://")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
        version = connection.execute("SHOW server_version_num").fetchone()
    assert version is not None and int(version[0]) >= 150000


def test_redis_answers_and_keeps_nothing(redis_url: str) -> None:
    client = redis.Redis.from_url(redis_url)
    assert client.ping() is True
    assert client.config_get("save") == {"save": ""}
