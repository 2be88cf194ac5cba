"""Which rows are compared: keys that two rows share, and how often a value is used. SQL for DuckDB; pure text.

A block that grows beyond its limit is narrowed by a second word, and left out where that is not enough: a switchboard of
a hundred clients is no reason to compare each with each."""

# ruff: noqa: S608  (the texts are all ours, no value is put into them)
from __future__ import annotations

from dataclasses import dataclass

_FIRST = "left(brand_key, 1)"


@dataclass(frozen=True, slots=True)
class Block:
    """`key` is NULL for rows that are in no block of the kind; `most` rows are compared each with each. `narrow` is
    the key for larger blocks, within the same limit."""

    name: str
    key: str
    most: int
    narrow: str = ""


def _joined(*parts: str) -> str:
    return " || '|' || ".join(parts)


_HALF = "cast(ceil(length(brand_key) / 2.0) as integer)"
_REST = "coalesce(trade, '') || '|' || coalesce(place, '') || '|' || coalesce(branch, '')"

BLOCKS = (
    Block("b_code", "code", 60),
    Block("b_org", "org", 60),
    Block("b_phone", "phone", 24, _joined("phone", _FIRST)),
    Block("b_phone2", "coalesce(phone2, phone)", 12),
    Block("b_email", "email", 24, _joined("email", _FIRST)),
    Block("b_name", _joined("name_key", "coalesce(branch, '')"), 40, _joined("stem_key", "coalesce(branch, '')")),
    Block("b_brand", "case when length(brand_key) >= 2 then brand_key end", 16,
          _joined("brand_key", "coalesce(place, '')")),
    Block("b_head", _joined(f"left(brand_key, {_HALF})", _REST), 12,
          _joined(f"left(brand_key, {_HALF})", _REST, "coalesce(legal, person)")),
    Block("b_tail", _joined(f"right(brand_key, {_HALF})", _REST), 12,
          _joined(f"right(brand_key, {_HALF})", _REST, "coalesce(legal, person)")),
    Block("b_first", "case when length(name_key) >= 5 then left(name_key, 3) || right(name_key, 1) end", 12),
    Block("b_last", "case when length(name_key) >= 5 then left(name_key, 1) || right(name_key, 3) end", 12),
    Block("b_middle", "case when length(stem_key) >= 6 then substr(stem_key, 3, 4) end", 12),
    Block("b_site", "site || coalesce('|' || room, '')", 16, _joined("site", "coalesce(room, '')", _FIRST)),
    Block("b_legal", "legal", 8, _joined("legal", _FIRST)),
    Block("b_person", "person", 6, _joined("person", _FIRST)),
)  # fmt: skip

#: How many brands use a value: (column of the count, the value, what is counted).
_USES = (
    ("phone_n", "phone", "brand_key"),
    ("email_n", "email", "brand_key"),
    ("domain_n", "domain", "brand_key"),
    ("person_n", "person", "brand_key"),
    ("legal_n", "legal", "brand_key"),
    ("site_n", "site || '|' || coalesce(room, '')", "brand_key"),
    ("key_codes", "name_key", "case when code_ok = '1' and branch is null then code end"),
    ("key_places", "name_key", "case when branch is null then place end"),
)


def uses_sql(source: str) -> str:
    """`source` with the counts added."""
    counts, columns, joins = [], [], []
    for i, (name, value, what) in enumerate(_USES):
        counts.append(
            f"u{i} as (select {value} as v, count(distinct {what}) as n from {source} where {value} is not null group by 1)"
        )
        columns.append(f"u{i}.n as {name}")
        joins.append(f"left join u{i} on u{i}.v = ({value})")
    return f"with {', '.join(counts)} select {source}.*, {', '.join(columns)} from {source} {' '.join(joins)}"


def blocks_sql(source: str) -> str:
    """`source` with the keys of all blocks, NULL where a block is too large."""
    sizes, columns, joins = [], [], []
    for i, block in enumerate(BLOCKS):
        sizes.append(_sized(f"s{i}", block.key, block.most, source))
        joins.append(f"left join s{i} on s{i}.v = ({block.key})")
        if block.narrow:
            sizes.append(_sized(f"n{i}", block.narrow, block.most, source))
            joins.append(f"left join n{i} on s{i}.v is null and n{i}.v = ({block.narrow})")
            columns.append(f"coalesce(s{i}.v, n{i}.v) as {block.name}")
        else:
            columns.append(f"s{i}.v as {block.name}")
    return f"with {', '.join(sizes)} select {source}.*, {', '.join(columns)} from {source} {' '.join(joins)}"


def _sized(name: str, key: str, most: int, source: str) -> str:
    return (
        f"{name} as (select {key} as v from {source} where {key} is not null group by 1"
        f" having count(*) between 2 and {most})"
    )
