"""Words of the index. Chinese runs are overlapping pairs, so a phrase of pairs is a part of a name."""

from __future__ import annotations

from dougong.kit.formats import bigrams


def index_words(title: str, text: str) -> str:
    """The words of a record in order, joined by spaces.

    The title's first character is a word of its own, so that one typed character finds it.
    """
    tokens = bigrams(text if title in text else f"{title} {text}")
    first = bigrams(title)[:1]
    head = [first[0][0]] if first and len(first[0]) > 1 and not first[0].isascii() else []
    return " ".join(_word(token) for token in [*head, *tokens])


def query_phrases(text: str) -> list[tuple[list[str], bool]]:
    """What was typed as phrases that must all be there: (words, whether the last is the beginning of a word).

    Parts between spaces are phrases of their own; Latin letters and digits match from the beginning of a word.
    """
    phrases = []
    for part in text.split():
        tokens = bigrams(part)
        if tokens:
            phrases.append(([_word(token) for token in tokens], tokens[-1].isascii()))
    return phrases


def _word(token: str) -> str:
    """With a letter before Latin words: PostgreSQL's parser would read 3e8lz as the number 3e8 and a word."""
    return f"x{token}" if token.isascii() else token


def fts5_query(phrases: list[tuple[list[str], bool]]) -> str:
    return " AND ".join(f'"{" ".join(words)}"{" *" if open_ended else ""}' for words, open_ended in phrases)


def tsquery(phrases: list[tuple[list[str], bool]]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in words) + (":*" if open_ended else "") + ")"
        for words, open_ended in phrases
    )
