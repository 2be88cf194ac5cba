"""Chinese telephone numbers as they stand in spreadsheets (YD/T numbering plan: mobile 1[3-9] + 9 digits;
landline area code of 3 or 4 digits + 7 or 8; 400 and 800 service numbers of 10 digits)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.text import half_width, is_blank

_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|x|#)\s*(\d{1,6})\s*$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"^(\(?0\d{2,3}\)?[-\s]?\d{7,8})-(\d{1,6})$")
_SEVERAL = re.compile(r"[/、;,|\n]+|\s{2,}|\s或\s|或")
_NOISE = re.compile(r"[\s\-().·—–_]+")
_LABEL = re.compile(r"^(?:电话|手机|联系电话|tel|mobile|phone)\s*[:.]?\s*", re.IGNORECASE)
_LANDLINE = re.compile(r"0(10|2\d|[3-9]\d{2})(\d{7,8})")


@dataclass(frozen=True, slots=True)
class PhoneResult:
    """`value` in the form +8613812345678 (E.164), `None` for a blank cell or a wrong number; `kind` is
    mobile, landline, hotline (400/800) or international; `others` are further good numbers of the same
    cell."""

    value: str | None = None
    kind: str | None = None
    extension: str | None = None
    others: tuple[str, ...] = ()
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None

    @property
    def shown(self) -> str:
        """138 1234 5678, 021-6888 8888, 400-820-8820; with 转 and the extension."""
        if self.value is None:
            return ""
        return _shown(self.value, self.kind) + (f" 转 {self.extension}" if self.extension else "")


def normalise_phone(value: object) -> PhoneResult:
    """Reads one cell. Several numbers may stand in it, apart by / 、 ; or 或. Normalising a result changes
    nothing."""
    if is_blank(value) or value == 0:
        return PhoneResult()
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = _LABEL.sub("", half_width(text).strip())
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        first, rest, power = scientific[1], scientific[2] or "", int(scientific[3])
        if len(rest.rstrip("0")) < power - 3 or power > 14:
            return PhoneResult(reason=Reason("scientific"))
        text = first + rest[:power].ljust(power, "0")
    results = [_one(part) for part in _SEVERAL.split(text) if part.strip()]
    if not results:
        return PhoneResult()
    good = [r for r in results if r.value]
    if not good:
        return results[0]
    others = tuple(dict.fromkeys(r.value for r in good[1:] if r.value and r.value != good[0].value))
    return PhoneResult(good[0].value, good[0].kind, good[0].extension, others)


def _one(text: str) -> PhoneResult:
    text = _LABEL.sub("", text.strip())
    extension = None
    found = _EXTENSION.search(text)
    dashed = _DASHED_EXTENSION.match(text)
    if found:
        extension, text = found[1], text[: found.start()]
    elif dashed:
        text, extension = dashed[1], dashed[2]
    digits = _NOISE.sub("", text)
    plus = digits.startswith("+")
    digits = digits.lstrip("+")
    if not (digits.isascii() and digits.isdigit()):
        odd = next((ch for ch in digits if not (ch.isascii() and ch.isdigit())), "+")
        return PhoneResult(reason=Reason("phone_characters", params={"character": odd}))
    if digits.startswith("00") and len(digits) > 11:
        plus, digits = True, digits[2:]
    return _classified(digits, plus, extension)


def _classified(digits: str, plus: bool, extension: str | None) -> PhoneResult:
    if plus and not digits.startswith("86"):
        if 7 <= len(digits) <= 15:
            return PhoneResult(f"+{digits}", "international", extension)
        return PhoneResult(reason=_why_not(digits))
    domestic = digits[2:] if digits.startswith("86") and (plus or len(digits) > 11) else digits
    if re.fullmatch(r"1[3-9]\d{9}", domestic):
        return PhoneResult(f"+86{domestic}", "mobile", extension)
    if re.fullmatch(r"[48]00\d{7}", domestic):
        return PhoneResult(f"+86{domestic}", "hotline", extension)
    trunk = domestic if domestic.startswith("0") else f"0{domestic}" if domestic != digits else ""
    if _LANDLINE.fullmatch(trunk) and _area_fits(trunk):
        return PhoneResult(f"+86{trunk[1:]}", "landline", extension)
    return PhoneResult(reason=_why_not(domestic))


def _area_fits(trunk: str) -> bool:
    """Cities with a three-digit code have eight-digit numbers."""
    return len(trunk) == 11 if trunk[1] in "12" else len(trunk) in (11, 12)


def _why_not(digits: str) -> Reason:
    if len(digits) in (7, 8) and not digits.startswith("0"):
        return Reason("phone_no_area")
    if digits.startswith("0") and len(digits) in (10, 11, 12):
        return Reason("phone_area")
    if len(digits) == 11:
        return Reason("phone_mobile_prefix")
    return Reason("phone_short" if len(digits) < 11 else "phone_long", params={"digits": len(digits)})


def _shown(value: str, kind: str | None) -> str:
    domestic = value.removeprefix("+86")
    if kind == "mobile":
        return f"{domestic[:3]} {domestic[3:7]} {domestic[7:]}"
    if kind == "hotline":
        return f"{domestic[:3]}-{domestic[3:6]}-{domestic[6:]}"
    if kind == "landline":
        area = 2 if domestic[0] in "12" else 3
        return f"0{domestic[:area]}-{domestic[area:-4]} {domestic[-4:]}"
    return value
