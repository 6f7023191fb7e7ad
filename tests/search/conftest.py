"""A small child-welfare catalogue, indexed once for all tests of the search room."""

from collections.abc import Iterator

import pytest

from catalog.search import Entry, Label, Searcher, build_index

# nb, nn (empty for none), en, discouraged label, definition in nb
_ROWS = """
bekymringsmelding|bekymringsmelding|report of concern|uromelding|Henvendelse om et barn.
melding|melding|report||En opplysning som sendes fra noen til noen.
intern melding|intern melding|internal report||Melding innad i en kommune.
meldeplikt|meldeplikt|duty to report||Plikten til å si fra om alvorlig omsorgssvikt.
melder|meldar|reporter||Den som sier fra.
barnevernstjeneste|barnevernsteneste|child welfare service|barnevernkontor|Del av kommunen.
tjeneste|teneste|service||Noe som ytes.
barnevernsvakt|barnevernsvakt|child welfare emergency unit||Akuttberedskap utenfor kontortid.
barnevernsinstitusjon||child welfare institution||Sted der barn kan bo.
undersøkelse|undersøking|investigation||Kartlegging av et barns omsorgssituasjon.
undersøkelsesplan|undersøkingsplan|investigation plan||Plan for arbeidet.
saksinnhold||case content||Det som saken inneholder.
sakstype|sakstype|case type||Hva slags sak det er.
område|område|area||Et geografisk avgrenset sted.
tiltak|tiltak|measure||Det som settes i verk for å hjelpe.
hjelpetiltak|hjelpetiltak|assistance measure||Frivillig tiltak i hjemmet.
plassering utenfor hjemmet|plassering utanfor heimen|out-of-home placement||Barnet bor ute.
fosterhjem|fosterheim|foster home||Privat hjem som tar imot et barn.
barn|barn|child||Person under 18 år.
forelder|forelder|parent||Mor eller far.
omsorgssvikt|omsorgssvikt|neglect||At et barn ikke får det det trenger.
avtale|avtale|agreement||To parter er enige.
avtaleverk|avtaleverk|framework||Flere som hører sammen.
tale|tale|speech||Noe som sies.
barneverns- og helsenemnd|barneverns- og helsenemnd|welfare board|fylkesnemnda|Nemnd.
vedtak|vedtak|decision||Avgjørelse i en sak.
akuttvedtak|akuttvedtak|emergency decision||Vedtak uten opphold.
e-post|e-post|e-mail||Elektronisk post.
mål|mål|goal||Det en vil oppnå.
mal|mal|template||Et mønster å skrive etter.
ansvar|ansvar|responsibility||Plikt til å stå til rette.
myndighet|myndigheit|authority||Offentlig organ.
"""


def concepts() -> list[Entry]:
    """The concepts of the rows, and some code values with notations."""
    entries = []
    for at, row in enumerate(_ROWS.strip().splitlines()):
        nb, nn, en, hidden, definition = row.split("|")
        labels = [Label("pref", "nb", nb), Label("pref", "en", en)]
        labels += [Label("pref", "nn", nn)] if nn else []
        labels += [Label("hidden", "nb", hidden)] if hidden else []
        entries.append(
            Entry(100 + at, "concept", tuple(labels), (), (("nb", definition),), retired=False)
        )
    entries += [
        Entry(500, "code", (Label("pref", "nb", "Politi"),), ("23", "2.3"), (("nb", "Melder"),)),
        Entry(501, "code", (Label("pref", "nb", "Skole"),), ("24",), (("nb", "Melder"),)),
        Entry(502, "code", (Label("pref", "nb", "Annet"),), ("23",), (("nb", "Sakstype"),)),
        Entry(503, "code", (Label("pref", "nb", "Lege"),), ("99",), (("nb", "Melder 23, 23, 23"),)),
        Entry(600, "concept", (Label("pref", "nb", "vedtak"),), (), (), retired=True),
        Entry(601, "concept", (Label("alt", "nb", "vedtak"), Label("pref", "nb", "dom")), (), ()),
        Entry(700, "dataset", (Label("pref", "nb", "meldinger per år"),), (), ()),
    ]
    return entries


@pytest.fixture(scope="session")
def entries() -> list[Entry]:
    """What the catalogue of the tests is made of."""
    return concepts()


@pytest.fixture(scope="session")
def searcher(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """The catalogue of the tests, indexed and open."""
    folder = tmp_path_factory.mktemp("search")
    build_index(entries, folder)
    opened = Searcher.open(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def names(entries: list[Entry]) -> dict[int, str]:
    """The first label of each entry, so that tests can speak of names."""
    return {entry.number: entry.labels[0].text for entry in entries}
