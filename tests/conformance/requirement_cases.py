"""What keeps and what breaks each business rule of the register, by the name of the rule."""

from __future__ import annotations

from typing import Final

from tests.conformance.register_message import (
    CARE,
    END,
    GROWN,
    HELP,
    Cases,
    case,
    dated,
    ended,
    law,
    measure,
    person,
    relation,
    twins,
)
from tests.conformance.register_notifications import NOTIFICATIONS

CASES: Final[dict[str, Cases]] = {
    **NOTIFICATIONS,
    "vedtak-2f": (
        (case(f"<Vedtak>{dated('Krav', '2024-02-01', '2024-02-01')}</Vedtak>"),),
        (case(f"<Vedtak>{dated('Krav', '2024-02-02', '2024-02-01')}</Vedtak>"),),
    ),
    "vedtak-2g": (
        (
            case(
                f"<Vedtak>{dated('Krav', '2024-02-01', '2024-03-01')}"
                f"{END.format('2024-03-01')}</Vedtak>"
            ),
            case(f"<Vedtak>{dated('Krav', '2024-02-01', '2024-03-01')}</Vedtak>"),
        ),
        (
            case(
                f"<Vedtak>{dated('Krav', '2024-02-01', '2024-03-02')}"
                f"{END.format('2024-03-01')}</Vedtak>"
            ),
        ),
    ),
    "vedtak-2h": (
        (case(f'<Vedtak StartDato="2024-02-01">{dated("Krav", "2024-02-01")}</Vedtak>'),),
        (case(f'<Vedtak StartDato="2024-02-01">{dated("Krav", "2024-01-31")}</Vedtak>'),),
    ),
    "vedtak-2i": (
        (
            case(f'<Vedtak><Status EndretDato="2024-03-01"/>{END.format("2024-03-01")}</Vedtak>'),
            case('<Vedtak><Status EndretDato="2024-03-01"/></Vedtak>'),
        ),
        (case(f'<Vedtak><Status EndretDato="2024-03-02"/>{END.format("2024-03-01")}</Vedtak>'),),
    ),
    "vedtak-2j": (
        (case('<Vedtak StartDato="2024-03-01"><Status EndretDato="2024-03-01"/></Vedtak>'),),
        (case('<Vedtak StartDato="2024-03-01"><Status EndretDato="2024-02-29"/></Vedtak>'),),
    ),
    "vedtak-3": (
        (
            case(f'<Vedtak><Status Kode="4"/>{END.format("2024-03-01")}</Vedtak>'),
            case('<Vedtak><Status Kode="1"/></Vedtak>'),
        ),
        (
            case('<Vedtak><Status Kode="3"/></Vedtak>'),
            case('<Vedtak><Status Kode="1"/><Status Kode="4"/></Vedtak>'),
        ),
    ),
    "vedtak-4": (
        (case(f"<Vedtak>{law('BVL', '4', '12')}</Vedtak>"), case(f"<Vedtak>{CARE}</Vedtak>")),
        (
            case(f"<Vedtak>{law('BL1981', '5', '30')}</Vedtak>"),
            case(f"<Vedtak>{CARE}{law('BL1981', '5', '30', 'JmfrLovhjemmel')}</Vedtak>"),
        ),
    ),
    "vedtak-20": (
        (
            case(
                '<Vedtak Id="v"><Status Kode="2"/></Vedtak><OversendelseFylkesnemnd Id="o"/>'
                + relation("Vedtak", "OversendelseFylkesnemnd", "v", "o")
            ),
            case(
                '<Vedtak Id="v"><Status Kode="2"/></Vedtak><OversendelseFylkesnemnd Id="o"/>'
                + relation("OversendelseFylkesnemnd", "Vedtak", "o", "v")
            ),
            case('<Vedtak Id="v"><Status Kode="1"/></Vedtak>'),
        ),
        (
            case('<Vedtak Id="v"><Status Kode="2"/></Vedtak><OversendelseFylkesnemnd Id="o"/>'),
            case(
                '<Vedtak Id="v"><Status Kode="2"/></Vedtak>'
                + relation("Vedtak", "OversendelseFylkesnemnd", "v", "o")
            ),
        ),
    ),
    "tiltak-5": (
        (case(person(Fodseldato="2016-09-02") + measure("4.1")), case(measure("4.1"))),
        (case(person(Fodseldato="2016-09-01") + measure("4.1")),),
    ),
    "tiltak-6": (
        (
            case(person(Fodseldato="2012-09-02") + measure("4.2")),
            case(person(Fodseldato="2012-09-01") + measure("4.1")),
        ),
        (case(person(Fodseldato="2012-09-01") + measure("4.2")),),
    ),
    "tiltak-7": (
        (
            case('<Tiltak><Kategori Kode="3.7" Presisering="x"/></Tiltak>'),
            case('<Tiltak><Kategori Kode="3.10"/></Tiltak>'),
            case('<Tiltak><Kategori Kode="99"/></Tiltak>'),
        ),
        (
            case('<Tiltak><Kategori Kode="1.99"/></Tiltak>'),
            case('<Tiltak><Kategori Kode="3.7"/></Tiltak>'),
            case('<Tiltak><Kategori Kode="8.99"/></Tiltak>'),
        ),
    ),
    "tiltak-8": (
        (
            case('<Tiltak><Opphevelse Kode="4" Presisering="x"/></Tiltak>'),
            case('<Tiltak><Opphevelse Kode="1"/></Tiltak>'),
        ),
        (case('<Tiltak><Opphevelse Kode="4"/></Tiltak>'),),
    ),
    "tiltak-9": (
        (
            case(measure("1.1", end="2024-06-30") + measure("2.2", start="2024-04-01")),
            case(measure("1.1") + measure("4.1")),
            case(measure("1.1", start="2024-06-03") + measure("2.2", start="2024-06-03")),
        ),
        (
            case(measure("1.1", end="2024-07-01") + measure("2.2", start="2024-04-01")),
            case(measure("1.1", start="2024-06-02") + measure("2.2", start="2024-06-02")),
            case(
                measure("8.2", start="2024-03-01", end="2024-08-01")
                + measure("2.6", start="2023-01-01")
            ),
        ),
    ),
    "tiltak-12": (
        (
            case(
                f'<Tiltak>{CARE}<Kategori Kode="2.2"/><Opphevelse Kode="2"/>'
                f"{END.format('2024-03-01')}</Tiltak>"
            ),
            case(measure("2.2", CARE)),
            case(measure("2.2", HELP, end="2024-03-01")),
            case(measure("3.10", CARE, end="2024-03-01")),
            case(measure("2.2", law("BVL", "4", "8"), end="2024-03-01")),
        ),
        (
            case(measure("2.2", CARE, end="2024-03-01")),
            case(measure("1.1", law("BVL", "4", "12"), end="2024-03-01")),
            case(
                measure(
                    "1.1",
                    law("BVL", "4", "8").replace("</Paragraf>", "</Paragraf><Ledd>2</Ledd>"),
                    end="2024-03-01",
                )
            ),
            case(
                measure(
                    "1.1",
                    law("BVL", "4", "8") + law("BVL", "4", "12", "JmfrLovhjemmel"),
                    end="2024-03-01",
                )
            ),
        ),
    ),
    "tiltak-13": (
        (
            case(person(Fodseldato="2006-09-02") + measure("2.2", CARE)),
            case(GROWN + measure("2.2", CARE, end="2024-08-31")),
            case(GROWN + measure("2.2", HELP)),
        ),
        (case(GROWN + measure("2.2", CARE)), case(GROWN + measure("3.10", CARE))),
    ),
    "tiltak-14": (
        (case(measure("2.2", CARE)), case(measure("2.2", law("BVL", "10", "20")))),
        (
            case(measure("2.2", law("BVL2021", "0", "1"))),
            case(measure("2.2", law("BVL2021", "00", "1"))),
            case(measure("2.2", law("BVL2021", "5", "000"))),
            case(measure("2.2", CARE.replace("</Paragraf>", "</Paragraf><Ledd>0</Ledd>"))),
        ),
    ),
    "tiltak-20": (
        (
            case('<Vedtak Id="v"/>' + measure("3.10") + relation("Vedtak", "Tiltak", "v", "t")),
            case(),
        ),
        (
            case('<Vedtak Id="v"/>' + measure("3.10")),
            case(measure("3.10") + relation("Vedtak", "Tiltak", "v", "t")),
        ),
    ),
    "tiltak-21": (
        (
            case(
                f'<Vedtak Id="v">{HELP}</Vedtak><Vedtak Id="w">{CARE}</Vedtak>'
                + measure("3.10", HELP)
                + relation("Vedtak", "Tiltak", "v", "t")
                + relation("Vedtak", "Tiltak", "w", "x")
            ),
            case(f'<Vedtak Id="v">{CARE}</Vedtak>' + measure("3.10", HELP)),
        ),
        tuple(
            case(
                f'<Vedtak Id="v">{law(*basis)}</Vedtak>'
                + measure("3.10", HELP)
                + relation("Vedtak", "Tiltak", "v", "t")
            )
            for basis in (("BVL", "3", "1"), ("BVL2021", "5", "1"), ("BVL2021", "3", "4"))
        ),
    ),
    "tiltak-22": ((case(measure("1.1")),), (case(measure("1.99")),)),
    "tiltak-23": ((case(measure("2.1")),), (case(measure("2.99")),)),
    "plan-2f": (
        (
            ended(f'<Plan><Evaluering UtfortDato="2024-06-30"/>{END.format("2024-06-30")}</Plan>'),
            ended('<Plan><Evaluering UtfortDato="2024-07-01"/></Plan>'),
        ),
        (ended(f'<Plan><Evaluering UtfortDato="2024-07-01"/>{END.format("2024-06-30")}</Plan>'),),
    ),
    "plan-2g": (
        (case('<Plan><Evaluering UtfortDato="2024-01-01"/></Plan>'),),
        (case('<Plan><Evaluering UtfortDato="2023-12-31"/></Plan>'),),
    ),
    "ettervern-2a": (
        (case(f'<Ettervern TilbudSendtDato="2024-02-01">{END.format("2024-02-01")}</Ettervern>'),),
        (case(f'<Ettervern TilbudSendtDato="2024-02-02">{END.format("2024-02-01")}</Ettervern>'),),
    ),
    "ettervern-2c": (
        (
            ended(f"<Ettervern>{END.format('2024-06-30')}</Ettervern>"),
            case(f"<Ettervern>{END.format('2025-06-30')}</Ettervern>"),
        ),
        (ended(f"<Ettervern>{END.format('2024-07-01')}</Ettervern>"),),
    ),
    "ettervern-2e": (
        (case('<Ettervern TilbudSendtDato="2024-01-01"/>'),),
        (case('<Ettervern TilbudSendtDato="2023-12-31"/>'),),
    ),
    "flytting-2c": (
        (ended('<Flytting SluttDato="2024-06-30"/>'), case('<Flytting SluttDato="2025-06-30"/>')),
        (ended('<Flytting SluttDato="2024-07-01"/>'),),
    ),
    "flytting-2f": (
        (case('<Flytting SluttDato="2024-01-01"/>'),),
        (case('<Flytting SluttDato="2023-12-31"/>'),),
    ),
    "oversendelse-til-fylkesnemnd-2e": (
        (case(dated("OversendelseFylkesnemnd", "2024-01-01")),),
        (case(dated("OversendelseFylkesnemnd", "2023-12-31")),),
    ),
    "oversendelse-til-fylkesnemnd-2f": (
        (
            ended(dated("OversendelseFylkesnemnd", "2024-06-30")),
            case(dated("OversendelseFylkesnemnd", "2024-07-01")),
        ),
        (ended(dated("OversendelseFylkesnemnd", "2024-07-01")),),
    ),
}
for _name in ("Melding", "Undersokelse", "Vedtak", "Tiltak", "Plan"):
    CASES[f"{_name.lower()}-2a"] = (
        (case(dated(_name, "2024-02-01", "2024-02-01")), case(dated(_name, "2024-02-01"))),
        (case(dated(_name, "2024-02-02", "2024-02-01")),),
    )
    CASES[f"{_name.lower()}-2c"] = (
        (
            ended(dated(_name, "2024-02-01", "2024-06-30")),
            case(dated(_name, "2024-02-01", "2024-07-01")),
        ),
        (ended(dated(_name, "2024-02-01", "2024-07-01")),),
    )
    CASES[f"{_name.lower()}-2e"] = (
        (case(dated(_name, "2024-01-01")),),
        (case(dated(_name, "2023-12-31")),),
    )
    _right, _wrong = twins(_name, END.format("2024-03-01"))
    CASES[f"{_name.lower()}-19"] = ((_right,), (_wrong,))
for _rule, _name in (
    ("vedtak-5", "Vedtak"),
    ("oversendelse-til-fylkesnemnd-5", "OversendelseFylkesnemnd"),
):
    _told = f'<{_name} StartDato="{{}}">{{}}</{_name}>'
    CASES[_rule] = (
        (
            case(_told.format("2022-12-31", law("BVL", "4", "12"))),
            case(_told.format("2023-01-01", CARE)),
        ),
        (
            case(_told.format("2022-12-31", CARE)),
            case(_told.format("2023-01-01", law("BVL", "4", "12"))),
        ),
    )
# Two notifications that aren't concluded may be alike.
CASES["melding-19"] = ((*CASES["melding-19"][0], twins("Melding")[1]), CASES["melding-19"][1])
