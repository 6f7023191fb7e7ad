"""What a Release offers readers of one language, which decides the menu and the front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from catalog.model.concept import Row
    from catalog.model.correspondence import Turn
    from catalog.release import Release
    from catalog.web.urls import Urls

KINDS: Final = (
    "concept", "code-list", "collection", "scheme", "model", "type", "property", "requirement",
    "requirement-version", "business-rule", "dataset", "code",
)  # fmt: skip
"""The kinds that there are lists of and that a search can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The letters, subject fields and kinds that there are; nothing empty is linked to."""

    letters: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, str, str, int], ...]
    counts: dict[str, int]
    slugs: dict[str, str]
    downloads: bool
    turned: tuple[tuple[Row, Turn], ...]
    """The code lists that changed on the newest day on which any did."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of thing that there are any of."""
        return tuple(kind for kind in KINDS if self.counts.get(kind))

    def menu(self, urls: Urls) -> tuple[tuple[str, str], ...]:
        """Return the entries of the menu: a name for each, and where it leads."""
        entries = [
            ("letters", urls.letters(), bool(self.letters)),
            ("topics", urls.topics(), bool(self.topics)),
            *((kind, urls.listing(kind), kind in self.kinds)
              for kind in ("code-list", "collection", "scheme", "model", "requirement")),
            ("datasets", urls.datasets(), bool(self.counts.get("dataset")) or self.downloads),
        ]  # fmt: skip
        return tuple((name, url) for name, url, wanted in entries if wanted)


class Overviews:
    """Looks an overview up once for each Release and language."""

    def __init__(self) -> None:
        """Begin without any; a Release that is let go of takes its overviews along."""
        self._known: WeakKeyDictionary[Release, dict[str, Overview]] = WeakKeyDictionary()

    def of(self, release: Release, lang: str) -> Overview:
        """Return the overview of ``release`` for readers of ``lang``."""
        languages = self._known.setdefault(release, {})
        if lang not in languages:
            topics = release.topics(lang)
            languages[lang] = Overview(
                letters=release.letters(lang),
                topics=topics,
                counts=dict(release.manifest.counts),
                slugs={text: slug for slug, text, _, _ in topics},
                downloads=bool(release.manifest.downloads),
                turned=release.newest_turns(),
            )
        return languages[lang]
