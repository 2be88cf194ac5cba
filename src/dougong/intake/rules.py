"""How much a submission looks like spam, and whether the work of a challenge was done. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dougong.kit.regions import region_prefix

#: Of what score on a submission is shown as probable spam, and nobody is told of it.
SUSPECT = 60
#: Seconds that a person needs at least to read and fill in a form.
QUICK = 6
_LINK = re.compile(r"https?://|www\.|\[url", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BAIT = re.compile(r"casino|viagra|seo |backlink|crypto|贷款|博彩|代开发票|刷单|引流|排名优化", re.IGNORECASE)
THROWN_AWAY = ("mailinator.com", "10minutemail.com", "guerrillamail.com", "yopmail.com", "tempmail.com")
REASONS = {
    "trap": 100,
    "quick": 35,
    "links": 40,
    "bait": 45,
    "thrown_away": 30,
    "many": 40,
    "same": 50,
    "foreign": 15,
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the answers: `trap` was filled, after how many `seconds`, how many came from this net in the last
    hour, whether the same text came lately."""

    trap: bool
    seconds: float
    from_net: int
    same: bool


def judge(texts: list[str], email: str, about: Circumstances) -> tuple[int, list[str]]:
    """(score up to 100, reasons, the heaviest first)."""
    whole = "\n".join(texts)
    found = {
        "trap": about.trap,
        "quick": about.seconds < QUICK,
        "links": len(_LINK.findall(whole)) >= 2,
        "bait": bool(_BAIT.search(whole)),
        "thrown_away": email.rpartition("@")[2].lower() in THROWN_AWAY,
        "many": about.from_net >= 5,
        "same": about.same,
        "foreign": len(whole) > 60 and not _HAN.search(whole) and bool(_LINK.search(whole)),
    }
    reasons = sorted((name for name, is_so in found.items() if is_so), key=lambda name: -REASONS[name])
    return min(100, sum(REASONS[name] for name in reasons)), reasons


def texts_of(answers: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for value in answers.values():
        found += list(value.values()) if isinstance(value, dict) else [value] if isinstance(value, str) else []
    return [text for text in found if isinstance(text, str)]


def worked(token: str, counter: str, bits: int) -> bool:
    """Whether SHA-256 of `token:counter` begins with so many zero bits."""
    digest = hashlib.sha256(f"{token}:{counter}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits) == 0


def solve(token: str, bits: int) -> str:
    """What a browser does, for tests and programs."""
    counter = 0
    while not worked(token, str(counter), bits):
        counter += 1
    return str(counter)


def rule_for(rules: list[dict[str, Any]], region: str) -> dict[str, Any] | None:
    """The rule for the place where a submission comes from: of several the nearest, a city's before its province's."""
    found = [rule for rule in rules if region and region.startswith(region_prefix(str(rule["region"])))]
    return max(found, key=lambda rule: len(region_prefix(str(rule["region"]))), default=None)
