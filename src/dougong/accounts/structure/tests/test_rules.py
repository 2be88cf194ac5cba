"""Who is whose manager, and whose reach changes: by examples and by whatever a company may look like."""

from __future__ import annotations

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as st

from dougong.accounts.structure.rules import Company, changed_reach, current, lineage, steady, would_loop

IDS = [uuid.UUID(int=n) for n in range(1, 9)]
BOSS, HEAD, SELLER, OTHER = IDS[:4]
HOUSE, SALES, EAST, WORKS = IDS[4:8]
TREE = {HOUSE: None, SALES: HOUSE, EAST: SALES, WORKS: HOUSE}
PEOPLE = dict.fromkeys((BOSS, HEAD, SELLER, OTHER))
PLACE = {BOSS: HOUSE, HEAD: EAST, SELLER: EAST, OTHER: WORKS}
HEADS = {HOUSE: BOSS, SALES: None, EAST: HEAD, WORKS: None}


def company(**given_managers: uuid.UUID) -> Company:
    names = {"boss": BOSS, "head": HEAD, "seller": SELLER, "other": OTHER}
    return Company({**PEOPLE, **{names[n]: m for n, m in given_managers.items()}}, PLACE, TREE, HEADS)


def test_a_manager_is_given_or_heads_the_department_or_the_next_one_above() -> None:
    shape = company(other=SELLER)
    assert shape.manager_of(SELLER) == HEAD
    assert shape.manager_of(HEAD) == BOSS, "he heads his own department, and the one above has no head"
    assert shape.manager_of(OTHER) == SELLER
    assert shape.manager_of(BOSS) is None
    assert shape.above(OTHER) == [SELLER, HEAD, BOSS]


def test_one_who_has_left_manages_nobody() -> None:
    left = {person: up for person, up in PEOPLE.items() if person != HEAD}
    assert Company({**left, OTHER: HEAD}, PLACE, TREE, HEADS).manager_of(SELLER) == BOSS
    assert Company({**left, OTHER: HEAD}, PLACE, TREE, HEADS).manager_of(OTHER) == BOSS


def test_a_loop_through_a_department_is_found() -> None:
    assert company().loop() == []
    assert set(company(head=SELLER).loop()) == {HEAD, SELLER}


maybe = st.none() | st.sampled_from(IDS[:4])
trees = st.fixed_dictionaries(
    {HOUSE: st.none(), **{IDS[n]: st.none() | st.sampled_from(IDS[4:n]) for n in range(5, 8)}}
)


@given(
    st.fixed_dictionaries(dict.fromkeys(IDS[:4], maybe)),
    st.fixed_dictionaries(dict.fromkeys(IDS[:4], st.none() | st.sampled_from(IDS[4:]))),
    trees,
    st.fixed_dictionaries(dict.fromkeys(IDS[4:], maybe)),
)
def test_walking_up_ends_and_meets_nobody_twice_unless_there_is_a_loop(given_, place, tree, heads) -> None:  # type: ignore[no-untyped-def]  # drawn
    shape = Company(given_, place, tree, heads)
    loop = shape.loop()
    for person in IDS[:4]:
        assert shape.manager_of(person) != person
        above = shape.above(person)
        assert len(above) == len(set(above))
    walked = [p for p in IDS[:4] if shape.above(p) and shape.manager_of(shape.above(p)[-1]) is not None]
    assert bool(loop) == bool(walked), "only a loop keeps one from coming to the top"
    assert all(shape.manager_of(a) == b for a, b in zip(loop, [*loop[1:], *loop[:1]], strict=True))


@given(trees, st.sampled_from(IDS[4:]), st.none() | st.sampled_from(IDS[4:]))
def test_a_department_that_may_hang_there_leaves_a_tree(tree, moved, under) -> None:  # type: ignore[no-untyped-def]  # drawn
    after = {**tree, moved: under}
    reaches_top = all(after[lineage(d, after)[-1]] is None for d in after)
    assert reaches_top is not would_loop(moved, under, tree)


def test_only_those_above_reach_more_or_less_when_a_branch_moves() -> None:
    people = {BOSS: ("tree", frozenset({HOUSE})), HEAD: ("tree", frozenset({SALES})),
              SELLER: ("department", frozenset({EAST})), OTHER: ("tree", frozenset({WORKS}))}  # fmt: skip
    assert set(changed_reach(people, TREE, {**TREE, EAST: WORKS})) == {HEAD, OTHER}
    assert changed_reach(people, TREE, TREE) == []


def test_a_merge_gives_both_sides_each_others_records() -> None:
    people = {HEAD: ("department", frozenset({EAST})), OTHER: ("department", frozenset({WORKS})),
              BOSS: ("tree", frozenset({HOUSE}))}  # fmt: skip
    after = {d: up for d, up in TREE.items() if d != EAST}
    changed = changed_reach(people, TREE, after, lambda d: WORKS if d == EAST else d)
    assert set(changed) == {HEAD, OTHER}


days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1))
spans = st.tuples(days, st.none() | days).map(lambda s: (s[0], max(s) if s[1] else None) if s[1] else s)


@given(st.lists(spans, max_size=4), days, days)
def test_an_actor_is_kept_for_the_days_on_which_his_posts_are_the_same(posts, today, other) -> None:  # type: ignore[no-untyped-def]  # drawn
    first, last = steady(posts, today)
    assert first <= today <= last
    if first <= other <= last:
        assert [current(*p, today) for p in posts] == [current(*p, other) for p in posts]
