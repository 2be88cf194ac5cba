"""Whatever hangs on dossiers: merged nothing is lost, and taken back all is as it was, to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dougong.clients.merge.models import ClientAlias
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.tests import world
from dougong.clients.merge.undo import look, undo_merge
from dougong.clients.models import Client, Contact
from dougong.loyalty.selectors import broken_accounts
from tests.cast import Cast

pytestmark = pytest.mark.django_db

_person = st.tuples(
    st.sampled_from(["孙立衡", "王晓", "李 明"]), st.sampled_from(["", "13800000001", "13800000002"]),
    st.sampled_from(["", "sun@qiyue.example"]), st.booleans(), st.booleans(),
)  # fmt: skip
_dossier = st.fixed_dictionaries({
    "kinds": st.sets(st.sampled_from(sorted(world.KINDS))),
    "people": st.lists(_person, max_size=3),
    "phone": st.sampled_from(["", "051262880000"]),
    "region": st.sampled_from(["", "320500"]),
    "business": st.sampled_from(["", "集成电路", "集成电路制造与封测"]),
    "english": st.sampled_from(["", "Qiyue", "Qiyue Semi"]),
    "uscc": st.booleans(),
})  # fmt: skip


def _made(cast: Cast, plans: list[dict[str, Any]]) -> list[Client]:
    found = []
    for number, plan in enumerate(plans):
        held = world.client(
            cast.fang, number, phone=plan["phone"], region=plan["region"], business=plan["business"],
            uscc=world.USCC[number] if plan["uscc"] and number < 2 else None, facts={"english_name": plan["english"] or None},
        )  # fmt: skip
        world.furnish(cast, held, plan["kinds"], f"第{number}")
        last = None
        for name, phone, email, primary, reports in plan["people"]:
            person = world.person(
                cast.fang,
                held,
                name,
                phone,
                email,
                is_primary=primary,
                reports_to_id=last.pk if last and reports else None,
            )
            world.consent(cast, person)
            last = person
        found.append(held)
    return found


@given(plans=st.lists(_dossier, min_size=2, max_size=3))
@settings(
    max_examples=8, phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_merged_and_taken_back_everything_is_as_it_was(cast: Cast, plans: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        ids = [c.pk for c in _made(cast, plans)]
        before, sums = world.dump(), world.sums()
        made = merge_clients(cast.fang, client_ids=ids, reason="同一家")
        assert Client.objects.filter(pk__in=ids).count() == 1
        assert world.sums() == sums and broken_accounts() == []
        assert set(ClientAlias.objects.values_list("pk", flat=True)) == set(ids) - {made.survivor_id}
        assert Contact.objects.filter(client_id=made.survivor_id, is_primary=True).count() <= 1
        told = look(cast.fang, made.pk, "zh")
        assert told["clashes"] == [] and told["added"] == []
        undo_merge(cast.fang, merge_id=made.pk)
        after = world.dump()
        for table, rows in before.items():
            wrong = {k: (row, after[table].get(k)) for k, row in rows.items() if after[table].get(k) != row}
            assert (wrong, set(after[table]) - set(rows)) == ({}, set()), table
        assert world.sums() == sums and broken_accounts() == []
        transaction.set_rollback(True)


def test_a_column_that_the_merge_wrote_twice_does_not_clash_with_itself(cast: Cast) -> None:
    """Each chart has the two the other way about: together they close a circle, which the merge opens."""
    first, second = world.client(cast.fang, 0), world.client(cast.fang, 1)
    boss = world.person(cast.fang, first, "孙立衡", "13800000001")
    world.person(cast.fang, first, "王晓", "13800000002", reports_to_id=boss.pk)
    other = world.person(cast.fang, second, "王晓", "13800000002")
    world.person(cast.fang, second, "孙立衡", "13800000001", reports_to_id=other.pk)
    before = world.dump()
    made = merge_clients(cast.fang, client_ids=[first.pk, second.pk], survivor_id=first.pk, reason="同一家")
    assert look(cast.fang, made.pk, "zh")["clashes"] == []
    undo_merge(cast.fang, merge_id=made.pk)
    assert {k: v["reports_to_id"] for k, v in world.dump()["clients.Contact"].items()} == {
        k: v["reports_to_id"] for k, v in before["clients.Contact"].items()
    }
