"""A row of a spreadsheet as the columns that the model compares. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dougong.stewardship.matching import names, values

#: What a row may say, as the reader of files or the database gives it.
FIELDS = ("name", "uscc", "phone", "person", "legal_rep", "email", "address", "industry")

#: The table of the model, in order; all text, empty is NULL.
COLUMNS = (
    "plain", "stem", "core", "stem_key", "name_key", "brand_key", "stem_shape", "stem_letters", "name_letters",
    "trade", "place", "inner_place", "form", "grp", "branch", "ordinal", "code", "code_ok", "org", "phone",
    "phone2", "email", "domain", "person", "legal", "region", "site", "room", "industry",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One row: where it stands (`row` counts as the spreadsheet does) and what it says, by `FIELDS`."""

    file: str
    sheet: str
    row: int
    said: Mapping[str, object]


def features(said: Mapping[str, object]) -> tuple[str | None, ...]:
    """The values of `COLUMNS` for one row."""
    name = names.parse(str(said.get("name") or ""))
    code = values.code(said.get("uscc"))
    phone, phone2 = values.phones(said.get("phone"))
    email, domain = values.email(said.get("email"))
    address = values.address(said.get("address"))
    found = (
        name.plain, name.stem, name.core, name.stem_key, name.key, name.brand_key, name.stem_shape, name.stem_letters,
        name.letters, name.trade, name.place, name.inner, name.form, "1" if name.group else "0", name.branch,
        name.ordinal, code.text, "1" if code.ok else "0", code.org, phone, phone2, email, domain,
        values.person(said.get("person")), values.person(said.get("legal_rep")), address.region, address.site,
        address.room, values.word(said.get("industry")),
    )  # fmt: skip
    return tuple(value or None for value in found)


def table(rows: Iterable[Mapping[str, object]]) -> list[tuple[str | None, ...]]:
    """Rows that say the same are read once."""
    known: dict[tuple[object, ...], tuple[str | None, ...]] = {}
    found = []
    for said in rows:
        key = tuple(said.get(field) for field in FIELDS)
        if key not in known:
            known[key] = features(said)
        found.append(known[key])
    return found
