"""The committed contract against the application: whatever is sent, nothing fails, and answers are what the contract says.

Each example is undone, so every one meets the same company: one person of all roles, and one record of each kind whose id and
version stand in most of the requests. Half of the examples come from who has all roles, the others from a role drawn for each,
from nobody and from an integration's token. `make bench fuzz` asks everything as each of them; `FUZZ_EXAMPLES=200 FUZZ_AS=finance
pytest tests/test_schemathesis.py` looks deeper than CI does.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dougong.accounts.roles import ROLES
from tests.fixtures.places import ROOT
from tests.fuzzed_company import World, found_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("schemathesis")]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
WHO = ("every", *ROLES, "nobody", "token")
AS = os.environ.get("FUZZ_AS", "")
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
CONTRACT = orjson.loads((ROOT / "api" / "openapi.json").read_bytes())
schema = schemathesis.openapi.from_dict(CONTRACT)
schema.config.generation.update(modes=[schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
schema.config.phases.coverage.enabled = False  # fifty examples an operation are a nightly run's


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from dougong.config import api  # noqa: F401  the lists register with their doors

    # A request would close the connection that the example's transaction stands on.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield found_world()
            transaction.set_rollback(True)
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_in_the_contract(world: World, case: schemathesis.Case) -> None:
    from dougong.config.wsgi import application

    dice = random.Random(repr(case.path_parameters) + repr(case.body) + repr(case.query))
    who = AS or ("every" if dice.random() < 0.5 else dice.choice(WHO[1:]))
    with transaction.atomic():
        world.put_real_ids_into(case, dice)
        case.call_and_validate(
            checks=CHECKS, headers=world.headers(case, who), cookies=world.cookies(who), app=application
        )
        transaction.set_rollback(True)


def test_the_committed_contract_names_every_failure() -> None:
    operations = [o for methods in CONTRACT["paths"].values() for o in methods.values()]
    assert len(operations) > 150
    assert [o["operationId"] for o in operations if "4XX" not in o["responses"]] == []
