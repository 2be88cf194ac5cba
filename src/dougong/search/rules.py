"""Words of the index. Chinese runs are overlapping pairs, so a phrase of pairs is a part of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from dougong.kit.formats import bigrams, half_width

#: A part of a long text. PostgreSQL knows the place of a word up to the 16,383rd, and phrases need places.
PART, OVERLAP = 12_000, 60
Phrases = list[tuple[list[str], bool]]
Piece = tuple[str, bool]


def parts(text: str) -> Iterator[str]:
    """A long text in pieces that overlap, so that what stands on a border is found too."""
    yield text[:PART]
    for start in range(PART - OVERLAP, max(len(text) - OVERLAP, 0), PART - OVERLAP):
        yield text[start : start + PART]


def kind_word(code: str) -> str:
    """A word in every document of a kind: the index then gives documents of that kind alone. Nobody can type it."""
    return "k" + "".join(ch for ch in code if ch.isalnum())


def index_words(title: str, text: str, code: str) -> str:
    """The words of a record in order, joined by spaces.

    The title's first character is a word of its own, so that one typed character finds it.
    """
    tokens = bigrams(text if title in text else f"{title} {text}")
    first = bigrams(title)[:1]
    head = [first[0][0]] if first and len(first[0]) > 1 and not first[0].isascii() else []
    return " ".join([kind_word(code), *(_word(token) for token in [*head, *tokens])])


def query_phrases(text: str) -> Phrases:
    """What was typed as phrases that must all be there: (words, whether the last is the beginning of a word).

    Parts between spaces are phrases of their own; Latin letters and digits match from the beginning of a word.
    """
    phrases = []
    for part in text.split():
        tokens = bigrams(part)
        if tokens:
            phrases.append(([_word(token) for token in tokens], tokens[-1].isascii()))
    return phrases


def fts5_query(phrases: Phrases, code: str = "") -> str:
    """With `code`, documents of that kind only."""
    asked = [f'"{" ".join(words)}"{" *" if open_ended else ""}' for words, open_ended in phrases]
    return " AND ".join([f'"{kind_word(code)}"', *asked] if code else asked)


def tsquery(phrases: Phrases, code: str = "") -> str:
    asked = [
        "(" + " <-> ".join(f"'{word}'" for word in words) + (":*" if open_ended else "") + ")"
        for words, open_ended in phrases
    ]
    return " & ".join([f"'{kind_word(code)}'", *asked] if code else asked)


def snippet(text: str, typed: str, *, length: int = 120) -> list[Piece]:
    """A passage of `text` around the first hit, as pieces with whether each is one. Empty when nothing of it is in there."""
    folded = text.translate(_FOLDS)
    wanted = [w for w in (half_width(part).casefold() for part in typed.split()) if w]
    spans = sorted(span for word in wanted for span in _spans(folded, word))
    if not spans:
        return []
    begin = max(0, min(spans[0][0] - length // 3, len(text) - length))
    end = min(len(text), begin + length)
    pieces: list[Piece] = [("…", False)] if begin else []
    at = begin
    for first, last in spans:
        if first < at or last > end:
            continue
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces += [(text[at:end], False), ("…", False)] if end < len(text) else [(text[at:end], False)]
    return [(piece.replace("\n", " "), hit) for piece, hit in pieces if piece]


def _spans(folded: str, word: str) -> Iterator[tuple[int, int]]:
    at = folded.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = folded.find(word, at + len(word))


class _Folds(dict[int, str]):
    """One character for one character, so that places stay places; each worked out once: a page has 200,000 of them."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()


def _word(token: str) -> str:
    """With a letter before Latin words: PostgreSQL's parser would read 3e8lz as the number 3e8 and a word."""
    return f"x{token}" if token.isascii() else token
