"""Tables as a workbook for people: heads, help, drop-downs, locks; the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from catalog.editing.sheets import words
from catalog.editing.sheets.plan import CHOICES, COLLECTIONS, CONCEPTS, LISTS, Shape
from catalog.editing.sheets.words import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from catalog.editing.sheets.contents import Contents
    from catalog.editing.sheets.plan import Column
    from catalog.editing.sheets.table import Table

CREATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 — a workbook has no time zones
KEYS, HEADS, FIRST_ROW = 0, 1, 2
LAST_ROW: Final = 1_048_575
"""The last row that Excel has: drop-downs and unlocked cells reach there, for new rows."""
WIDTHS: Final = {
    Shape.TEXT: 32,
    Shape.DATE: 13,
    Shape.WHOLE: 9,
    Shape.FLAG: 11,
    Shape.CHOICE: 20,
    Shape.LINK: 38,
    Shape.SOURCE: 38,
}
LONG: Final = frozenset({"definition", "xlDefinition", "description", "scopeNote", "example"})
LONG_WIDTH: Final = 52
ID_WIDTH: Final = 30
MESSAGE: Final = 255
"""Characters in the message of a cell: Excel's own limit."""


def write_workbook(tables: Iterable[Table], contents: Contents) -> bytes:
    """Return the workbook; what it says to people is in the language of ``contents``."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": CREATED})
    writer = _Writer(book, contents)
    writer.read_me()
    for table in tables:
        writer.sheet(table)
    writer.lists()
    book.close()
    return stream.getvalue()


class _Writer:
    """One workbook under way: its formats, and the lists that its drop-downs are made of."""

    def __init__(self, book: Workbook, contents: Contents) -> None:
        self.book = book
        self.contents = contents
        self.say = speaker(contents.lang)
        cell = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 7}
        grey = {"bg_color": "#EEEEEE", "font_color": "#444444"}
        head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self.open = book.add_format({**cell, "locked": False})
        self.shut = book.add_format({**cell, **grey, "locked": True})
        self.open_head = book.add_format({**head, "bg_color": "#CDE5F7"})
        self.shut_head = book.add_format({**head, "bg_color": "#D5D5D5"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.known: dict[tuple[str, ...], tuple[str, list[str]]] = {}

    def read_me(self) -> None:
        """Write the sheet that tells people how to go about it."""
        sheet = self.book.add_worksheet(self.say("readme.title"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        title = self.contents.settings.title
        name = title.get(self.contents.lang) or next(iter(title.values()), "")
        sheet.write_string(0, 0, name or self.contents.settings.base_iri, self.title)
        lines = self.say("readme.text").split("\n")
        for row, line in enumerate(lines, start=2):
            sheet.write_string(row, 0, line, self.plain)
        sheet.protect("", {"format_columns": True})

    def sheet(self, table: Table) -> None:
        """Write one kind: the hidden keys, the heads, a row for each resource."""
        sheet = self.book.add_worksheet(self.say(f"kind.{table.kind}"))
        last = len(table.columns) + 1
        for index, key in enumerate(table.keys):
            sheet.write_string(KEYS, index, key, self.shut)
        sheet.set_row(KEYS, None, None, {"hidden": True})
        sheet.set_column(0, 0, ID_WIDTH, self.open)
        self._head(sheet, 0, self.say("field.id.head"), self.say("field.id.help"), shut=True)
        for index, column in enumerate(table.columns, start=1):
            self._column(sheet, table, index, column)
        sheet.set_column(last, last, None, self.shut, {"hidden": True})
        sheet.write_string(HEADS, last, self.say("field.marks.head"), self.shut_head)
        for number, row in enumerate(table.rows, start=FIRST_ROW):
            sheet.write_string(number, 0, row.id, self.shut)
            for index, (cell, shut) in enumerate(zip(row.cells, row.shut, strict=True), start=1):
                if cell.text or shut:
                    _write(sheet, number, index, cell.text, self.shut if shut else self.open)
            sheet.write_string(number, last, row.marks, self.shut)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.autofilter(HEADS, 0, max(HEADS + len(table.rows), FIRST_ROW), last - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last)}{LAST_ROW + 1}"})
        sheet.protect(
            "",
            {
                "format_cells": True,
                "format_columns": True,
                "format_rows": True,
                "insert_rows": True,
                "sort": True,
                "autofilter": True,
            },
        )

    def lists(self) -> None:
        """Write the hidden sheet that the drop-downs take their names from."""
        sheet = self.book.add_worksheet(self.say("lists-title"))
        for index, (_, names) in enumerate(self.known.values()):
            for row, name in enumerate(names):
                _write(sheet, row, index, name, None)
        sheet.hide()

    def _column(self, sheet: Worksheet, table: Table, index: int, column: Column) -> None:
        field = column.field
        reason = table.reasons[index - 1]
        width = LONG_WIDTH if field.name in LONG else WIDTHS[field.shape]
        sheet.set_column(index, index, width, self.shut if reason else self.open)
        parts = [self.say(f"field.{field.name}.help")]
        if field.several and not reason:
            parts.append(self.say("help.several"))
        if field.locked and not reason:
            parts.append(self.say("help.locked"))
        if reason:
            parts.append(self.say(f"help.{reason}"))
        text = " ".join(parts)
        shown = f"{text}\n\n{self._property(column)}"
        self._head(sheet, index, words.head(column, self.contents.lang), shown, shut=bool(reason))
        if not reason:
            options = self._validation(column)
            if options:
                sheet.data_validation(FIRST_ROW, index, LAST_ROW, index, options)

    def _head(self, sheet: Worksheet, index: int, text: str, help_: str, *, shut: bool) -> None:
        sheet.write_string(HEADS, index, text, self.shut_head if shut else self.open_head)
        sheet.write_comment(HEADS, index, help_, {"author": "", "x_scale": 2.2, "y_scale": 1.6})

    def _property(self, column: Column) -> str:
        for prefix, namespace in sorted(self.contents.graph.prefixes.items()):
            if column.field.predicate.startswith(namespace):
                return f"{prefix}:{column.field.predicate[len(namespace) :]}"
        return column.field.predicate

    def _validation(self, column: Column) -> dict[str, Any]:
        """Return the drop-down of a column, with the words that stand beside it."""
        field = column.field
        lang = self.contents.lang
        names: list[str]
        match field.shape:
            case Shape.CHOICE:
                names = [words.choice(field.choices, iri, lang) for iri in CHOICES[field.choices]]
                source = self._list(("choice", field.choices), names)
            case Shape.FLAG:
                source = self._list(("flag",), [words.flag(value, lang) for value in (True, False)])
            case Shape.LINK if field.of:
                source = self._list(("link", *field.of), self._names(field.of))
            case Shape.DATE:
                return {
                    "validate": "any",
                    "input_title": self.say("input.date.title"),
                    "input_message": self.say("input.date.text")[:MESSAGE],
                }
            case _:
                return {}
        key = "input.several" if field.several else "input.one"
        strict = field.shape is not Shape.LINK
        return {
            "validate": "list",
            "source": source,
            "input_title": self.say(f"{key}.title"),
            "input_message": self.say(f"{key}.text")[:MESSAGE],
            "error_title": self.say("input.wrong.title"),
            "error_message": self.say("input.wrong.text")[:MESSAGE],
            # A cell with several names, one a line, is none of the list, and right all the same.
            "show_error": strict,
        }

    def _names(self, kinds: tuple[str, ...]) -> list[str]:
        known = [kind for kind in (CONCEPTS, COLLECTIONS, LISTS) if kind in kinds]
        others = [kind for kind in kinds if kind not in known]
        return [
            self.contents.names.show(iri)
            for kind in (*known, *others)
            for iri in self.contents.rows[kind]
        ]

    def _list(self, key: tuple[str, ...], names: list[str]) -> str:
        """Return the formula of the cells that hold ``names``."""
        if key not in self.known:
            column = xl_col_to_name(len(self.known))
            area = f"${column}$1:${column}${max(1, len(names))}"
            self.known[key] = (f"='{self.say('lists-title')}'!{area}", names)
        return self.known[key][0]


def _write(sheet: Worksheet, row: int, column: int, text: str, shape: Format | None) -> None:
    """Write a text as a text, whatever it begins with."""
    if text:
        sheet.write_string(row, column, text, shape)
    else:
        sheet.write_blank(row, column, None, shape)
