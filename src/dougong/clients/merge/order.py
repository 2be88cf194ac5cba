"""Merges of one dossier are taken back in any order: what a later one found, and would put back, is mended when an earlier goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dougong.clients.merge.models import ClientMerge
from dougong.clients.merge.rules import names_joined
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit import merging, unmerging
from dougong.kit.merging import Mover, Steps
from dougong.kit.unmerging import Clash

FORMER = "former_names"


@dataclass(frozen=True)
class Standing:
    """A merge with its steps, and those into the same dossier since then that can still be taken back, the oldest first."""

    row: ClientMerge
    steps: Steps
    later: list[tuple[ClientMerge, Steps]]


def standing(row: ClientMerge) -> Standing:
    rows = ClientMerge.objects.filter(survivor_id=row.survivor_id, state="done", pk__gt=row.pk).order_by("pk")
    return Standing(row, row.read_steps(), [(one, one.read_steps()) for one in rows])


def first_to_undo(found: Standing) -> ClientMerge | None:
    """The later merge that stands on this one: the dossier itself went on into another, or what this one would take away was
    joined with what that one brought."""
    for later, its in found.later:
        if later.kept_id != found.row.kept_id or not _parted(found.steps, its):
            return later
    return None


def _parted(steps: Steps, later: Steps) -> bool:
    going = {str(key) for s in steps if s["act"] == "moved" for key in s["keys"]}
    if any(s["act"] == "moved" and s["to"] in going for s in later):
        return False
    owns = [item for item in merging.items_of(CLIENT) if isinstance(item, merging.Own) and item.parted]
    return all(item.parted is None or item.parted(steps, _notes(steps, item), _notes(later, item)) for item in owns)


def _notes(steps: Steps, item: merging.Own) -> Any:
    return next((s["notes"] for s in steps if s["act"] == "own" and s["of"] == item.of and s["code"] == item.code), [])


def by_merge(found: Standing, clash: Clash) -> bool:
    """Whether what stands now was put there by a later merge, and is not for a person to decide. Former names are counted."""
    if clash.why != "changed":
        return False
    if clash.field == f"facts.{FORMER}":
        return True
    return any(_wrote(its, clash) == (clash.now,) for _, its in found.later)


def _wrote(steps: Steps, clash: Clash) -> tuple[Any, ...]:
    """What a merge left in a column, or in a field of it."""
    name, _, key = clash.field.partition(".")
    for step in reversed(steps):
        if step["act"] == "set" and step["key"] == clash.key and name in step["after"]:
            told = unmerging.compared(step["before"][name], step["after"][name], step["after"][name])
            return next(((made,) for k, _, made, _ in told if k == key), ())
    return ()


def not_brought(found: Standing, since: list[tuple[Mover, Any]]) -> list[tuple[Mover, Any]]:
    """Of what came to the dossier since: what no merge brought."""
    all_steps = [*found.steps, *(s for _, its in found.later for s in its)]
    made = [s["key"] for s in all_steps if s["act"] == "made"]
    left = []
    for item, rows in since:
        brought = [k for s in all_steps if s["act"] == "moved" and s["code"] == item.code for k in s["keys"]]
        keys = {str(k) for k in (*brought, *made)}
        own = [k for k in rows.values_list("pk", flat=True) if str(k) not in keys]
        if own:
            left.append((item, rows.filter(pk__in=own)))
    return left


def follow(found: Standing) -> None:
    """After this one was taken back: a later one puts back what was there before both, and has again what was there twice."""
    for later, its in found.later:
        if not its:
            continue
        for step in (s for s in its if s["act"] == "set"):
            for earlier in (s for s in found.steps if s["act"] == "set" and s["key"] == step["key"]):
                _mend(step, earlier)
        later.write_steps([s for step in its for s in _free(step, found.row)])
        later.save(update_fields=["steps"])


def _mend(step: dict[str, Any], earlier: dict[str, Any]) -> None:
    for name in step["before"]:
        if name not in earlier["after"]:
            continue
        before, after, was = earlier["before"][name], earlier["after"][name], step["before"][name]
        if unmerging.of_fields(before, after, was):
            back = {k for k, _, made, held in unmerging.compared(before, after, was) if held == made}
            # Of these, what the later one left as it found it.
            kept = {k for k in back if step["after"][name].get(k) == was.get(k)}
            step["before"][name] = _with(was, before, back)
            step["after"][name] = _with(step["after"][name], before, kept)
        elif was == after:
            step["before"][name] = before


def _with(held: dict[str, Any], other: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """As it is held, but for these keys, which are as in the other."""
    return {k: v for k, v in held.items() if k not in keys} | {k: other[k] for k in keys if k in other}


def _free(step: dict[str, Any], row: ClientMerge) -> list[dict[str, Any]]:
    """What stood twice and went, and stands there no more: it comes, as moved by the later merge."""
    item = next((i for i in merging.items_of(CLIENT) if i.code == step.get("code")), None)
    if step["act"] != "gone" or not isinstance(item, Mover) or item.drop:
        return [step]
    to = row.survivor_id
    gone: list[dict[str, Any]] = []
    come: list[dict[str, Any]] = []
    for held in step["rows"]:
        (come if unmerging.comes(item, held, to) else gone).append(held)
    if not come:
        return [step]
    moved = [merging.moved_step(item, h[item.field], to, [h[item.model._meta.pk.attname]]) for h in come]
    return ([{**step, "rows": gone}] if gone else []) + moved


def former_names(survivor: Client, steps: Steps) -> str | None:
    """The former names without those that the merge brought, where they are no longer as it left them."""
    wrote = [s for s in steps if s["act"] == "set" and s["key"] == str(survivor.pk) and "facts" in s["after"]]
    if not wrote:
        return None
    before, after = (str((wrote[-1][when]["facts"] or {}).get(FORMER) or "") for when in ("before", "after"))
    now = str(survivor.facts.get(FORMER) or "")
    if now == after:
        return None
    brought = set(after.split("、")) - set(before.split("、"))
    return names_joined("、".join(n for n in now.split("、") if n not in brought), [], survivor.name)
