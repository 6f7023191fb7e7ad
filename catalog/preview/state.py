"""State: what the preview knows at one moment; the builder sends it, the server shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog.model.text import LangString, best

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog.compare.account import Account, Entry

STARTING, BUILDING, CHECKING, READY = "starting", "building", "checking", "ready"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source; ``fault`` is the part to look at, empty where it is beside it."""

    number: int
    before: str
    fault: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A finding, or what keeps the pages from being built, as a page tells it.

    ``pages`` are the IRIs of the things on whose pages it stands, its own thing first; ``file``
    is empty for what is in no file of the sources; ``suggestion`` is what to write instead.
    """

    severity: str
    messages: tuple[LangString, ...]
    why: tuple[LangString, ...] = ()
    mend: tuple[LangString, ...] = ()
    rule: str = ""
    label: str = ""
    suggestion: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    excerpt: tuple[Line, ...] = ()
    pages: tuple[str, ...] = ()

    def message(self, lang: str) -> str:
        """Return what is wrong, in ``lang`` or the language nearest to it."""
        text = best(self.messages, lang)
        return text.text if text else self.rule


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs from the last Release, put into words in each language of the interface.

    ``pages`` maps the IRI of a thing that differs to the one whose page tells of it; ``total`` is
    how many differ, also where not all of them are told.
    """

    total: int = 0
    accounts: Mapping[str, Account] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def here(self, page: str, lang: str) -> tuple[Entry, ...]:
        """Return what is told on the page of ``page``."""
        sections = self.accounts[lang].sections if lang in self.accounts else ()
        entries = (entry for section in sections for entry in section.entries)
        return tuple(it for it in entries if page and self.pages.get(it.iri) == page)


@dataclass(frozen=True, slots=True)
class State:
    """All that the preview knows.

    ``stage`` is ``starting``, ``building``, ``checking`` or ``ready``. ``pages`` names the pages
    that are served and ``number`` this state: a browser that shows others asks again. ``built`` is
    when the pages were made (``12:03:20``), and ``whole`` whether nothing was left out of them;
    ``troubles`` keep newer ones from being made. ``since`` is the last Release's name; where there
    is none to compare with, ``alone`` tells why: a reason of HistoryMissing, or ``no-release``.
    """

    run: str
    number: int = 0
    build: int = 0
    stage: str = STARTING
    built: str = ""
    whole: bool = True
    troubles: tuple[Notice, ...] = ()
    errors: int = 0
    warnings: int = 0
    notices: tuple[Notice, ...] = ()
    since: str = ""
    alone: str = ""
    differences: Differences = Differences()

    @property
    def pages(self) -> str:
        """Return the name of the pages: another one where they must be loaded again."""
        return f"{self.run}-{self.build}"

    @property
    def name(self) -> str:
        """Return the name of this state."""
        return f"{self.run}-{self.number}"
