"""Somebody who owns the database changes it, triggers off; one kind after the other is found, the first bad entry named."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from dougong.kit.actor import Actor
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.proof import checking, tree
from dougong.loyalty.proof.growing import kept, rows_after
from dougong.loyalty.proof.leaves import held_of, leaf_of
from dougong.loyalty.proof.models import GUARDS, PointsHead, PointsLeaf, PointsNode
from dougong.loyalty.proof.tests.hand import deliver, kinds, ledger, newest, undone
from dougong.loyalty.tests.factories import client_of, receive
from tests.cast import Cast
from tests.tampering import tamper

ANNA = Actor.system("秦守一")
pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers(cast: Cast) -> list[int]:
    return ledger(ANNA)


def test_a_ledger_as_it_was_written_holds(numbers: list[int]) -> None:
    receive(ANNA, client_of(ANNA, "后来的公司"), "350000.00")
    deliver()
    report = checking.verify()
    assert report.facts() == {
        "ok": True, "first_entry": None, "entries": 10, "leaves": 10, "heads": 3, "covered": 10, "waiting": 1, "accounts": 2,
        "more": 0, "findings": [],
    }  # fmt: skip


CHANGES = (
    "amount = amount + 1", "balance_after = balance_after + 1", "rule = 'x'", "actor_name = '别人'", "reason = '改'",
    "parts = '[[1, 2]]'", "data = '{}'", "source_id = '1' || source_id", "debt = debt + 1", "contra = 'clearing'",
)  # fmt: skip


def test_a_changed_entry_is_named_whatever_was_changed(numbers: list[int]) -> None:
    for change in CHANGES:
        with undone():
            tamper(f"UPDATE loyalty_pointsentry SET {change} WHERE id IN (%s, %s)", numbers[4], numbers[6])
            found = [one for one in kinds() if one[0] != "balance_differs"]
            assert found == [("entry_changed", numbers[4]), ("entry_changed", numbers[6])], change
    of = PointsEntry.objects.get(pk=numbers[2]).event_id
    tamper("UPDATE loyalty_pointsevent SET data = '{}' WHERE id = %s", of)
    assert kinds() == [("entry_changed", numbers[2])]


def test_deleted_and_inserted_entries_are_named(numbers: list[int]) -> None:
    with undone():
        _delete(numbers)
    _insert(numbers)


def _delete(numbers: list[int]) -> None:
    tamper("UPDATE loyalty_pointslot SET entry_id = NULL WHERE entry_id = %s", numbers[8])
    tamper("DELETE FROM loyalty_pointsentry WHERE id = %s", numbers[8])
    found = checking.verify()
    assert kinds(found)[0] == ("entry_missing", numbers[8]) and found.facts()["first_entry"] == numbers[8]
    assert ("balance_differs", 0) in kinds(found)


def _insert(numbers: list[int]) -> None:
    """Into a number that a rolled-back transaction left free, with its own event and the balance made to fit."""
    tamper("UPDATE loyalty_pointsleaf SET entry_no = entry_no + 1 WHERE entry_no = %s", numbers[-1])
    tamper("UPDATE loyalty_pointslot SET entry_id = NULL WHERE entry_id = %s", numbers[-1])
    row = PointsEntry.objects.get(pk=numbers[-1])
    tamper("DELETE FROM loyalty_pointsentry WHERE id = %s", row.pk)
    row.pk += 1
    row.save(force_insert=True)
    row.pk, row.source_id, row.event = numbers[-1], "forged", None
    row.save(force_insert=True)
    tamper("UPDATE loyalty_pointsaccount SET balance = balance + %s, entry_count = entry_count + 1", row.amount)
    assert ("entry_added", numbers[-1]) in kinds()


def test_another_order_is_named(numbers: list[int]) -> None:
    for act in (_places, _leaves, _gone, _nodes):
        with undone():
            act(numbers)


def _places(numbers: list[int]) -> None:
    one, two = numbers[3], numbers[4]
    for was, now in ((one, -1), (two, one), (-1, two)):
        tamper(
            "UPDATE loyalty_pointsleaf SET entry_no = %s WHERE entry_no = %s",
            now if now > 0 else 999_999,
            was if was > 0 else 999_999,
        )
    assert kinds()[:2] == [("entry_changed", one), ("entry_changed", two)]


def _leaves(numbers: list[int]) -> None:
    for was, now in ((3, 999_999), (4, 3), (999_999, 4)):
        tamper("UPDATE loyalty_pointsleaf SET number = %s WHERE number = %s", now, was)
    found = kinds()
    assert found[0] == ("leaf_moved", numbers[3]) and any(kind == "head_differs" for kind, _ in found)


def _gone(numbers: list[int]) -> None:
    tamper("DELETE FROM loyalty_pointsleaf WHERE number = 5")
    assert kinds()[:2] == [("leaf_missing", 5), ("entry_added", numbers[5])]


def _nodes(numbers: list[int]) -> None:
    with undone():
        tamper("UPDATE loyalty_pointsnode SET hash = %s WHERE number = %s", b"x" * 32, tree.number_of((1, 2)))
        report = checking.verify()
        assert kinds(report) == [("node_changed", 4)]
        assert report.facts()["findings"][0]["en"].startswith("An inner node of the tree over leaves 4–5")
    with undone():
        tamper("DELETE FROM loyalty_pointsnode WHERE number = %s", tree.number_of((1, 2)))
        assert kinds() == [("node_missing", 4)]
    tamper("INSERT INTO loyalty_pointsnode (number, hash) VALUES (%s, %s)", tree.number_of((1, 77)), b"x" * 32)
    assert kinds() == [("node_added", 1)]


def _cut(upto: int) -> None:
    """The tail of ledger and tree, as if it had never been."""
    last = PointsLeaf.objects.get(number=upto - 1).entry_no
    tamper("UPDATE loyalty_pointslot SET entry_id = NULL WHERE entry_id > %s", last)
    tamper("DELETE FROM loyalty_pointsentry WHERE id > %s", last)
    tamper("DELETE FROM loyalty_pointsleaf WHERE number >= %s", upto)
    for level in range(1, 5):
        low, end = tree.number_of((level, upto >> level)), tree.number_of((level + 1, 0))
        if PointsNode.objects.filter(number__gte=low, number__lt=end).exists():
            tamper("DELETE FROM loyalty_pointsnode WHERE number >= %s AND number < %s", low, end)


def test_a_cut_tail_is_found_by_the_heads_and_without_them_by_the_audit(numbers: list[int]) -> None:
    _cut(6)
    assert [one for one in kinds() if one[0] != "balance_differs"] == [("tree_cut", 3)]
    tamper("DELETE FROM loyalty_pointshead WHERE number = 3")
    assert [one for one in kinds() if one[0] != "balance_differs"] == [("head_cut", 3)]


def test_changed_and_deleted_heads_and_keys_are_named(numbers: list[int]) -> None:
    for change in ("size = size - 1", "root = previous", "previous = root", "signature = 'x'", "key = 'x'"):
        with undone():
            tamper(f"UPDATE loyalty_pointshead SET {change} WHERE number = 2")
            assert ("head_changed", 2) in kinds(), change
    with undone():
        tamper("DELETE FROM loyalty_pointshead WHERE number = 2")
        assert kinds() == [("head_missing", 2)]
    with undone():
        tamper("UPDATE loyalty_pointshead SET number = 9 WHERE number = 3")
        assert {("head_missing", 3), ("head_changed", 9)} <= set(kinds())
    tamper("UPDATE loyalty_pointskey SET public = %s", "00" * 32)
    assert ("head_changed", 1) in kinds()


def test_a_whole_tree_made_anew_does_not_fit_the_signed_heads(numbers: list[int]) -> None:
    """Entry, leaf and every node above it changed together, as far as the database goes."""
    tamper("UPDATE loyalty_pointsentry SET reason = '改' WHERE id = %s", numbers[6])
    row, leaf = rows_after(numbers[6] - 1, numbers[6])[0], PointsLeaf.objects.get(entry_no=numbers[6])
    held = held_of(row, bytes(leaf.salt))
    tamper(
        "UPDATE loyalty_pointsleaf SET hash = %s, held = %s WHERE number = %s",
        tree.leaf_hash(leaf_of(row, held)),
        held,
        leaf.number,
    )
    grower = tree.Grower()
    for one in PointsLeaf.objects.order_by("number"):
        grower.add(bytes(one.hash))
    for node, here in grower.made:
        tamper("UPDATE loyalty_pointsnode SET hash = %s WHERE number = %s", here, tree.number_of(node))
    report = checking.verify()
    assert kinds(report) == [("head_differs", 3)] and report.covered == 6
    head = newest()
    tamper("UPDATE loyalty_pointshead SET root = %s WHERE number = 3", grower.root().hex())
    assert kinds() == [("head_changed", 3), ("head_not_as_recorded", 3)]
    assert head.root != grower.root().hex() and tree.root(10, kept) == grower.root()


def test_guards_that_sleep_and_balances_that_are_no_sum_are_told(numbers: list[int]) -> None:
    for table in ("leaf", "node", "head", "key"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM loyalty_points{table}")
    with undone():
        GUARDS[0].remove()
        assert kinds() == [("guard_missing", 0)]
    PointsAccount.objects.update(balance=1)
    assert kinds() == [("balance_differs", 0)]


def test_the_command_says_so(numbers: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    from dougong.config.cli import main

    assert main(["points", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["covered"] == 10
    tamper("UPDATE loyalty_pointsentry SET reason = '改' WHERE id = %s", numbers[4])
    assert main(["points", "verify"]) == 1
    assert f"first entry: {numbers[4]}" in capsys.readouterr().out
    assert main(["points", "new-key"]) == 0 and main(["points", "head"]) == 0
    assert PointsHead.objects.count() == 4
