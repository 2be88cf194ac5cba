"""The words of a page, without what marks them up and what runs."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = frozenset({"p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style"})


class _Words(HTMLParser):
    """In one pass, whatever is left open: a pattern for tags takes the square of the length for a thousand of them unclosed."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag == "br":
            self.kept.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BREAKS:
            self.kept.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.kept.append(data)


def words_of_html(html: str) -> str:
    """Paragraphs, rows and headings end their line."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.kept)
