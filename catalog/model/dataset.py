"""Dataset and Catalog (DCAT), and the files that a Release offers of them."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.resource import Link, Period, Resource
from catalog.model.text import LangString


@dataclass(frozen=True, slots=True)
class Encoded:
    """A Download in a content coding (RFC 9110 §8.4.1): a file beside it; ``size`` in bytes."""

    coding: str
    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a Release offers; ``size`` is in bytes.

    ``name`` is its URL below the downloads, ``file`` what it is called on disk. ``owner`` is the
    IRI of what it holds with all its members; empty for the whole catalogue. ``profile`` is empty
    for what the sources say, as they say it.
    """

    name: str
    file: str
    owner: str
    format: str
    size: int
    sha256: str
    encoded: tuple[Encoded, ...] = ()
    profile: str = ""

    @property
    def files(self) -> tuple[Download | Encoded, ...]:
        """Return the file itself and its codings: all that lies on disk."""
        return (self, *self.encoded)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server adds to a resource: its page, its files by URL, and who lists it.

    ``catalogs`` describe it as one of theirs; ``temporal`` is the time that the data is about,
    which need not be that in which the resource is valid.
    """

    url: str = ""
    files: tuple[tuple[str, Download], ...] = ()
    catalogs: tuple[Link, ...] = ()
    temporal: Period | None = None


@dataclass(frozen=True, slots=True)
class Dataset(Resource):
    """A set of data that is published together; ``slug`` names its files."""

    slug: str = ""
    keywords: tuple[LangString, ...] = ()
    parts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog(Resource):
    """The description of the whole catalogue: who publishes it, and its datasets."""

    datasets: tuple[Link, ...] = ()
