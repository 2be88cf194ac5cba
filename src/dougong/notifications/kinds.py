"""What one can be told of. Each app registers its kinds when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dougong.notifications.rules import sentence


@dataclass(frozen=True)
class Kind:
    """`zh` and `en` name it on the preferences page; the titles are sentences filled by the parameters of `tell`.

    What clients' contacts are told of (`contacts`) colleagues are not, and have no choice about.
    """

    code: str
    zh: str
    en: str
    title_zh: str
    title_en: str
    default_app: bool = True
    default_mail: bool = True
    contacts: bool = False

    def label(self, language: str) -> str:
        return self.en if language.startswith("en") else self.zh

    def title(self, params: Mapping[str, Any], language: str) -> str:
        return sentence(self.title_en if language.startswith("en") else self.title_zh, params, language)


_kinds: dict[str, Kind] = {}


def register(*items: Kind) -> None:
    for item in items:
        if _kinds.get(item.code, item) != item:
            raise ValueError(f"two kinds of notification are called {item.code}")
        _kinds[item.code] = item


def kind(code: str) -> Kind:
    """Raises LookupError: a kind that nobody registered is a fault of the code."""
    if code not in _kinds:
        raise LookupError(f"no kind of notification is called {code}")
    return _kinds[code]


def kinds() -> list[Kind]:
    return list(_kinds.values())
