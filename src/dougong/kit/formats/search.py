"""Words to search by: pinyin of names, two-character tokens of Chinese text."""

from __future__ import annotations

import re
from functools import lru_cache

from dougong.kit.formats.text import half_width

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


def bigrams(text: str) -> list[str]:
    """Tokens in order: overlapping pairs of every run of Chinese characters (a lone character stays alone),
    other words whole and in lower case. 华东ERP系统 → 华东, erp, 系统."""
    tokens: list[str] = []
    for run in _RUNS.findall(half_width(text).casefold()):
        if _IS_HAN.match(run) and len(run) > 1:
            tokens.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            tokens.append(run)
    return tokens


@lru_cache(maxsize=4096)
def _syllables(run: str) -> tuple[str, ...]:
    """pypinyin takes 0.1 s to import and only imports and searches need it."""
    from pypinyin.seg.mmseg import seg

    return tuple(syllable for word in seg.cut(run) for syllable in _word(word))


@lru_cache(maxsize=32768)
def _word(word: str) -> tuple[str, ...]:
    """A word as pypinyin parts names: a few thousand of them make all names of companies."""
    from pypinyin import Style, lazy_pinyin

    return tuple(str(s) for s in lazy_pinyin(word, style=Style.NORMAL, errors="default"))


def _runs(name: str) -> list[str]:
    return _RUNS.findall(half_width(name).casefold())


def pinyin(name: str) -> str:
    """Full pinyin without tones and spaces; letters and digits stay, signs go. 林舒然 → linshuran."""
    return sounds(name)[0]


def pinyin_initials(name: str) -> str:
    """First letters: 林舒然 → lsr, 华东ERP → hderp."""
    return sounds(name)[1]


def sounds(name: str) -> tuple[str, str]:
    """Both at once."""
    whole, first = list[str](), list[str]()
    for run in _runs(name):
        spoken = _syllables(run) if _IS_HAN.match(run) else None
        whole.append(run if spoken is None else "".join(spoken))
        first.append(run if spoken is None else "".join([s[0] for s in spoken if s]))
    return "".join(whole), "".join(first)
