"""The files that a Release offers: each holding in every format, written by many processes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from catalog import formats
from catalog.build.compressing import compressed, worth_compressing
from catalog.build.holdings import PIECE, cut_parts, cut_subjects, holdings, places
from catalog.build.pieces import LINES, OF_STATEMENTS, Made, Pieces, Stored, simple
from catalog.build.plain_skos import KINDS
from catalog.build.products import Products
from catalog.build.tables import SHARED_FROM
from catalog.errors import StorageFailed
from catalog.formats import jskos, jsonld, plain, rdfxml, separated, tabular, turtle, vendor, xlsx
from catalog.formats.coding import CODINGS
from catalog.model.address import file_name
from catalog.model.dataset import Download
from catalog.model.text import best
from catalog.processes import parallel
from catalog.release.manifest import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from catalog.build.holdings import Holding
    from catalog.build.packing import Packer
    from catalog.build.products import Product
    from catalog.formats import Format
    from catalog.model.rdf import Iri
    from catalog.processes.parallel import Done, Job

VENDORS: Final = frozenset({"", "dataset"})
"""The kinds of owners whose code lists are put in one file for case systems."""


def write_downloads(
    folder: Path,
    packer: Packer,
    progress: Callable[[int, int], None],
) -> tuple[Download, ...]:
    """Write the files into ``folder`` and return what they are, with size and sha256.

    Raises StorageFailed where the disk doesn't take them.
    """
    try:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            return _Files(folder, Path(scratch), packer, progress).write()
    except OSError as problem:
        raise StorageFailed(str(folder), reason=problem.strerror or str(problem)) from None


@dataclass(frozen=True, slots=True)
class _Large:
    """A holding in pieces that lie on disk, by their numbers: of its statements, its resources."""

    holding: Holding
    statements: tuple[int, ...]
    records: tuple[int, ...]


class _Files:
    """The files under way.

    Holdings have much in common, and a large one has no room in memory in every format. So pieces
    of large ones are written to disk first, each once; then they are put together, each file by
    the process whose turn it is; then what is large is compressed.
    """

    def __init__(
        self, folder: Path, scratch: Path, packer: Packer, progress: Callable[[int, int], None]
    ) -> None:
        self._folder = folder
        self._scratch = scratch
        self._packer = packer
        self._pieces = Pieces(packer)
        self._products = Products(packer.catalogue, packer.requirements)
        self._progress = progress
        self._done = self._total = 0
        self._languages = packer.catalogue.settings.languages

    def write(self) -> tuple[Download, ...]:
        """Write everything and return what the files are, each holding's together."""
        everything, *others = holdings(self._packer.catalogue)
        where = places(everything)
        # One number for each piece, whoever has it.
        statements: dict[Any, int] = {}
        records: dict[Any, int] = {}
        small: list[Holding] = []
        large: list[_Large] = []
        for it in (everything, *others):
            if len(it.parts) <= PIECE and len(it.subjects) <= PIECE:
                small.append(it)
                continue
            cut = [statements.setdefault(piece, len(statements))
                   for piece in cut_subjects(it.subjects, where)]  # fmt: skip
            rows = [records.setdefault(piece, len(records))
                    for piece in cut_parts(it.parts, where)]  # fmt: skip
            large.append(_Large(it, tuple(cut), tuple(rows)))
        stored = [(True, number, piece) for piece, number in statements.items()]
        stored += [(False, number, piece) for piece, number in records.items()]
        joined = [(it, *kind) for it in large for kind in self._forms(it.holding)]
        vendors = self._products.owners()
        self._total = len(stored) + len(joined) + len(small) + len(vendors)
        list(self._share(self._store, stored))
        whole = [it for it in self._share(self._join, joined) if it]
        few = [it for made in self._share(self._small, small) for it in made]
        order = {it.owner: place for place, it in enumerate((everything, *others))}
        written = sorted(
            [*whole, *few], key=lambda it: (order[it.owner], it.profile, _ORDER[it.format])
        )
        # Some are a second's work each, whatever else the catalogue holds.
        shared = any(self._packer.catalogue.kind(it) == "requirement-version" for it in vendors)
        made = [it for of in self._share(self._made, vendors, always=shared) for it in of]
        return self._compressed([*written, *made])

    def _share(
        self, work: Callable[[Job], Done], jobs: Sequence[Job], *, always: bool = False
    ) -> Iterator[Done]:
        shared = always or len(self._packer.catalogue.resources) >= SHARED_FROM
        for done in parallel.in_order(work, jobs) if shared else map(work, jobs):
            self._done += 1
            self._progress(self._done, self._total)
            yield done

    def _forms(self, holding: Holding) -> list[tuple[Format, str]]:
        """Return the formats and profiles of a holding; the vendors' where it holds code lists."""
        kind = self._kind(holding)
        lists = kind in VENDORS and any(self._is_list(iri) for iri, _ in holding.parts)
        own = [(form, "") for form in formats.FORMATS if form is not formats.ZIP or lists]
        if not any(self._packer.catalogue.kind(iri) in KINDS for iri, _ in holding.parts):
            return own
        return own + [(form, formats.SKOS) for form in formats.SKOS_FILES]

    def _kind(self, holding: Holding) -> str:
        return self._packer.catalogue.kind(holding.parts[0][0]) if holding.owner else ""

    def _store(self, job: tuple[bool, int, Any]) -> None:
        """Write a piece in every format that is put together of such ones."""
        statements, number, piece = job
        made = self._pieces.statements(piece) if statements else self._pieces.records(piece)
        for name, content in made.items():
            Stored.write(self._scratch, name, number, content)

    def _join(self, job: tuple[_Large, Format, str]) -> Download | None:
        """Write a file of a large holding."""
        large, form, profile = job

        def stored(name: str) -> Sequence[Any] | None:
            numbers = large.statements if name in OF_STATEMENTS else large.records
            found = Stored(self._scratch, name, numbers)
            return found if found.whole() else None

        return self._file(large.holding, form, profile, stored)

    def _small(self, holding: Holding) -> list[Download]:
        """Write all files of a small holding."""
        made: Made = {
            **self._pieces.statements(holding.subjects),
            **self._pieces.records(holding.parts),
        }
        files = (
            self._file(holding, form, profile, lambda name: [made[name]] if name in made else None)
            for form, profile in self._forms(holding)
        )
        return [file for file in files if file]

    def _file(
        self,
        holding: Holding,
        form: Format,
        profile: str,
        pieces: Callable[[str], Sequence[Any] | None],
    ) -> Download | None:
        """Write a file; none where the format can't hold what there is."""
        extension = f"{profile}.{form.extension}" if profile else form.extension
        name = f"{holding.stem}.{extension}"
        path = self._folder / file_name(holding.stem, extension)
        if form is formats.ZIP:
            with path.open("wb") as file:
                self._vendors_zip(file, holding)
        elif form is formats.XLSX:
            if len(holding.parts) > xlsx.MOST_LINES:
                return None
            with path.open("wb") as file:
                self._workbook(file, holding, pieces(LINES) or ())
        else:
            found = pieces(simple(form) if profile else form.name)
            if found is None:
                return None
            with path.open("wb") as file:
                file.writelines(self._body(form, found, len(holding.parts)))
        size = path.stat().st_size
        sha256 = fingerprint(path)
        return Download(name, path.name, holding.owner, form.name, size, sha256, profile=profile)

    def _body(self, form: Format, pieces: Sequence[Any], total: int) -> Iterable[bytes]:
        """Return the bytes of a file; those of a format that needs no more are its pieces'."""
        if form is formats.TURTLE:
            return turtle.join(pieces, self._packer.prefixes)
        if form is formats.JSON:
            return plain.join(pieces, total)
        if form is formats.CSV:
            return chain([separated.piece([tabular.head(self._languages)])], pieces)
        return _JOINS[form.name](pieces)

    def _workbook(self, file: BinaryIO, holding: Holding, pieces: Iterable[Any]) -> None:
        catalogue = self._packer.catalogue
        named = catalogue.link(holding.parts[0][0]).label if holding.owner else ()
        title = best(named, self._languages[0])
        lines = (line for piece in pieces for line in piece)
        xlsx.write(
            file,
            title.text if title else catalogue.settings.title.get(self._languages[0], holding.stem),
            tabular.head(self._languages),
            lines,
        )

    def _vendors_zip(self, file: BinaryIO, holding: Holding) -> None:
        """Write the code lists of a holding, and with everything the models too."""
        vendors = self._products.vendors
        iris = [iri for iri, _ in holding.parts if self._is_list(iri)]
        files = dict(zip(map(str, iris), vendor.file_names(iris), strict=True))
        # One at a time: a catalogue may have lists of any length.
        lists = (held for iri in iris if (held := vendors.held(iri)))
        more = chain(
            () if holding.owner else vendors.models(files),
            *(vendors.source_files(iri) for iri in iris),
        )
        vendor.write(file, lists, self._languages, vendors.readme(), more)

    def _is_list(self, iri: Iri) -> bool:
        return self._packer.catalogue.kind(iri) == "code-list"

    def _made(self, iri: Iri) -> list[Download]:
        """Write the files that are made of a thing for vendors."""
        return [self._product(it) for it in self._products.of(iri)]

    def _product(self, it: Product) -> Download:
        stem, extension = it.name.removesuffix(f".{it.format.extension}"), it.format.extension
        path = self._folder / file_name(stem, extension)
        path.write_bytes(it.body)
        sha256 = hashlib.sha256(it.body).hexdigest()
        return Download(
            it.name,
            path.name,
            str(it.owner),
            it.format.name,
            len(it.body),
            sha256,
            profile=it.profile,
        )

    def _compressed(self, written: list[Download]) -> tuple[Download, ...]:
        """Compress what is too large to be compressed when it is asked for."""
        limits = self._packer.catalogue.settings.limits
        large = [it for it in written if worth_compressing(it, limits)]
        # The longest work first, so that no process is left with it when the others are done.
        jobs = [(it, coding) for it in sorted(large, key=lambda it: -it.size) for coding in CODINGS]
        self._total += len(jobs)
        found: dict[str, list[Any]] = {}
        made = self._share(lambda job: compressed(self._folder / job[0].file, job[1]), jobs)
        for (file, _), encoded in zip(jobs, made, strict=True):
            found.setdefault(file.file, []).append(encoded)
        return tuple(replace(it, encoded=tuple(found.get(it.file, ()))) for it in written)


_ORDER: Final = {form.name: place for place, form in enumerate(formats.FORMATS)}
_JOINS: Final[dict[str, Callable[[Sequence[Any]], Iterable[bytes]]]] = {
    formats.JSON_LD.name: jsonld.join,
    formats.N_TRIPLES.name: iter,
    formats.RDF_XML.name: rdfxml.join,
    formats.JSKOS.name: jskos.join,
}
