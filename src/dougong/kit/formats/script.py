"""Traditional characters and their simplified forms (OpenCC's table), one for one."""

from __future__ import annotations

from functools import lru_cache

_RANGES = ((0x4E00, 0xA000), (0x3400, 0x4DC0), (0xF900, 0xFB00))


@lru_cache(maxsize=1)
def simplified_table() -> dict[int, int]:
    """For `str.translate`. Imported late: only imports and matching need it."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    table: dict[int, int] = {}
    for begin, end in _RANGES:
        source = [chr(code) for code in range(begin, end)]
        for old, new in zip(source, convert("\n".join(source)).split("\n"), strict=True):
            if old != new and len(new) == 1:
                table[ord(old)] = ord(new)
    return table


def simplified(text: str) -> str:
    """華東電力 → 华东电力. For comparing: what is stored stays as it was written."""
    return text if text.isascii() else text.translate(simplified_table())
