"""Merges of one dossier are taken back in any order, and each field that clashes is told by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dougong.clients import services as clients
from dougong.clients.merge.models import ClientMerge
from dougong.clients.merge.services import merge_clients
from dougong.clients.merge.tests import world
from dougong.clients.merge.tests.test_merge_and_undo import _dossier, _made
from dougong.clients.merge.undo import look, undo_merge
from dougong.clients.models import Client
from dougong.kit.errors import BusinessError
from dougong.loyalty.selectors import broken_accounts
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@given(plans=st.lists(_dossier, min_size=3, max_size=3), first=st.sampled_from([0, 1]))
@settings(
    max_examples=5, phases=[Phase.explicit, Phase.generate], report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
def test_two_merges_taken_back_in_either_order_leave_everything_as_it_was(
    cast: Cast, plans: list[dict[str, Any]], first: int
) -> None:
    with transaction.atomic():
        one, *others = (c.pk for c in _made(cast, plans))
        before, sums = world.dump(), world.sums()
        done = [merge_clients(cast.fang, client_ids=[one, pk], survivor_id=one, reason="x") for pk in others]
        try:
            told = look(cast.fang, done[first].pk, "zh")
        except BusinessError as error:
            assert first == 0 and error.code == "merge_not_last"
            first = 1
            told = look(cast.fang, done[first].pk, "zh")
        assert told["clashes"] == [] and told["added"] == []
        undo_merge(cast.fang, merge_id=done[first].pk)
        assert world.sums() == sums and broken_accounts() == []
        assert look(cast.fang, done[1 - first].pk, "zh")["clashes"] == []
        undo_merge(cast.fang, merge_id=done[1 - first].pk)
        after = world.dump()
        for table, rows in before.items():
            wrong = {k: (row, after[table].get(k)) for k, row in rows.items() if after[table].get(k) != row}
            assert (wrong, set(after[table]) - set(rows)) == ({}, set()), table
        assert world.sums() == sums and broken_accounts() == []
        transaction.set_rollback(True)


def _three(cast: Cast) -> tuple[Client, Client, Client]:
    return world.client(cast.lin, 0), world.client(cast.lin, 1), world.client(cast.lin, 2)


def _merged(cast: Cast, one: Client, other: Client) -> ClientMerge:
    return merge_clients(cast.fang, client_ids=[one.pk, other.pk], survivor_id=one.pk, reason="同一家")


def test_what_both_brought_stays_with_the_one_that_is_left(cast: Cast) -> None:
    one, second, third = _three(cast)
    for held in (second, third):
        clients.set_tags(cast.fang, client_id=held.pk, names=["重点"])
    first, last = _merged(cast, one, second), _merged(cast, one, third)
    undo_merge(cast.fang, merge_id=first.pk)
    assert [t.name for t in one.tags.all()] == [t.name for t in second.tags.all()] == ["重点"]
    one.refresh_from_db()
    assert one.facts["former_names"] == third.name
    undo_merge(cast.fang, merge_id=last.pk)
    one.refresh_from_db()
    assert not one.tags.exists() and [t.name for t in third.tags.all()] == ["重点"] and "former_names" not in one.facts


def test_a_person_who_took_in_another_keeps_the_merge_that_brought_him(cast: Cast) -> None:
    one, second, third = _three(cast)
    for held in (second, third):
        world.person(cast.fang, held, "孙立衡", "13800000001")
    first, last = _merged(cast, one, second), _merged(cast, one, third)
    with pytest.raises(BusinessError, match="merge_not_last"):
        undo_merge(cast.fang, merge_id=first.pk)
    undo_merge(cast.fang, merge_id=last.pk)
    undo_merge(cast.fang, merge_id=first.pk)
    assert second.contacts.count() == third.contacts.count() == 1 and not one.contacts.exists()


def test_fields_that_clash_are_told_one_by_one_in_words(cast: Cast, api: ApiClient) -> None:
    one, second, _ = _three(cast)
    clients.update_client(
        cast.fang, client_id=second.pk, version=None, facts={"english_name": "Qiyue", "competitors": "海澄机电"}
    )
    made = _merged(cast, one, second)
    clients.update_client(cast.fang, client_id=one.pk, version=None, facts={"competitors": "浦江机电"})
    clash = next(c for c in look(cast.fang, made.pk, "zh")["clashes"] if c["name"].endswith("facts.competitors"))
    assert (clash["before"], clash["now"], clash["why"]) == (None, "浦江机电", "changed")
    undo_merge(cast.fang, merge_id=made.pk)
    one.refresh_from_db()
    assert one.facts == {"competitors": "浦江机电"}, "what the merge wrote goes, what somebody wrote since stays"


def test_addresses_under_an_old_key_lead_to_the_dossier_that_bears_it(cast: Cast, api: ApiClient) -> None:
    one, second, _ = _three(cast)
    _merged(cast, one, second)
    lin, shen = api.as_("lin"), ApiClient().as_("shen")
    for path in (
        "/clients/{}/timeline?group=change",
        "/records/clients.client/{}/files",
        "/clients/{}/credit",
        "/clients/{}/group",
    ):
        led = lin.get(path.format(second.pk))
        assert (led.status_code, led.headers["Location"]) == (307, f"/api/v1{path.format(one.pk)}")
        assert shen.get(path.format(second.pk)).status_code in (403, 404)
    told = lin.post(f"/clients/{second.pk}/contacts", {"name": "孙立衡"})
    assert (told.status_code, told.json()["code"], told.json()["params"]["id"]) == (409, "client_merged", str(one.pk))
