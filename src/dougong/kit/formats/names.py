"""Names of companies and people: one spelling for what is the same."""

from __future__ import annotations

import re

from dougong.kit.formats.text import half_width

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff（）《》、，。·“”"
_SPACE_BY_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_BRACKETS = str.maketrans("()[]【】〔〕", "（）（）（）（）")
_DOTS = re.compile("[・･•‧∙⋅]")
_KEY_NOISE = re.compile(r"[\s（）·.,，、。\-_&'\"“”]+")


def normalise_name(value: object) -> str:
    """Half-width letters and digits, full-width brackets (as on a business licence), no spaces beside Chinese
    characters, single spaces elsewhere. Applying it twice changes nothing. Empty for an empty cell."""
    if value is None:
        return ""
    text = str(value)
    for _ in range(4):
        folded = _DOTS.sub("·", half_width(text)).translate(_BRACKETS)
        folded = _SPACE_BY_CJK.sub("", " ".join(folded.split()))
        if folded == text:
            break
        text = folded
    return text


def name_key(value: object) -> str:
    """For comparing names: as `normalise_name`, lower case, without brackets, dots and spaces."""
    return _KEY_NOISE.sub("", normalise_name(value).casefold())
