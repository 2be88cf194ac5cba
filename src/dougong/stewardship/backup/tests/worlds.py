"""A small company with something in every corner that a backup must bring back, and places to restore it into."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from dougong.audit.services import seal_all
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.contracts import services as contracts
from dougong.contracts.tests import factories as contract_factories
from dougong.files.services import attach
from dougong.kit.money import Money
from dougong.stewardship.backup import making
from dougong.stewardship.backup.places import Place
from dougong.stewardship.backup.restoring import Run
from tests.cast import Cast

KEY = "correct horse battery staple"
PHONE = "+8613800002207"


def company(cast: Cast, deliver: Callable[[], int]) -> Client:
    """A client with a secret phone, a contract with a receipt and its points, two documents, and a sealed audit."""
    client = clients.create_client(cast.lin, name="启岳半导体🏗️（苏州）有限公司", phone="13800002207")
    contract = contract_factories.in_force(cast, client)
    amount, day = Money("4860000.00"), dt.date(2026, 11, 5)
    contracts.record_receipt(cast.xu, contract_id=contract.pk, amount=amount, received_on=day)
    for name, text in (("说明书.txt", "甲"), ("会议纪要.txt", "乙\\t\n")):
        attach(cast.lin, resource="clients.client", object_id=client.pk, filename=name, data=text.encode())
    deliver()
    seal_all()
    return client


def archive(folder: Path, name: str = "a.backup") -> making.Made:
    return making.make(folder / name, KEY)


def aside(folder: Path) -> tuple[Place, Run]:
    """An empty place on the engine of these tests, and steps that copy the tests' schema instead of migrating for seconds."""
    (folder / "data").mkdir()
    if connection.vendor == "sqlite":
        return Place(folder / "data"), _copied_file
    return Place(folder / "data", _server(f"dougong_restored_{os.getpid()}")), _copied_database


def _copied_file(place: Place, what: str, asked: dict[str, Any]) -> dict[str, Any]:
    if what == "lay":
        connection.close()
        name = connection.settings_dict["NAME"]
        with closing(sqlite3.connect(name)) as old, closing(sqlite3.connect(place.file)) as new:
            old.backup(new)
    return {"migrated": []}


def _copied_database(place: Place, what: str, asked: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL copies a database as a whole, when nobody is in it."""
    import psycopg

    if what == "lay":
        old, new = connection.settings_dict["NAME"], urlsplit(place.database_url).path.lstrip("/")
        connection.close()
        with psycopg.connect(_server("postgres"), autocommit=True) as server:
            # Connections that earlier tests' threads left behind.
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [old])
            server.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')  # type: ignore[arg-type]  # our own names
            server.execute(f'CREATE DATABASE "{new}" TEMPLATE "{old}"')  # type: ignore[arg-type]  # our own names
    return {"migrated": []}


def _server(database: str) -> str:
    from dougong.stewardship.backup.services import _server_url

    return urlunsplit(urlsplit(_server_url())._replace(path=f"/{database}"))
