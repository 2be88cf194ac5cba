"""Verification: walks all entries, the tree and the heads once, in portions, and names what is wrong, the first first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q

from dougong.audit.models import AuditEntry
from dougong.audit.services import note
from dougong.kit.actor import Actor
from dougong.loyalty import guards
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.proof import signing, texts, tree
from dougong.loyalty.proof.growing import last_leaf, rows_after
from dougong.loyalty.proof.heads import grouped, text_of
from dougong.loyalty.proof.leaves import held_of, leaf_of
from dougong.loyalty.proof.models import GUARDS, PointsHead, PointsKey, PointsLeaf, PointsNode
from dougong.loyalty.proof.policies import PROOF
from dougong.loyalty.proof.words import sentence
from dougong.loyalty.selectors import broken_accounts

MOST, PORTION, WIDEST_GAP = 100, 2000, 10_000
OF_ENTRY = ("entry_changed", "entry_missing", "entry_added", "leaf_moved")
Progress = Callable[[int, int], None]
Found = tuple[str, int, str]  # what, which entry or head, of what


@dataclass
class Report:
    """`waiting` entries are not in the tree yet; `covered` are under a signed head."""

    entries: int = 0
    leaves: int = 0
    heads: int = 0
    covered: int = 0
    waiting: int = 0
    accounts: int = 0
    findings: list[Found] = field(default_factory=list)
    more: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings

    def found(self, kind: str, number: int = 0, text: str = "") -> None:
        if len(self.findings) < MOST:
            self.findings.append((kind, number, text))
        else:
            self.more += 1

    def facts(self) -> dict[str, Any]:
        first = min((number for kind, number, _ in self.findings if kind in OF_ENTRY), default=None)
        counts = {
            name: getattr(self, name)
            for name in ("entries", "leaves", "heads", "covered", "waiting", "accounts", "more")
        }
        told = [
            {
                "kind": kind,
                "number": number,
                "zh": sentence(kind, number, text, "zh"),
                "en": sentence(kind, number, text, "en"),
            }
            for kind, number, text in self.findings
        ]
        return {"ok": self.ok, "first_entry": first, **counts, "findings": told}


def verify(progress: Progress = lambda done, total: None) -> Report:
    """Memory for a portion of entries and the heads' roots; the ledger may grow meanwhile."""
    report = Report()
    heads = list(PointsHead.objects.order_by("number"))
    size = last_leaf()[0]
    walk = _Walk(report, {head.size for head in heads})
    total = size + 1
    while portion := not walk.torn and list(
        PointsLeaf.objects.filter(number__gte=walk.at, number__lt=size).order_by("number")[:PORTION]
    ):
        walk.take(portion)
        progress(min(report.leaves, size), total)
    walk.close(size)
    _check_heads(report, heads, walk)
    if not all(one.in_place() for one in (*guards.ALL, *GUARDS)):
        report.found("guard_missing")
    report.accounts = _check_balances(report)
    progress(total, total)
    return report


def verify_and_note(actor: Actor, progress: Progress) -> Report:
    """As `verify`; what it found is on record, so everybody who looks after it sees when it was last done."""
    report = verify(progress)
    note(actor, "verify", PROOF, after=report.facts())
    return report


class _Walk:
    """From leaf to leaf beside the entries. What a leaf says of its entry names a wrong one; that leaves, nodes and entries were
    changed together is seen at the next head."""

    def __init__(self, report: Report, sizes: set[int]) -> None:
        self.report, self.sizes = report, sizes
        self.at = 0  # the next leaf's number
        self.last = 0  # the entry up to which was read
        self.latest = 0  # the entry of the last leaf
        self.torn = False  # so many leaves are gone that the rest says nothing
        self.grower = tree.Grower()
        self.roots: dict[int, str] = {}

    def take(self, leaves: list[PointsLeaf]) -> None:
        upto = max(leaf.entry_no for leaf in leaves)
        entries = {row["id"]: row for row in rows_after(self.last, upto)}
        self.report.entries += len(entries)
        begun, wrong = self.at, []
        for leaf in leaves:
            self._gap(leaf.number)
            if self.torn:
                return
            if kind := self._wrong(leaf, entries.pop(leaf.entry_no, None)):
                wrong.append((leaf.entry_no, kind))
            self.latest = max(self.latest, leaf.entry_no)
            self.report.leaves += 1
            self._grow(bytes(leaf.hash))
        for number, kind in sorted([*wrong, *((number, "entry_added") for number in entries)]):
            self.report.found(kind, number)
        self.last = max(self.last, upto)
        self._nodes(begun)

    def _gap(self, number: int) -> None:
        self.torn = number - self.at > WIDEST_GAP
        for gone in range(self.at, self.at + 1 if self.torn else number):
            self.report.found("leaf_missing", gone)
            self._grow(tree.EMPTY)

    def _grow(self, here: bytes) -> None:
        self.grower.add(here)
        self.at += 1
        if self.at in self.sizes:
            self.roots[self.at] = self.grower.root().hex()

    def _wrong(self, leaf: PointsLeaf, row: Any) -> str:
        if row is None:
            return "leaf_moved" if leaf.entry_no <= self.latest else "entry_missing"
        held = held_of(row, bytes(leaf.salt))
        if held != bytes(leaf.held) or tree.leaf_hash(leaf_of(row, held)) != bytes(leaf.hash):
            return "entry_changed"
        return "leaf_moved" if leaf.entry_no <= self.latest else ""

    def _nodes(self, begun: int) -> None:
        """The inner nodes that came about, against those kept."""
        made = {tree.number_of(node): h for node, h in self.grower.made}
        self.grower.made.clear()
        ranges = Q()
        for level in range(1, max(self.at.bit_length(), 1)):
            first, end = begun >> level, self.at >> level
            if end > first:
                low = tree.number_of((level, first))
                ranges |= Q(number__gte=low, number__lt=low + end - first)
        if not ranges:
            return
        for number, kept in PointsNode.objects.filter(ranges).order_by("number").values_list("number", "hash"):
            if made.pop(number, b"") != bytes(kept):
                self._node_wrong("node_changed", number)
        for number in sorted(made):
            self._node_wrong("node_missing", number)

    def _node_wrong(self, kind: str, number: int) -> None:
        level, place = tree.node_of(number)
        self.report.found(kind, place << level, f"{place << level}–{((place + 1) << level) - 1}")

    def close(self, size: int) -> None:
        """What is beyond the tree: nodes and leaves that nothing belongs to, and entries that wait."""
        nodes = PointsNode.objects.count()
        proper = sum(size >> level for level in range(1, size.bit_length() + 1))
        if nodes > proper and PointsLeaf.objects.count() == size:
            self.report.found("node_added", nodes - proper)
        self.report.waiting = _waiting(self.last)


