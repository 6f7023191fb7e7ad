"""What one answer of the service is made from: a Release, a language, its sentences and URLs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.web.reader import Reader

if TYPE_CHECKING:
    from catalog.model.resource import Link, Resource
    from catalog.web.i18n import Translator
    from catalog.web.view import View


@dataclass(frozen=True, slots=True)
class Desk:
    """The surroundings of an answer; ``origin`` is the public URL without a slash at its end."""

    view: View
    t: Translator
    origin: str

    @property
    def reader(self) -> Reader:
        """Return who reads the answer."""
        return Reader(self.view.lang, self.view.languages)

    def name(self, thing: Link | Resource) -> str:
        """Return what a thing is called in the language of the answer."""
        return self.reader.name(thing).text

    def url(self, path: str) -> str:
        """Return a path of this server as an absolute URL."""
        return self.origin + path
