"""From pairs to clients: which rows are joined without asking, and which with a person's word. Pure, deterministic.

A chain of good pairs may join what must stay apart: a branch and its company hang together by a short name that fits
both. So a join is refused where any two rows of the two sides contradict each other, whatever the pair says; and a row
that fits two clients which contradict each other is left for a person, unless one fits far better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dougong.stewardship.matching.engine import Features, Pair
from dougong.stewardship.matching.features import COLUMNS
from dougong.stewardship.matching.levels import CODE, COMPARISONS, NAME
from dougong.stewardship.matching.model import probability

#: Odds in bits from which rows are joined without asking, and from which they are joined for review.
AUTO = 3.75  # p = 0.93
REVIEW = 0.0  # p = 0.5
#: From how many bits on two rows are joined for review although their codes are both valid and differ.
_DESPITE_CODES = 6.65
#: From how many bits on one valid code joins two names that are not alike.
_BY_CODE = 9.0
_CODE_LENGTH = 18
#: How many characters of a code are written wrong at most.
_SLIPS = 3
#: By how many bits one client must fit better than another that contradicts it.
_MARGIN = 6.0

_AT = {name: place for place, name in enumerate(COLUMNS)}
_ASK = tuple(frozenset(i for i, level in enumerate(c.levels) if level.ask == "always") for c in COMPARISONS)
_ASK_WITHOUT_CODE = frozenset(i for i, level in enumerate(NAME.levels) if level.ask == "without_code")
_NOT_WITHOUT_CODE = frozenset(i for i, level in enumerate(NAME.levels) if level.ask == "no")
_SAME_CODE = next(i for i, level in enumerate(CODE.levels) if level.code == "same")
_CODE_ANSWERS = frozenset(i for i, level in enumerate(CODE.levels) if level.code in ("same", "slip"))
_CODE_HELPS = frozenset(i for i, level in enumerate(CODE.levels) if level.code in ("same", "same_wrong", "org", "slip"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row belongs. `probability` is that of the pair that holds the row in its cluster; of a single row that
    of the likeliest partner it was not joined with."""

    auto_cluster: int
    cluster: int
    probability: float
    band: str


@dataclass(frozen=True, slots=True)
class Said:
    """What of a row can contradict another row."""

    code: str | None
    written: str | None
    branch: str | None
    ordinal: str | None
    inner: str | None
    place: str | None
    stem: str
    core: str
    full: bool


@dataclass(slots=True)
class _Group:
    rows: list[int]
    said: set[Said] = field(default_factory=set)


def said(row: Features) -> Said:
    return Said(
        row[_AT["code"]] if row[_AT["code_ok"]] == "1" else None,
        row[_AT["code"]],
        row[_AT["branch"]],
        row[_AT["ordinal"]],
        row[_AT["inner_place"]],
        row[_AT["place"]],
        row[_AT["stem_key"]] or "",
        row[_AT["name_key"]] or "",
        row[_AT["form"]] == "full",
    )


def contradict(one: Said, other: Said, *, codes: bool = True) -> bool:
    """Whether two rows can't be one client: branch and company, subsidiary and parent, two valid codes, places. Without
    `codes` the last but one is let pass: a code may have been copied from another row."""
    if one.branch != other.branch:
        return True
    if codes and _other_code(one, other):
        return True
    if one.stem == other.stem:
        return False
    if one.inner != other.inner and ((one.full and other.full) or one.core == other.core):
        return True
    if _goes_on(one, other) or _goes_on(other, one):
        return True
    return one.core == other.core and _elsewhere(one.place, other.place)


def _other_code(one: Said, other: Said) -> bool:
    """Two valid codes, or two that no slip of the pen explains: one whose check fails is still none of another client's."""
    if one.code and other.code:
        return one.code != other.code
    a, b = one.written, other.written
    return bool(a and b and len(a) == len(b) == _CODE_LENGTH and sum(x != y for x, y in zip(a, b, strict=True)) > _SLIPS)


def _elsewhere(one: str | None, other: str | None) -> bool:
    return bool(one and other and one not in other and other not in one)


def _goes_on(long: Said, short: Said) -> bool:
    """The complete name of one begins the longer one of the other: a subsidiary named after its parent."""
    if not short.full:
        return False
    return any(
        len(b) >= 2 and len(a) >= len(b) + 2 and a.startswith(b)
        for a, b in ((long.stem, short.stem), (long.core, short.core))
    )


