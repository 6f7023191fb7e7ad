"""Where a new thing stands: the namespace and the file, as those of its kind have them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.rdf import Iri

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from catalog.model.rdf import Graph, Node
    from catalog.settings import Settings

FOLDERS: Final = {"concept": "concepts", "code-list": "lists", "collection": "collections"}
"""Where things of a kind go in a catalogue that has none of them yet."""
LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ŧ": "t"})
"""Letters that Unicode doesn't take apart, as Norwegian addresses write them."""


@dataclass(frozen=True, slots=True)
class Home:
    """A place for new things: what their IRIs begin with, and their folder or their one file.

    ``folder`` is below the catalogue's root; ``file`` is empty where each thing has its own.
    """

    namespace: str
    folder: str
    file: str = ""

    def file_of(self, name: str) -> str:
        """Return the file for a thing of this id, its path below the root."""
        folder = f"{self.folder}/" if self.folder else ""
        return self.file or f"{folder}{name}.ttl"


def find_home(kind: str, kinds: Mapping[Iri, str], graph: Graph, settings: Settings) -> Home:
    """Return where most things of ``kind`` stand, or a folder of their own where there are none."""
    likes = [iri for iri, found in kinds.items() if found == kind and "#" not in iri]
    shared = Counter(file for iri in likes for file in graph.files_of(iri)[:1])
    homes = Counter(_home(iri, graph, shared) for iri in likes)
    if homes:
        return homes.most_common(1)[0][0]
    folder = FOLDERS.get(kind, f"{kind}s")
    source = "" if settings.sources[0] in {".", ""} else settings.sources[0].strip("/") + "/"
    if source.endswith((".ttl/", ".turtle/")):
        return Home(f"{settings.base_iri}{folder}/", "", source.strip("/"))
    return Home(f"{settings.base_iri}{folder}/", f"{source}{folder}")


def pick_id(texts: Iterable[str], namespace: str, taken: Container[Node]) -> str:
    """Return an id that is free: the first text that makes one, with a number where it's taken."""
    name = next((made for made in map(to_id, texts) if made), "")
    if not name:
        name = "1"
    free, number = name, 1
    while Iri(namespace + free) in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def to_id(text: str) -> str:
    """Return ``text`` as an id: lower-case ASCII letters, digits and hyphens; may be empty."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _home(iri: Iri, graph: Graph, shared: Counter[str]) -> Home:
    namespace, name = iri[: iri.rfind("/") + 1], iri[iri.rfind("/") + 1 :]
    file = next(iter(graph.files_of(iri)), "")
    folder, _, last = file.rpartition("/")
    if last.rpartition(".")[0] == name or shared[file] == 1:
        return Home(namespace, folder)
    return Home(namespace, folder, file)
