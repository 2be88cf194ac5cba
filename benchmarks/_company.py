"""A company of 100,000 clients, as many opportunities and 5,000 contracts with their receipts.

Generated once, kept in a temporary folder, copied to PostgreSQL.

python benchmarks/_company.py make SIZE              into DOUGONG_DATA
python benchmarks/_company.py copy FILE.sqlite3      from there into DOUGONG_DATABASE_URL
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import os
import random
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
CITIES = re.findall(
    "..", "苏州上海杭州南京宁波无锡合肥广州深圳佛山东莞厦门福州北京天津青岛济南大连沈阳西安成都重庆武汉长沙"
)
COIN = "启岳沧澜明湖辰远恒泰华阳锦程瑞丰凌云博源宏图中正安和天成海川金石方圆清风长青永盛信达"
WORDS = {
    "科技": 30, "建设": 12, "能源": 10, "置业": 10, "水务": 5, "环保": 5, "医药": 5, "交通": 5, "装备": 5, "教育": 4,
    "物流": 4, "半导体": 3, "新材料": 2,
}  # fmt: skip
SUFFIXES = ("有限公司", "集团有限公司", "股份有限公司")
REGIONS = (("320500", "江苏 苏州"), ("310115", "上海 浦东新区"), ("330100", "浙江 杭州"), ("440300", "广东 深圳"))
AREAS = ("华东大区", "华南大区", "华北大区")
OWNERS, CITY_OFFICES, EVENTS = 5, 4, 25
START = dt.datetime(2025, 1, 6, 2, 0, tzinfo=dt.UTC)
BATCH = 2000


def names(size: int, rng: random.Random) -> Iterator[str]:
    """科技 is in a third of the names, 新材料 in one of fifty, a coined pair such as 启岳 in some twenty of 100,000."""
    for _ in range(size):
        coined = rng.choice(COIN) + rng.choice(COIN)
        word = rng.choices(list(WORDS), list(WORDS.values()))[0]
        yield f"{rng.choice(CITIES)}{coined}{word}{rng.choice(SUFFIXES)}"


def staff() -> dict[str, list[Any]]:
    """The departments and people, through services: three areas of four offices with five owners each.

    `all` is the general manager, `tree` the head of the first area, `own` one owner.
    """
    from dougong.accounts.services import create_person
    from dougong.accounts.structure.departments import create_department
    from dougong.kit.actor import Actor

    system = Actor.system()
    company = create_department(system, name="公司")
    owners, cast = [], {}
    cast["all"] = create_person(system, name="总经理", department_id=company.pk, roles=["management"])
    for area in AREAS:
        above = create_department(system, name=area, parent_id=company.pk)
        head = create_person(system, name=f"{area}经理", department_id=above.pk, roles=["sales_manager"])
        cast.setdefault("tree", head)
        for number in range(CITY_OFFICES):
            office = create_department(system, name=f"{area}{number}部", parent_id=above.pk)
            for place in range(OWNERS):
                person = create_person(system, name=f"销售{number}{place}", department_id=office.pk, roles=["sales"])
                owners.append(person)
    cast["own"] = owners[0]
    return {"owners": owners, "cast": list(cast.items())}


def clients(size: int, owners: list[Any]) -> Iterator[Any]:
    from dougong.clients.models import Client
    from dougong.kit.crypto import blind_index
    from dougong.kit.formats import pinyin, pinyin_initials

    rng = random.Random(7)
    sound, letters = functools.cache(pinyin), functools.cache(pinyin_initials)
    for number, name in enumerate(names(size, rng)):
        owner, (region, region_name) = rng.choice(owners), rng.choice(REGIONS)
        parts = [name[:2], name[2:4], name[4:]]
        phone = f"+861{rng.randrange(3 * 10**9, 9 * 10**9):010d}"
        yield Client(
            name=name, name_sort="".join(map(sound, parts)), initials="".join(map(letters, parts)),
            uscc=f"91320{number:013d}", kind="employer", industry=rng.choice(list(WORDS)), region=region,
            region_name=region_name, address=f"{region_name}工业园区星湖街{number % 900}号", phone=phone,
            phone_index=blind_index(phone), owner=owner, department_id=owner.department_id, tag_text="重点客户",
            completeness=rng.randrange(30, 100), created_at=START + dt.timedelta(minutes=number),
            last_contact_at=START + dt.timedelta(minutes=rng.randrange(400_000)),
        )  # fmt: skip


def around(rows: list[Any]) -> Iterator[Iterable[Any]]:
    """Figures, a contact, the timeline of every client: 25 entries for one in a hundred, one for the others."""
    from dougong.clients.models import ClientFigures, Contact, TimelineEntry
    from dougong.kit.money import Money

    rng = random.Random(8)
    yield (
        ClientFigures(client=c, active_contracts=rng.randrange(4), receivable=Money(rng.randrange(10**6))) for c in rows
    )
    yield (Contact(client=c, name="孙立衡", post="厂务总监", phone=c.phone, is_primary=True) for c in rows)
    yield (
        TimelineEntry(
            client=c, at=c.created_at, kind="visit", group="follow_up", actor_name="林舒然", text="谈了二期工程",
            resource="clients.client", object_id=str(c.pk),
        )
        for place, c in enumerate(rows)
        for _ in range(1 if place % 100 else EVENTS)
    )  # fmt: skip


def opportunities(rows: list[Any]) -> Iterator[Any]:
    from dougong.kit.money import Money
    from dougong.sales.models import Opportunity, Stage

    rng, stages = random.Random(9), list(Stage.objects.order_by("position"))
    for number, client in enumerate(rows):
        stage, amount = rng.choice(stages), Money(rng.randrange(10**5, 10**8))
        yield Opportunity(
            number=f"SJ-{number:07d}", client=client, title=f"{client.name[2:4]}{rng.choice(('一期', '二期'))}厂房机电工程",
            stage=stage, amount=amount, probability=stage.probability, weighted=amount.share(f"{stage.probability / 100}"),
            expected_on=dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(700)), owner_id=client.owner_id,
            department_id=client.department_id, rank=number * 1000,
        )  # fmt: skip


def contracts(rows: list[Any]) -> Iterator[Iterable[Any]]:
    """Every twentieth client's contract of the last three years: four instalments, of which those past due are mostly paid."""
    from dougong.contracts.models import Allocation, Contract, Instalment, InstalmentFigures, LegalEntity, Receipt
    from dougong.kit.money import Money

    rng, today = random.Random(10), dt.date(2026, 11, 20)
    entity = LegalEntity(name="示范工程有限公司", is_default=True)
    made: dict[type, list[Any]] = {
        m: [] for m in (LegalEntity, Contract, Instalment, Receipt, Allocation, InstalmentFigures)
    }
    made[LegalEntity].append(entity)
    for number, client in enumerate(rows[::20]):
        signed, part = today - dt.timedelta(days=rng.randrange(1, 1000)), Money(rng.randrange(10**5, 10**7))
        contract = Contract(
            client=client, number=f"HT-{number:06d}", title=f"{client.name[2:4]}厂房机电工程", legal_entity=entity,
            amount=Money.fen(part.amount_fen * 4), signed_on=signed, starts_on=signed, ends_on=signed + dt.timedelta(days=400),
            status="in_force", plan_no=1, owner_id=client.owner_id, department_id=client.department_id,
        )  # fmt: skip
        made[Contract].append(contract)
        for seq in range(4):
            due = signed + dt.timedelta(days=30 + 120 * seq)
            instalment = Instalment(
                contract=contract, seq=seq, kind="progress", title=f"第{seq + 1}期", amount=part, due_on=due
            )
            paid = due < today and rng.random() < 0.85
            if paid:
                receipt = Receipt(contract=contract, amount=part, received_on=due, reference=f"{number}-{seq}")
                made[Receipt].append(receipt)
                made[Allocation].append(
                    Allocation(receipt=receipt, contract=contract, instalment=instalment, amount=part)
                )
            made[Instalment].append(instalment)
            made[InstalmentFigures].append(
                InstalmentFigures(
                    instalment=instalment, received=part if paid else Money(), owed=Money() if paid else part,
                    last_received_on=due if paid else None,
                )
            )  # fmt: skip
    yield from made.values()


