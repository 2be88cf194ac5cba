"""Which rows are joined without asking, which for review, which never. Rows are as people type them."""

from __future__ import annotations

from dougong.kit.formats import check_character
from dougong.stewardship.matching import Matched, match_rows
from dougong.stewardship.matching.clusters import Placed


def code(body: str) -> str:
    text = f"91320106{body}"
    return text + check_character(text)


ONE, OTHER = code("MA1K2L3N4"), code("PQ5R6T7W8")
SAME = {
    "phone": "13812345678",
    "person": "张伟",
    "legal_rep": "李建国",
    "email": "huayang@example.com",
    "address": "江苏省南京市鼓楼区中山路649号4层06室",
    "industry": "制造",
}


BRANDS = ("江海", "宏远", "瑞丰", "天成", "金鼎", "博雅", "长青", "德信", "凯胜", "永盛", "鑫磊", "佳禾")


def rows(*names: str, **said: str) -> list[dict[str, object]]:
    """Rows that differ in their names alone, among others that have nothing to do with them."""
    others = [{"name": f"{brand}贸易有限公司", "phone": f"139{i:08}"} for i, brand in enumerate(BRANDS[:3])]
    return [{**SAME, **said, "name": name} for name in names] + others


def pairs(cases: list[tuple[str, str]], **said: str) -> list[tuple[Placed, Placed]]:
    """Each case as two rows that agree in everything else; 华阳 becomes another brand in each, so that all are one list."""
    made: list[dict[str, object]] = []
    for number, (one, other) in enumerate(cases):
        facts = {**SAME, "phone": f"138{number:08}", "email": f"a{number}@example.com", "legal_rep": f"李建{BRANDS[number]}",
                 "address": f"南京市鼓楼区中山路{number + 1}号4层06室"} | said  # fmt: skip
        for name in (one, other):
            made.append({**facts, "name": name.replace("华阳", BRANDS[number])})
    placed = match_rows(made).placed
    return list(zip(placed[::2], placed[1::2], strict=True))


def joined(matched: Matched, *, auto: bool = True) -> bool:
    """Whether the first two rows are in one cluster."""
    one, other = matched.placed[:2]
    return one.auto_cluster == other.auto_cluster if auto else one.cluster == other.cluster


def test_another_way_to_type_the_name_is_the_same_client() -> None:
    typed = [
        "江苏华阳智能裝備股份有限公司", "江苏华阳智能装备股份公司", "江苏华阳智能装备", "江苏省华阳智能装备股份有限公司",
        "江苏华阳智 能装备股份有线公司", "江苏华阳知能装备股份有限公司", "华阳智能装备", "江蘇华阳智能装备股份有限责任公司",
    ]  # fmt: skip
    found = pairs([("江苏华阳智能装备股份有限公司", name) for name in typed])
    assert [
        name for name, (one, other) in zip(typed, found, strict=True) if one.auto_cluster != other.auto_cluster
    ] == []


def test_a_branch_or_subsidiary_never_merges_with_its_parent() -> None:
    """Even where everything else agrees."""
    parent = "江苏华阳智能装备股份有限公司"
    relatives = [
        f"{parent}南京分公司", f"{parent}第二分公司", f"{parent}成都办事处", "江苏华阳智能装备置业有限公司", "江苏华阳智能装备贸易有限公司",
        "江苏华阳智能装备（南京）有限公司", "江苏华阳智能装备（南京）科技有限公司", "江苏华阳知能装备置业有限公司",
    ]  # fmt: skip
    found = pairs([(parent, name) for name in relatives])
    assert [name for name, (one, other) in zip(relatives, found, strict=True) if one.cluster == other.cluster] == []
    one, other = match_rows(rows(parent, relatives[3], uscc=ONE)).placed[:2]
    assert one.cluster != other.cluster, "nor where the parent's code was copied"


def test_sisters_and_namesakes_are_not_joined_without_asking() -> None:
    cases = [
        ("华阳建设有限公司第一分公司", "华阳建设有限公司第二分公司"), ("华阳第三建设有限公司", "华阳第四建设有限公司"),
        ("江苏华阳智能装备股份有限公司", "山东华阳智能装备股份有限公司"), ("华阳智能装备有限公司", "华阳智能装备集团有限公司"),
        ("江苏华阳智能装备股份有限公司", "江苏华阳环保科技有限公司"), ("华阳包装有限公司", "明远制药有限公司"),
    ]  # fmt: skip
    found = pairs(cases)
    assert [
        case for case, (one, other) in zip(cases, found, strict=True) if one.auto_cluster == other.auto_cluster
    ] == []
    assert [found[i][0].cluster == found[i][1].cluster for i in (0, 1, 4, 5)] == [False] * 4


