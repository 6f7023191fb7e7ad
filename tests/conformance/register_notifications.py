"""What keeps and what breaks the rules on cases, persons, notifications and investigations."""

from __future__ import annotations

from typing import Final

from tests.conformance.register_message import (
    END,
    GROWN,
    NOTIFIED,
    Cases,
    case,
    dated,
    ended,
    person,
    relation,
)

NOTIFICATIONS: Final[dict[str, Cases]] = {
    "avgiver-1": (
        (
            case(submitter='Organisasjonsnummer="958935420" Bydelsnummer="01" Bydelsnavn="Øst"'),
            case(submitter='Organisasjonsnummer="999999999"'),
        ),
        (
            case(submitter='Organisasjonsnummer="958935420" Bydelsnummer="01"'),
            case(submitter='Organisasjonsnummer="964338531"'),
        ),
    ),
    "sak-1": (
        (
            case(person(), 'SluttDato="2029-12-31"'),
            case(person(Fodseldato="1998-01-01")),
            case("<Undersokelse><X><StartDato>2026-01-20</StartDato></X></Undersokelse>"),
        ),
        (
            case(person(), 'SluttDato="2030-01-01"'),
            case(person(Fodseldato="1997-12-31")),
            case("<Undersokelse><X><StartDato>1926-01-20</StartDato></X></Undersokelse>"),
        ),
    ),
    "sak-2a": (
        (case(), ended(""), case("", 'SluttDato="2024-01-01"')),
        (case("", 'SluttDato="2023-12-31"'),),
    ),
    "sak-6": ((case("<Plan/>"), case("<Melding/>"), case("<Tiltak/>")), (case("<Vedtak/>"),)),
    "sak-7": (
        (case(person(Fodseldato="1999-09-02")), case()),
        (case(person(Fodseldato="1999-09-01")),),
    ),
    "sak-8": (
        (
            case(person(Fodseldato="2006-09-02")),
            case(GROWN + "<Tiltak/>"),
            case(GROWN + person()),
        ),
        (case(GROWN), case(person() + GROWN)),
    ),
    "sak-21": (
        (case("<Melding/>"), case("<OversendelseFylkesnemnd/>"), case("<Ettervern/>")),
        (case(person()), case("<Flytting/>")),
    ),
    "sak-22": (
        (
            case('<Melding Id="a"/><Slettet Id="b" Type="Melding"/>'),
            case('<Melding Id="a" ErSlettet="true"/><Slettet Id="a" Type="Melding"/>'),
        ),
        (case('<Melding Id="a"/><Slettet Id="a" Type="Melding"/>'),),
    ),
    "sak-23": (
        (ended(dated("Melding", "2024-02-01", "2024-02-05")), case("<Melding/>"), ended("")),
        (ended("<Melding/>"), ended("<Ettervern/>")),
    ),
    "personalia-2f": (
        (ended(person(StartDato="2024-06-30")), case(person(StartDato="2025-01-01"))),
        (ended(person(StartDato="2024-07-01")),),
    ),
    "personalia-11": ((case(person()),), (case(),)),
    "personalia-12": (
        (
            case(person()),
            case(person(Fodselsnummer="29022000200")),
            case(person(Fodselsnummer="52051455555")),
            case(person(Fodselsnummer="01012699999")),
            # Right check digits: plain, D number, and synthetic ones with 80 or 40 more.
            *(
                case(person(Fodselsnummer=it))
                for it in ("12051440062", "52051440056", "12851440028", "12451440045")
            ),
        ),
        (
            case(person(Fodselsnummer="31041400100")),
            case(person(Fodselsnummer="12051400300")),
            case(person(Fodselsnummer="92051400100")),
            case(person(Fodselsnummer="1205140010")),
            case(person(Fodselsnummer="abcdefghijk")),
            case(person(Fodselsnummer="12851400100")),
            # Right check digits, but day 99 or 32, month 13, 65 or 93, or 31 April.
            *(
                case(person(Fodselsnummer=it))
                for it in (
                    "99051440184",
                    "32051440004",
                    "12131440020",
                    "12651440031",
                    "12931440096",
                    "31041440085",
                )
            ),
        ),
    ),
    "personalia-13": (
        (
            case(person()),
            case(person(Fodselsnummer="52051400100")),
            case(person(Fodselsnummer="12851400100")),
            case(person(Fodselsnummer="12451400100")),
            case(person(Fodseldato="2014-05-12+02:00")),
        ),
        (case(person(Fodseldato="2014-05-13")), case(person(Fodselsnummer="12061400100"))),
    ),
    "personalia-14": (
        (
            case(person()),
            case(person(Fodselsnummer="12051400200", Kjonn="2")),
            case(person(Fodselsnummer="12052699999", Kjonn="0")),
            case(person(Fodselsnummer="12051455555", Kjonn="2")),
        ),
        (case(person(Kjonn="2")), case(person(Kjonn="0"))),
    ),
    "personalia-15": (
        (
            case(person(Fodselsnummer="12052499999", Fodseldato="2024-05-12")),
            case(person(StartDato="2024-06-01")),
        ),
        (
            case(
                person(Fodselsnummer="12052499999", Fodseldato="2024-05-12", StartDato="2024-05-13")
            ),
        ),
    ),
    "personalia-16": (
        (
            case(person(Fodseldato="2024-10-01")),
            case(person()),
            case(person(Fodseldato="2024-09-30")),
        ),
        (
            case(person(Fodseldato="2024-10-02")),
            case(person(Fodseldato="2025-01-01")),
        ),
    ),
    "personalia-17": (
        (case(person(DUFnummer="200012345607")), case(person())),
        (case(person(DUFnummer="200012345608")), case(person(DUFnummer="20001234560x"))),
    ),
    "personalia-18": (
        (case(person(Fodselsnummer="12851412345")),),
        (
            case(person()),
            case(person(Fodselsnummer="12051499999")),
            case(person(Fodselsnummer="52851412345")),
        ),
    ),
    "melding-3": (
        (case(dated("Melding", "2024-02-01", "2024-02-08")), case(dated("Melding", "2024-02-01"))),
        (case(dated("Melding", "2024-02-01", "2024-02-09")),),
    ),
    "melding-4": (
        (case("<Melding><Melder/><Konklusjon/></Melding>"), case("<Melding/>")),
        (case("<Melding><Konklusjon/></Melding>"),),
    ),
    "melding-5": (
        (case("<Melding><Saksinnhold/><Konklusjon/></Melding>"), case("<Melding/>")),
        (case("<Melding><Konklusjon/></Melding>"),),
    ),
    "melder-2": (
        (
            case('<Melding><Melder Kode="22" Presisering="Kulturskolen"/></Melding>'),
            case('<Melding><Melder Kode="2"/></Melding>'),
        ),
        (
            case('<Melding><Melder Kode="22"/></Melding>'),
            case('<Melding><Melder Kode="22" Presisering=" "/></Melding>'),
        ),
    ),
    "saksinnhold-2": (
        (
            case('<Melding><Saksinnhold Kode="18" Presisering="x"/></Melding>'),
            case('<Melding><Saksinnhold Kode="1"/></Melding>'),
        ),
        (
            case('<Melding><Saksinnhold Kode="18"/></Melding>'),
            case('<Melding><Saksinnhold Kode="19"/></Melding>'),
        ),
    ),
    "undersokelse-3": (
        (
            case('<Undersokelse><Vedtaksgrunnlag Kode="18" Presisering="x"/></Undersokelse>'),
            case('<Undersokelse><Vedtaksgrunnlag Kode="1"/></Undersokelse>'),
        ),
        (case('<Undersokelse><Vedtaksgrunnlag Kode="19"/></Undersokelse>'),),
    ),
    "undersokelse-7": (
        (
            case('<Undersokelse><Vedtaksgrunnlag/><Konklusjon Kode="1"/></Undersokelse>'),
            case('<Undersokelse><Konklusjon Kode="3"/></Undersokelse>'),
        ),
        (
            case('<Undersokelse><Konklusjon Kode="1"/></Undersokelse>'),
            case('<Undersokelse><Konklusjon Kode="2"/></Undersokelse>'),
        ),
    ),
    "undersokelse-11": (
        (
            case(f'<Melding Id="m" StartDato="2024-05-27"/><Undersokelse Id="u"/>{NOTIFIED}'),
            case(
                '<Melding Id="m" StartDato="2024-02-27"/><Undersokelse Id="u"><UtvidetFrist '
                f'Innvilget="1"/></Undersokelse>{NOTIFIED}'
            ),
            case(
                '<Melding Id="m" StartDato="2024-01-01"/><Undersokelse Id="u">'
                f"{END.format('2024-08-01')}</Undersokelse>{NOTIFIED}"
            ),
            case('<Melding Id="m" StartDato="2024-01-01"/><Undersokelse Id="u"/>'),
        ),
        (
            case(f'<Melding Id="m" StartDato="2024-05-26"/><Undersokelse Id="u"/>{NOTIFIED}'),
            case(
                '<Melding Id="m" StartDato="2024-05-26"/><Undersokelse Id="u"><UtvidetFrist '
                f'Innvilget="2"/></Undersokelse>{NOTIFIED}'
            ),
            case(
                '<Melding Id="m" StartDato="2024-02-26"/><Undersokelse Id="u"><UtvidetFrist '
                f'Innvilget="1"/></Undersokelse>{NOTIFIED}'
            ),
        ),
    ),
    "undersokelse-20": (
        (case(f'<Melding Id="m"/><Undersokelse Id="u"/>{NOTIFIED}'), case("<Melding/>")),
        (
            case('<Melding Id="m"/><Undersokelse Id="u"/>'),
            case(f'<Undersokelse Id="u"/>{NOTIFIED}'),
            # A notification of another case is none of this one.
            case(f'<Undersokelse Id="u"/>{NOTIFIED}</Sak><Sak><Melding Id="m"/>'),
            case(
                '<Melding Id="m"/><Undersokelse Id="u"/>'
                + relation("Undersokelse", "Melding", "u", "m")
            ),
        ),
    ),
    "undersokelse-21": (
        (
            case(
                '<Undersokelse Id="u"><Konklusjon Kode="1"/></Undersokelse><Vedtak Id="v"/>'
                + relation("Undersokelse", "Vedtak", "u", "v")
            ),
            case('<Undersokelse Id="u"><Konklusjon Kode="3"/></Undersokelse>'),
        ),
        (
            case('<Undersokelse Id="u"><Konklusjon Kode="1"/></Undersokelse><Vedtak Id="v"/>'),
            case(
                '<Undersokelse Id="u"><Konklusjon Kode="2"/></Undersokelse>'
                + relation("Undersokelse", "Vedtak", "u", "v")
            ),
        ),
    ),
}
