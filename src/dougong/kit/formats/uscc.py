"""统一社会信用代码, GB 32100-2015: 18 characters of 31 (no I, O, S, V, Z), the last one a check modulo 31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import mul

from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.text import half_width, is_blank

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_INDEX = {character: i for i, character in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "Z": "2", "S": "5"})
_SEPARATORS = re.compile(r"[\s\-_.·'`]+")


@dataclass(frozen=True, slots=True)
class UsccResult:
    """`value` is the code when it is right (or `None` for a blank cell). When it is wrong, `reason` says why
    and `suggestion` is the code that was meant, given only if its check character agrees. `changed` tells
    that width, case or spaces were tidied to reach `value`; `slips` how many letters O and I the suggestion reads as 0 and 1,
    0 where it guesses more than that."""

    value: str | None = None
    reason: Reason | None = None
    suggestion: str | None = None
    changed: bool = False
    slips: int = 0

    @property
    def ok(self) -> bool:
        return self.reason is None


def check_character(body: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015, 5.2)."""
    total = sum(map(mul, [_INDEX[character] for character in body], _WEIGHTS))
    return ALPHABET[(31 - total % 31) % 31]


def check_uscc(value: object) -> UsccResult:
    """Checks a code as people type it. Exact: any single wrong character is found."""
    if is_blank(value):
        return UsccResult()
    if not isinstance(value, str):
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**15:
            return UsccResult(reason=Reason("scientific"))
        value = str(value)
    typed = half_width(value).strip().upper()
    if re.fullmatch(r"\d(\.\d+)?E\+?\d{1,3}", typed):  # a real code may begin with 4E and go on in digits
        return UsccResult(reason=Reason("scientific"))
    code = _SEPARATORS.sub("", typed)
    if not code:
        return UsccResult()
    reason = _wrong(code)
    if reason is None:
        return UsccResult(value=code, changed=code != value)
    meant = next((m for m in _meant(half_width(value), code) if m != code and _wrong(m) is None), None)
    return UsccResult(reason=reason, suggestion=meant, slips=_slips(code, meant) if meant else 0)


def _meant(typed: str, code: str) -> tuple[str, ...]:
    """The code with look-alikes read as digits; a small l may be a 1 too."""
    small = _SEPARATORS.sub("", typed.strip().replace("l", "1").upper())
    return code.translate(_LOOKALIKES), small.translate(_LOOKALIKES)


def _slips(code: str, meant: str) -> int:
    wrong = [pair for pair in zip(code, meant, strict=True) if pair[0] != pair[1]]
    return len(wrong) if set(wrong) <= {("O", "0"), ("I", "1"), ("L", "1")} else 0


def _wrong(code: str) -> Reason | None:
    if len(code) == 15 and code.isascii() and code.isdigit():
        return Reason("uscc_old_registration")
    if len(code) == 9 and re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        return Reason("uscc_org_code")
    if len(code) != 18:
        return Reason("uscc_length", params={"length": len(code)})
    for position, character in enumerate(code, start=1):
        if character not in _INDEX:
            return Reason("uscc_chars", position, {"character": character})
        if 3 <= position <= 8 and not ("0" <= character <= "9"):
            return Reason("uscc_region", position)
    if check_character(code[:17]) != code[17]:
        return Reason("uscc_check", 18)
    return None