def _waiting(last: int) -> int:
    newest = PointsLeaf.objects.aggregate(last=Max("entry_no"))["last"] or 0
    return int(rows_after(max(last, newest)).count())


def _check_heads(report: Report, heads: list[PointsHead], walk: _Walk) -> None:
    keys = {key.pk: key for key in PointsKey.objects.order_by("number")}
    _check_keys(report, list(keys.values()), heads)
    before: PointsHead | None = None
    good, differs = 0, False
    for head in heads:
        expected = before.number + 1 if before else 1
        if head.number != expected:
            report.found("head_missing", expected)
        key = keys.get(head.key)
        if (
            key is None
            or signing.id_of(bytes.fromhex(key.public)) != key.pk
            or not signing.holds(key.public, head.signature, text_of(head))
        ):
            report.found("head_changed", head.number)
        elif head.number == expected and not _joins(head, before):
            report.found("head_broken", head.number)
        if head.size > walk.grower.size:
            report.found("tree_cut", head.number, str(head.size - walk.grower.size))
        elif walk.roots.get(head.size) == head.root:
            good = head.size
        elif not differs:  # all later ones will too
            differs = True
            report.found("head_differs", head.number, f"{good + 1}–{head.size}")
        report.heads += 1
        before = head
    report.covered = good
    _check_record(report, {head.number: grouped(texts.digest(text_of(head))) for head in heads})


def _joins(head: PointsHead, before: PointsHead | None) -> bool:
    if before is None:
        return head.previous == ""
    return head.previous == texts.digest(text_of(before)) and head.size >= before.size and head.at >= before.at


def _check_keys(report: Report, keys: list[PointsKey], heads: list[PointsHead]) -> None:
    """Each later key signed the head that was the last, and the one before said that it follows."""
    texts_of = {head.number: text_of(head) for head in heads}
    for place, key in enumerate(keys):
        over = texts_of.get(key.head, b"")
        wrong = key.number != place + 1 or (key.head and not signing.holds(key.public, key.over, over))
        if place and not wrong:
            before = keys[place - 1]
            follows = texts.follows_text(before.pk, key.public, texts.digest(over) if key.head else "")
            wrong = bool(key.endorsed) and not signing.holds(before.public, key.endorsed, follows)
        if wrong:
            report.found("key_changed", key.number, key.pk)


def _check_record(report: Report, digests: dict[int, str]) -> None:
    """The heads as the audit has them, whose own chain is checked by `dougong audit verify`."""
    rows: Any = (
        AuditEntry.objects.filter(resource=PROOF, action="publish").order_by("pk").values_list("object_id", "after")
    )
    missing: set[int] = set()
    for number, after in rows.iterator(chunk_size=500):
        known = digests.get(int(number))
        if known is None:
            missing.add(int(number))
        elif known != (after or {}).get("digest"):
            report.found("head_not_as_recorded", int(number))
    last = max(digests, default=0)
    for gone in sorted(n for n in missing if n > last):  # those between are told as missing already
        report.found("head_cut", gone)


def _check_balances(report: Report) -> int:
    """Balances are the sums of their entries, and lots fit them; how many accounts there are."""
    for account in broken_accounts():
        report.found("balance_differs", 0, str(account.pk))
    return PointsAccount.objects.count()
