"""Synthetic Norwegian SKOS of any size: about 15 statements a concept, the same every time."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """
    barn familie skole helse bolig omsorg støtte samarbeid kommune plan frist melding vedtak
    samtale besøk nettverk økonomi språk kultur område ærlighet trygghet opplæring arbeid
    fritid idrett museum bibliotek avfall vann vei havn skog jord fiske reindrift kyst fjell
    sjø elv
""".split()  # noqa: SIM905 — a list of words reads best so
SECOND = """
    vern hjelp tilsyn tjeneste ordning avtale melding plan vurdering undersøkelse oppfølging
    tiltak støtte kontakt gruppe råd nemnd organ register skjema liste kode ansvar plikt
    rett krav grunnlag forhold utvikling behandling
""".split()  # noqa: SIM905 — a list of words reads best so
THIRD = """
    person leder gruppe plan møte rapport system senter hjem stasjon kontor område sted
    frist melder mottaker søker giver eier bruker
""".split()  # noqa: SIM905 — a list of words reads best so
WORDS = """
    som er etter når det skal kan barnet kommunen tjenesten særlige behov rett til støtte i
    og for å gi god hjelp under hele forløpet med samtykke fra de berørte partene
""".split()  # noqa: SIM905 — a list of words reads best so
BASE = "https://begrep.example.org/"
HEAD = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
PART = 1_000
"""Concepts a file: as a publisher with many would split them."""


def write_root(root: Path, size: int) -> None:
    """Write a catalogue root of ``size`` concepts into ``root``, which must be empty."""
    (root / "omgrep.toml").write_text(
        f'[catalog]\nbase_iri = "{BASE}"\ntitle = {{ nb = "Syntetisk katalog" }}\n'
        'profile = "skos"\nlanguages = ["nb", "nn", "en"]\n',
        encoding="utf-8",
    )
    numbers = random.Random(size)  # noqa: S311 — the same catalogue every time
    for start in range(0, size, PART):
        blocks = [HEAD]
        if start == 0:
            blocks.append(f'<{BASE}skjema> a skos:ConceptScheme ; skos:prefLabel "Alt"@nb .\n')
        blocks += [concept(number, numbers) for number in range(start, min(start + PART, size))]
        (root / f"del-{start // PART:04d}.ttl").write_text("\n".join(blocks), encoding="utf-8")


def label(number: int) -> str:
    """Return the term of a concept: a compound of two or three words, each number its own."""
    first, rest = FIRST[number % len(FIRST)], number // len(FIRST)
    second, rest = SECOND[rest % len(SECOND)], rest // len(SECOND)
    third, rest = THIRD[rest % len(THIRD)], rest // len(THIRD)
    return f"{first}{second}s{third}" + (f" {rest + 1}" if rest else "")


def concept(number: int, numbers: random.Random) -> str:
    """Return one concept as Turtle."""
    name = label(number)
    text = " ".join(numbers.choices(WORDS, k=18))
    nynorsk = name.replace("tjeneste", "teneste")
    upper = number // 10
    above = {number}
    while min(above):
        above.add(min(above) // 10)
    related = numbers.randrange(number + 1)
    lines = [
        f"<{BASE}begrep/{number}> a skos:Concept ;",
        f'    dct:identifier "{BASE}begrep/{number}"^^xsd:anyURI ;',
        f'    skos:prefLabel "{name}"@nb , "{nynorsk}"@nn , "concept {number}"@en ;',
        f'    skos:altLabel "{name[:1].upper()}{name[1:]} (B{number})"@nb ;',
        f'    skos:definition "{text}"@nb , "{text[20:].strip()} og {text[:20].strip()}"@nn ;',
        f'    skos:notation "B{number}" ;',
        f"    skos:inScheme <{BASE}skjema> ;",
        f"    skos:broader <{BASE}begrep/{upper}> ;"
        if number
        else f"    skos:topConceptOf <{BASE}skjema> ;",
        f"    skos:related <{BASE}begrep/{related}> ;"
        if related not in above  # SKOS S27: not to what already stands above it
        else '    skos:note "Uten relaterte."@nb ;',
        f'    skos:scopeNote "Brukes i {text[:40]}."@nb ;',
        '    dct:created "2026-01-01"^^xsd:date ;',
        '    dct:modified "2026-11-21"^^xsd:date .',
    ]
    return "\n".join(lines) + "\n"
