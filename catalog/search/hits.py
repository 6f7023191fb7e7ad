"""What a search answers with: Hit, Hits and Suggestion, values without behaviour."""

from dataclasses import dataclass

from catalog.search.entry import Label


@dataclass(frozen=True, slots=True)
class Hit:
    """One resource found; `matched` is the label that made it match best, None for text only."""

    number: int
    score: float
    matched: Label | None


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found, best first.

    `total` counts all of it, and is a lower bound where `more` is set: a limit was met.
    `corrected` is the query as it was mended when a word of it was known only with one typo.
    `work` counts the rows and postings that were read, which is what the limits bound.
    """

    total: int
    items: tuple[Hit, ...]
    corrected: str | None = None
    more: bool = False
    work: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One label that answers what has been typed so far."""

    number: int
    text: str
    lang: str
    role: str
    kind: str
