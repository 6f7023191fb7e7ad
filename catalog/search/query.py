"""What was typed, as folded words within the limits; there is no query language to parse."""

from dataclasses import dataclass

from catalog.search.analysis import is_stop_word
from catalog.search.folding import fold, words
from catalog.search.limits import Limits


@dataclass(frozen=True, slots=True)
class Query:
    """A query text: as typed, as one folded key, as words, and as the words that must be found."""

    typed: str
    key: str
    words: tuple[str, ...]
    required: tuple[str, ...]


def read_query(text: str, analyses: tuple[str, ...], limits: Limits) -> Query:
    """Cut and fold a text. Words that only hold a sentence together need not be found."""
    typed = text[: limits.characters]
    key = fold(typed)[: limits.characters]
    found = words(key)[: limits.words]
    telling = tuple(
        dict.fromkeys(
            word for word in found if not any(is_stop_word(word, each) for each in analyses)
        )
    )
    return Query(typed.strip(), key, found, telling or tuple(dict.fromkeys(found)))