def make(size: int) -> None:
    """Migrate and fill the database of DOUGONG_DATA; `sessions.json` beside it names a session of each of the cast."""
    import django

    django.setup()
    import _dossiers
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    from dougong.clients.models import Client
    from dougong.search.services import index_changed

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        made = staff()
        rows = list(clients(size, made["owners"]))
        Client.objects.bulk_create(rows, batch_size=BATCH)
        for items in around(rows):
            _store(items)
        if apps.is_installed("dougong.sales"):
            _store(opportunities(rows))
        for items in itertools.chain(_dossiers.on_clients(rows, dict(made["cast"])["all"].pk), _dossiers.on_opportunities()):
            _store(items)
        if apps.is_installed("dougong.contracts"):
            for items in contracts(rows):
                _store(items)
    while index_changed(5000):
        pass
    if apps.is_installed("dougong.insights"):
        from dougong.insights.services import rebuild
        from dougong.kit.actor import Actor

        rebuild(Actor.system())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Path(settings.ENV.data, "sessions.json").write_text(json.dumps(dict(_sessions(made["cast"]))))


def _store(items: Iterable[Any]) -> None:
    kept = list(items)
    type(kept[0])._default_manager.bulk_create(kept, batch_size=BATCH)


def _sessions(cast: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    from django.conf import settings
    from django.utils.module_loading import import_string

    from dougong.accounts import sessions

    for scope, person in cast:
        store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
        sessions.begin(store, person, remember=True)
        store.set_expiry(10 * 365 * 86400)
        store.save()
        yield scope, store.session_key


def copy(file: str) -> None:
    """The same rows in PostgreSQL, table by table through COPY, its constraints and triggers switched off meanwhile."""
    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection

    call_command("migrate", verbosity=0)
    source = sqlite3.connect(file)
    models = apps.get_models(include_auto_created=True)
    tables = {m._meta.db_table: [f.column for f in m._meta.local_concrete_fields] for m in models}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table, columns in tables.items():
            listed = ", ".join(f'"{c}"' for c in columns)
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as out:
                for row in source.execute(f"SELECT {listed} FROM {table}"):
                    out.write_row(row)
        cursor.execute("SET session_replication_role = origin")
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    make(int(sys.argv[2])) if sys.argv[1] == "make" else copy(sys.argv[2])
