"""Speaker: who knows the sentences of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt


class Speaker(Protocol):
    """Who knows the document's own sentences, and how a day is written."""

    lang: str

    def __call__(self, key: str, **facts: str | int | dt.date) -> str:
        """Return the sentence ``key``."""

    def date(self, value: str | dt.date) -> str:
        """Return a day in words; what isn't one as it is."""
