from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dougong.config.cli import main
from dougong.loyalty.programme.replay import replay
from dougong.loyalty.programme.rules import RulesRefused, parse
from dougong.loyalty.tests.told import (
    IDEA,
    RECEIPT,
    REFERRAL,
    event,
    idea,
    move,
    played,
    redeem,
    referral,
    rules_of,
)  # fmt: skip

# ---- order, redelivery, bad input


def test_events_are_taken_by_moment_and_one_that_came_before_is_ignored() -> None:
    later, sooner = redeem("e2", 30), idea("e1")
    answer = played(rules_of(IDEA), later, sooner, {**sooner, "at": "2027-01-01T00:00:00Z"}, redeem("e3", 1), redeem("e3", 0))
    assert answer["balances"] == {"C1": 0}
    assert answer["rejected"] == [{"id": "e3", "reason": "insufficient_points"}]


def test_balances_are_of_the_last_event_that_was_not_ignored() -> None:
    late = "2027-01-01T00:00:00+08:00"
    assert played(rules_of(REFERRAL), referral("e1"), referral("e1", late))["balances"] == {"C1": 20}
    assert played(rules_of(REFERRAL), referral("e1"), redeem("e2", 1, late))["balances"] == {"C1": 0}


def test_an_invalid_number_is_told_before_one_that_is_too_large() -> None:
    answer = played(rules_of(IDEA), redeem("a", 0), redeem("b", -5), redeem("c", 1), move("d", "C1", 1), move("e", "C2", 1))
    assert [row["reason"] for row in answer["rejected"]] == ["invalid_points", "invalid_points", "insufficient_points",
                                                             "invalid_points", "insufficient_points"]  # fmt: skip
    assert answer["balances"] == {}


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"[]", b"\xff", b'{"id": 5}', b'{"id": "", "at": "2026-03-01T10:00:00Z"}', b"[" * 100_000,
        b'{"type": "clock.tick", "client": "C1", "at": "2026-03-01T10:00:00Z"}', b'{"id": "\\ud800"}',
    ],
)  # fmt: skip
def test_a_line_without_a_name_is_told_by_its_number(line: bytes) -> None:
    answer = played(rules_of(IDEA), idea("e1"), b"", line)
    assert (answer["balances"], answer["rejected"]) == ({"C1": 30}, [{"line": 3, "reason": "bad_event"}])


@pytest.mark.parametrize(
    "bad",
    [
        {"at": "2026-03-01T10:00:00"}, {"at": "2026-03-01"}, {"at": None}, {"at": "9999-12-31T23:00:00Z"}, {"client": ""},
        {"client": 7}, {"client": None}, {"type": None}, {"data": None}, {"data": {}}, {"data": {"amount": "much"}},
        {"data": {"amount": None}}, {"data": {"amount": True}}, {"type": "redemption.requested", "data": {"points": 1.5}},
        {"type": "redemption.requested", "data": {"points": "5"}}, {"type": "redemption.requested", "data": {"points": True}},
        {"type": "transfer.requested", "data": {"points": 5}}, {"type": "event.reversed", "data": {"event": 5}},
        {"type": "project.accepted", "data": {"due": "soon", "accepted": "2026-03-01"}},
        {"type": "project.accepted", "data": {"due": "2026-02-30", "accepted": "2026-03-01"}},
        {"type": "complaint.closed", "data": {"satisfied": "no"}},
    ],
)  # fmt: skip
def test_a_bad_event_does_nothing(bad: dict[str, Any]) -> None:
    answer = played(rules_of(RECEIPT), {**event("e1", "receipt.recorded", amount="10000.00"), **bad})
    assert (answer["balances"], answer["entries"]) == ({}, 0)
    assert answer["rejected"] == [{"id": "e1", "reason": "bad_event"}]


@pytest.mark.parametrize(
    "rule",
    [{"points": "nothing"}, {"points": "'5'"}, {"points": "true"}, {"points": "amount + nothing"}, {"when": "amount"},
     {"points": "number(d('2026-01-01').format('%Q'))"},
     {"when": "nothing"}, {"when": "nothing > 1"}, {"points": "amount * 10000000000000000 * 10000000000000000"}],
)  # fmt: skip
def test_an_expression_that_fails_undoes_what_other_rules_gave(rule: dict[str, Any]) -> None:
    rules = rules_of({**RECEIPT, "points": "5"}, {**RECEIPT, **rule})
    answer = played(rules, event("e1", "receipt.recorded", amount="350000.00"))
    assert (answer["balances"], answer["rejected"]) == ({}, [{"id": "e1", "reason": "bad_event"}])