def test_a_short_name_does_not_chain_a_parent_to_its_subsidiary() -> None:
    names = ("华阳智能装备有限公司", "华阳智能装备置业有限公司", "华阳智能装备", "华阳智能装备置业")
    placed = match_rows(rows(*names)).placed
    assert placed[0].cluster == placed[2].cluster
    assert placed[1].cluster == placed[3].cluster
    assert placed[0].cluster != placed[1].cluster


def test_two_valid_codes_are_not_joined_without_asking_and_a_slip_is() -> None:
    name = "江苏华阳智能装备股份有限公司"
    wrong = ONE[:12] + ("3" if ONE[12] != "3" else "4") + ONE[13:]
    plain = rows(name, name, name, name)
    for row, text in zip(plain, (ONE, OTHER, wrong, ONE.lower().replace("1", "i").replace("0", "o")), strict=False):
        row["uscc"] = text
    one, other, slip, letters = match_rows(plain).placed[:4]
    assert one.auto_cluster == slip.auto_cluster == letters.auto_cluster
    assert one.auto_cluster != other.auto_cluster


def test_a_switchboard_a_bookkeeper_and_a_building_join_nobody() -> None:
    shared = {
        "phone": "025-84512345",
        "person": "张伟",
        "email": "books@example.com",
        "address": "南京市鼓楼区中山路1号",
    }
    placed = match_rows([{**shared, "name": f"南京{brand}科技有限公司"} for brand in BRANDS]).placed
    assert len({at.cluster for at in placed}) == len(BRANDS)
    assert {at.band for at in placed} == {"single"}


def test_rows_that_differ_in_all_but_one_fact_and_the_name_are_found() -> None:
    matched = match_rows(
        [
            {"name": "江苏华阳智能装备股份有限公司", "uscc": ONE, "phone": "13812345678", "email": "a7@example.com"},
            {"name": "华阳智能装备", "phone": "13900000000", "address": "苏州市迎宾路1号", "email": "A7@example.com"},
            {"name": "江海贸易有限公司"},
        ]
    )  # fmt: skip
    assert joined(matched, auto=False)
    assert matched.placed[2].band == "single"


def test_the_same_rows_give_the_same_answer_and_their_order_does_not_matter() -> None:
    said = rows(
        "华阳智能装备有限公司", "华阳智能装备置业有限公司", "华阳智能装备", "华阳智能装备置业", "华阳智能装备有线公司"
    )
    first = match_rows(said)
    assert match_rows(said) == first
    turned = match_rows(said[::-1]).placed[::-1]
    together = [[a.cluster == b.cluster for b in first.placed] for a in first.placed]
    assert [[a.cluster == b.cluster for b in turned] for a in turned] == together


def test_a_probability_is_that_of_the_pair_that_holds_the_row() -> None:
    matched = match_rows(rows("江苏华阳智能装备股份有限公司", "江苏华阳智能装备股份有限公司"))
    assert matched.placed[0].band == "auto" and matched.placed[0].probability > 0.97
    assert [at.band for at in matched.placed[2:]] == ["single"] * 3
    assert match_rows([]).placed == []
    assert [(at.cluster, at.band, at.probability) for at in match_rows([{"name": "华阳"}]).placed] == [
        (1, "single", 0.0)
    ]


def test_two_codes_that_no_slip_explains_keep_rows_apart_though_one_is_written_wrong() -> None:
    wrong = f"{OTHER[:-1]}{'A' if OTHER[-1] != 'A' else 'B'}"
    short = rows("江苏华阳装备有限公司", "华阳装备")
    apart = [{**short[0], "uscc": ONE}, {**short[1], "uscc": wrong}, *short[2:]]
    assert not joined(match_rows(apart))
    slip = f"{ONE[:9]}{'X' if ONE[9] != 'X' else 'Y'}{ONE[10:]}"
    assert joined(match_rows([{**short[0], "uscc": ONE}, {**short[1], "uscc": slip}, *short[2:]]))


def test_one_valid_code_answers_for_half_a_brand_typed_wrong() -> None:
    assert joined(match_rows(rows("江苏华阳装备有限公司", "江苏华羊装备有限公司", uscc=ONE)))
    assert not joined(match_rows(rows("江苏华阳装备有限公司", "江苏华丰装备有限公司")))
