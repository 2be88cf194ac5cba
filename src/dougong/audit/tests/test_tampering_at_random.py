"""Any single tampering, anywhere: it is found, and nothing before it is accused."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dougong.audit.models import AuditEntry, Seal
from dougong.audit.rules import COLUMNS, canonical
from dougong.audit.tests.chain import ENTRIES, Chain
from tests.tampering import unguarded

TEXTS = tuple(c for c in COLUMNS if c not in ("id", "at", "actor_id"))
WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=8)
ACTS = st.one_of(
    st.tuples(st.just("change"), st.integers(0, ENTRIES - 1), st.sampled_from(TEXTS), WORDS),
    st.tuples(st.just("delete"), st.integers(0, ENTRIES - 1), st.just(""), st.just("")),
    st.tuples(st.just("swap"), st.integers(0, ENTRIES - 1), st.just(""), st.integers(0, ENTRIES - 1)),
    st.tuples(st.just("unseal"), st.integers(1, 3), st.just(""), st.just("")),
)


def _do(chain: Chain, act: tuple[str, int, str, Any]) -> int:
    """Tamper; the number of the first entry or seal concerned, 0 when nothing was altered."""
    what, place, column, value = act
    with unguarded(), connection.cursor() as cursor:
        if what == "unseal":
            cursor.execute("DELETE FROM audit_seal WHERE number = %s", [place])
            return place
        target = chain.ids[place]
        if what == "delete":
            cursor.execute("DELETE FROM audit_auditentry WHERE id = %s", [target])
            return target
        if what == "change":
            cursor.execute(
                f"UPDATE audit_auditentry SET {column} = %s WHERE id = %s AND ({column} IS NULL OR {column} <> %s)",
                [value, target, value],
            )
            return target if cursor.rowcount else 0
        other = chain.ids[value]
        if other == target:
            return 0
        for old, new in ((target, -9), (other, target), (-9, other)):
            cursor.execute("UPDATE audit_auditentry SET id = %s WHERE id = %s", [new, old])
        return min(target, other)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(act=ACTS)
def test_any_single_tampering_is_found_where_it_is(chain: Chain, act: tuple[str, int, str, Any]) -> None:
    with transaction.atomic():
        place = _do(chain, act)
        found = chain.check().findings
        transaction.set_rollback(True)
    if not place:
        assert found == []
    elif act[0] == "unseal":
        assert (found[0].kind, found[0].seal) == ("seal_missing", place)
    else:
        assert found[0].entry == place
    assert AuditEntry.objects.count() == ENTRIES and Seal.objects.count() == 4


@given(st.lists(st.one_of(st.none(), st.binary(max_size=6)), min_size=len(COLUMNS), max_size=len(COLUMNS)), st.data())
def test_no_two_entries_have_the_same_bytes(cells: list[bytes | None], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.one_of(st.none(), st.binary(max_size=6)), min_size=len(cells), max_size=len(cells)))
    assert (canonical(cells) == canonical(other)) == (cells == other)
