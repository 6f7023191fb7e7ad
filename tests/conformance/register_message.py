"""Messages of the register in short: one case and what a business rule looks at in it."""

from __future__ import annotations

from typing import Final

LAW: Final = "<{0}><Lov>{1}</Lov><Kapittel>{2}</Kapittel><Paragraf>{3}</Paragraf></{0}>"
END: Final = '<Konklusjon SluttDato="{}"/>'


def case(inner: str = "", attributes: str = "", submitter: str = "", day: str = "") -> str:
    """Return a message with one case, which begins on 1 January 2024."""
    return (
        f'<Barnevern DatoUttrekk="{day or "2024-09-01"}T06:00:00Z"><Avgiver {submitter}/>'
        f'<Sak StartDato="2024-01-01" {attributes}>{inner}</Sak></Barnevern>'
    )


def ended(inner: str) -> str:
    """Return a message whose case ended on 30 June 2024."""
    return case(inner, 'SluttDato="2024-06-30"')


def person(**attributes: str) -> str:
    """Return personal details; those of a boy born on 12 May 2014 where nothing else is said."""
    said = {
        "StartDato": "2024-01-01",
        "Fodselsnummer": "12051400100",
        "Fodseldato": "2014-05-12",
        "Kjonn": "1",
    } | attributes
    return "<Personalia " + " ".join(f'{name}="{text}"' for name, text in said.items()) + "/>"


def law(act: str, chapter: str, section: str, name: str = "Lovhjemmel") -> str:
    """Return a legal basis."""
    return LAW.format(name, act, chapter, section)


def measure(category: str, inner: str = "", start: str = "2024-01-01", end: str = "") -> str:
    """Return a measure."""
    return (
        f'<Tiltak Id="t" StartDato="{start}">{inner}<Kategori Kode="{category}"/>'
        f"{END.format(end) if end else ''}</Tiltak>"
    )


def relation(start: str, end: str, start_id: str, end_id: str) -> str:
    """Return a relation."""
    return f'<Relasjon FraId="{start_id}" FraType="{start}" TilId="{end_id}" TilType="{end}"/>'


def dated(name: str, start: str, end: str = "") -> str:
    """Return an element with a start, and a conclusion where it has an end."""
    return f'<{name} Id="a" StartDato="{start}">{END.format(end) if end else ""}</{name}>'


def twins(name: str, inner: str = "") -> tuple[str, str]:
    """Return two that differ, and two that are alike but for the id."""
    one = '<{0} Id="{1}" StartDato="2024-02-0{2}">{3}</{0}>'
    return (
        case(one.format(name, "a", 1, inner) + one.format(name, "b", 2, inner)),
        case(one.format(name, "a", 1, inner) + one.format(name, "b", 1, inner)),
    )


Cases = tuple[tuple[str, ...], tuple[str, ...]]
"""What keeps the rule, and what breaks it."""
CARE: Final = law("BVL2021", "5", "1")
HELP: Final = law("BVL2021", "3", "1")
GROWN: Final = person(Fodseldato="2006-08-31", Fodselsnummer="31080600100")
NOTIFIED: Final = relation("Melding", "Undersokelse", "m", "u")
