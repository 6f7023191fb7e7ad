"""A code list as an enumeration needs it: the codes that may be reported, with their days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from catalog.model.concept import Code
from catalog.model.information import AdmittedCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog.model.concept import CodeList
    from catalog.model.text import LangString

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Listed:
    """A code list; ``codes`` are in its order, each with a notation."""

    iri: str
    label: tuple[LangString, ...] = ()
    description: tuple[LangString, ...] = ()
    codes: tuple[AdmittedCode, ...] = ()


def listed(code_list: CodeList, codes: Iterable[Code]) -> Listed:
    """Return a code list without its headings, which no message may carry."""
    return Listed(
        code_list.iri,
        code_list.label,
        code_list.description,
        tuple(_admitted(code) for code in codes if code.reportable),
    )


def notation_of(code: AdmittedCode) -> str:
    """Return what a message carries: the notation, else the last part of the IRI."""
    return code.notation or code.iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def day_of(text: str) -> dt.date | None:
    """Return a day of validity; None where it is open, or where what is written is no day."""
    try:
        return dt.date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def _admitted(code: Code) -> AdmittedCode:
    return AdmittedCode(
        iri=code.iri,
        notation=code.notations[0] if code.notations else "",
        label=code.label,
        definition=tuple(it.text for it in code.definitions) or code.description,
        valid=code.valid,
        requires_specification=code.requires_specification,
        replaced_by=tuple(it.notation for it in code.replaced_by if it.notation),
    )