class _Union:
    """Groups of rows that do not contradict one another."""

    def __init__(self, facts: Sequence[Said]) -> None:
        self._facts = facts
        self._parent = list(range(len(facts)))
        self._groups: dict[int, _Group] = {}

    def find(self, row: int) -> int:
        parent = self._parent
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    def _group(self, root: int) -> _Group:
        return self._groups.get(root) or _Group([root], {self._facts[root]})

    def join(self, one: int, other: int, *, codes: bool = True) -> bool:
        """Whether both are in one group afterwards."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return True
        first, second = self._group(a), self._group(b)
        if any(contradict(x, y, codes=codes) for x in first.said for y in second.said):
            return False
        keep, gone = (a, b) if a < b else (b, a)
        self._parent[gone] = keep
        self._groups[keep] = _Group(first.rows + second.rows, first.said | second.said)
        self._groups.pop(gone, None)
        return True

    def copy(self) -> _Union:
        made = _Union(self._facts)
        made._parent = list(self._parent)
        made._groups = {root: _Group(list(g.rows), set(g.said)) for root, g in self._groups.items()}
        return made


def asks(pair: Pair) -> bool:
    """Whether a level of the pair leaves the word to a person; a code in both may answer."""
    if pair.levels[0] in _ASK_WITHOUT_CODE:
        return pair.levels[1] not in _CODE_ANSWERS
    if pair.levels[0] in _NOT_WITHOUT_CODE:
        return pair.levels[1] != _SAME_CODE or pair.bits < _BY_CODE
    return any(level in ask for level, ask in zip(pair.levels, _ASK, strict=True))


def joinable(pair: Pair) -> bool:
    """Whether the names allow it at all."""
    return pair.levels[0] not in _NOT_WITHOUT_CODE or pair.levels[1] in _CODE_HELPS


def _torn(pairs: Iterable[Pair], facts: Sequence[Said]) -> set[int]:
    """Rows that fit two clients which contradict each other about equally well."""
    best: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pair in pairs:  # the surest first
        for row, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if len(best[row]) < 12:
                best[row].append((pair.bits, other))
    torn = set()
    for row, fits in best.items():
        top, first = fits[0]
        for bits, other in fits[1:]:
            if top - bits >= _MARGIN:
                break
            if contradict(facts[first], facts[other]):
                torn.add(row)
                break
    return torn


def place(
    found: Sequence[Features], pairs: Sequence[Pair], *, auto: float = AUTO, review: float = REVIEW
) -> list[Placed]:
    """One `Placed` for each row. `pairs` are the surest first. A cluster bears the number of its first row, from one."""
    facts = [said(row) for row in found]
    good = [pair for pair in pairs if pair.bits >= review and joinable(pair)]
    torn = _torn(good, facts)
    sure = _Union(facts)
    for pair in good:
        if pair.bits >= auto and pair.left not in torn and pair.right not in torn and not asks(pair):
            sure.join(pair.left, pair.right)
    likely = sure.copy()
    for pair in good:
        likely.join(pair.left, pair.right, codes=pair.bits < _DESPITE_CODES)
    return _placed(len(found), pairs, sure, likely)


def _placed(count: int, pairs: Sequence[Pair], sure: _Union, likely: _Union) -> list[Placed]:
    held = [-200.0] * count
    refused = [-200.0] * count
    for pair in pairs:
        kept = likely.find(pair.left) == likely.find(pair.right)
        best = held if kept else refused
        for row in (pair.left, pair.right):
            best[row] = max(best[row], pair.bits)
    roots: dict[int, set[int]] = defaultdict(set)
    sizes: dict[int, int] = defaultdict(int)
    for row in range(count):
        roots[likely.find(row)].add(sure.find(row))
        sizes[likely.find(row)] += 1
    placed = []
    for row in range(count):
        root = likely.find(row)
        band = "review" if len(roots[root]) > 1 else "auto" if sizes[root] > 1 else "single"
        bits = refused[row] if band == "single" else held[row]
        placed.append(Placed(sure.find(row) + 1, root + 1, round(probability(bits), 6), band))
    return placed