def test_a_line_without_a_moment_has_its_place_by_line_only() -> None:
    timeless = {**idea("e1"), "at": "some day"}
    assert played(rules_of(IDEA), idea("e1"), timeless)["rejected"] == []
    before = played(rules_of(IDEA), timeless, idea("e1"))
    assert (before["balances"], before["rejected"]) == ({}, [{"id": "e1", "reason": "bad_event"}])


def test_an_event_that_no_rule_names_is_accepted_and_changes_nothing() -> None:
    assert played(rules_of(RECEIPT), idea("e1"), event("e2", "visit.held", client="C2"))["balances"] == {"C1": 0, "C2": 0}


def test_a_tick_needs_no_client_unless_a_rule_gives_by_it() -> None:
    tick = {"id": "t", "type": "clock.tick", "at": "2026-03-01T10:00:00Z"}
    assert played(rules_of(IDEA), tick)["rejected"] == []
    by_tick = rules_of({**IDEA, "on": "clock.tick"})
    assert played(by_tick, tick)["rejected"] == [{"id": "t", "reason": "bad_event"}]
    assert played(by_tick, {**tick, "client": "C1"})["balances"] == {"C1": 30}


@pytest.mark.parametrize(
    "rules",
    [b"", b"[]", b'{"rules": {}}', b'{"rules": [5]}', b'{"rules": [{"code": "a", "on": "x"}]}',
     b'{"rules": [{"code": "a", "on": "x", "points": "floor("}]}', b'{"rules": [{"code": "a", "points": "5"}]}',
     b'{"rules": [{"code": "a", "on": "x", "points": "rand(5)"}]}', b'{"rules": [{"code": "a", "on": "x", "points": "5", "cap": 3}]}',
     b'{"rules": [{"code": "a", "on": "x", "points": "5", "expires_after_months": 0}]}'],
)  # fmt: skip
def test_rules_that_cannot_be_used_are_refused_with_their_number(rules: bytes) -> None:
    with pytest.raises(RulesRefused) as refused:
        parse(rules)
    assert refused.value.zh and refused.value.en


# ---- the head


def test_the_head_differs_when_anything_in_the_input_does() -> None:
    events = [idea("e1"), redeem("e2", 5), redeem("e2", 5), redeem("e3", 99)]
    said = json.dumps({"rules": [IDEA]}).encode()
    lines = [json.dumps(e).encode() for e in events]
    head = replay(lines, parse(said), said)["root"]
    assert replay(lines, parse(said), said)["root"] == head
    others = [lines[:-1], lines[:2] + lines[3:], [lines[1], lines[0], *lines[2:]], [*lines[:3], lines[3].replace(b"99", b"98")]]
    assert head not in [replay(other, parse(said), said)["root"] for other in others]
    assert head != replay(lines, parse(said), said.replace(b"30", b"30.0"))["root"]


# ---- the command


def test_the_command_prints_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events, rules = tmp_path / "events.jsonl", tmp_path / "rules.json"
    events.write_text("\ufeff" + json.dumps(idea("甲", client="中建三局")) + "\r\n\r\n", encoding="utf-8")
    rules.write_text(json.dumps({"rules": [IDEA]}), encoding="utf-8")
    assert main(["points", "replay", str(events), "--rules", str(rules), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["balances"], answer["entries"], len(answer["root"])) == ({"中建三局": 30}, 1, 64)
    assert main(["points", "replay", str(events), "--rules", str(rules)]) == 0
    assert "中建三局\t30" in capsys.readouterr().out


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events, rules = tmp_path / "events.jsonl", tmp_path / "rules.json"
    events.write_bytes(b"")
    rules.write_bytes(b"{}")
    assert main(["points", "replay", str(events), "--rules", str(rules)]) == 2
    assert "rules" in capsys.readouterr().err
    assert main(["points", "replay", str(tmp_path / "none"), "--rules", str(rules)]) == 2
    assert "none" in capsys.readouterr().err
