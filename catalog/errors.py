"""Everything this program raises on purpose; the command line prints these without a traceback."""

from __future__ import annotations

import functools


class CatalogError(Exception):
    """The root: something that the user can understand and act on.

    ``code`` is stable and names a sentence in ``site/translations``; ``place`` says where
    (``file:line:column``, a setting, a folder); ``facts`` fill the sentence.
    """

    code = "error"

    def __init__(self, place: str = "", **facts: object) -> None:
        super().__init__(self.code, place, facts)
        self.place = place
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        # An error that a forked process raises is sent to its parent.
        return functools.partial(type(self), self.place, **self.facts), ()

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return ": ".join(part for part in (self.place, self.code, facts) if part)


class SettingsMissing(CatalogError):
    """The folder has no ``omgrep.toml``."""

    code = "settings-missing"


class SettingsBroken(CatalogError):
    """``omgrep.toml`` is not TOML, or a value in it can't be used."""

    code = "settings-broken"


class SourceUnreadable(CatalogError):
    """A folder or file of the sources can't be read."""

    code = "source-unreadable"


class SourceBroken(CatalogError):
    """A source isn't Turtle, so it is neither laid out anew nor edited; ``place`` tells where."""

    code = "source-broken"


class StatementMissing(CatalogError):
    """A statement to be changed isn't in the source any more.

    ``place`` is its subject, ``reason`` its predicate, ``known`` its value.
    """

    code = "statement-missing"


class DraftRefused(CatalogError):
    """A new thing can't be made as asked; the fact ``reason`` tells why."""

    code = "draft-refused"


class RuleUnknown(CatalogError):
    """There is no rule named ``place``; the fact ``known`` has the nearest."""

    code = "rule-unknown"


class RebaseRefused(CatalogError):
    """A catalogue can't be moved to this namespace; the fact ``reason`` tells why."""

    code = "rebase-refused"


class HistoryMissing(CatalogError):
    """The commit asked for can't be had; the fact ``reason`` tells why."""

    code = "history-missing"


class ShapesBroken(CatalogError):
    """A file in ``shapes/`` is not what the program expects of a rule."""

    code = "shapes-broken"


class CheckFailed(CatalogError):
    """The sources have errors, so no Release is made."""

    code = "check-failed"


class ReleaseMissing(CatalogError):
    """There is no current Release to serve."""

    code = "release-missing"


class ReleaseBroken(CatalogError):
    """A Release's files are not what its manifest says."""

    code = "release-broken"


class ArchiveBroken(ReleaseBroken):
    """An archived Release's files are not what its manifest says."""

    code = "archive-broken"


class BuildBusy(CatalogError):
    """Another build of the same root is under way."""

    code = "build-busy"


class StorageFailed(CatalogError):
    """Writing failed: no space, no permission, a disk error."""

    code = "storage-failed"


class OutputFailed(CatalogError):
    """The file that a report was to be written to can't be written."""

    code = "output-failed"


class AddressTaken(CatalogError):
    """The server can't listen where it was told to."""

    code = "address-taken"


class LinuxOnly(CatalogError):
    """The command needs what only Linux has, as the limits of a process that it stands on."""

    code = "linux-only"


class SheetUnreadable(CatalogError):
    """A spreadsheet can't be read as one; the fact ``reason`` tells why."""

    code = "sheet-unreadable"


class SheetExists(CatalogError):
    """There is a file already where a spreadsheet is to be written."""

    code = "sheet-exists"


class SheetWrong(CheckFailed):
    """A spreadsheet's cells have faults, so nothing was written."""

    code = "sheet-wrong"


class SourcesBroken(CatalogError):
    """Some sources can't be read, so no spreadsheet is made of the rest."""

    code = "sources-broken"


class FeedUnavailable(CatalogError):
    """A feed can't be had or can't be judged here; the fact ``reason`` tells why."""

    code = "feed-unavailable"


class OptionMisplaced(CatalogError):
    """An option that means nothing here; ``reason`` tells how it goes with the one ``known``."""

    code = "option-misplaced"


class SchemaRefused(CatalogError):
    """A model can't be said in the schema language asked for; ``reason`` tells why.

    ``place`` is the IRI of the thing at fault, the fact ``known`` what is wrong with it.
    """

    code = "schema-refused"


class ExampleRefused(CatalogError):
    """No example can be made of a model, or of a type; ``reason`` tells why.

    ``place`` is the IRI of the thing at fault, the fact ``known`` what is wrong with it.
    """

    code = "example-refused"


class ModelMissing(CatalogError):
    """There is no such model, version or day; ``reason`` tells which, ``known`` what there is."""

    code = "model-missing"


class RequirementMissing(CatalogError):
    """There is no such requirement, version or day; ``reason`` tells which, ``known`` the rest."""

    code = "requirement-missing"


class EnumerationRefused(CatalogError):
    """A code list can't be written as source; the fact ``reason`` tells why."""

    code = "enumeration-refused"


class ExpressionRefused(CatalogError):
    """An expression of a business rule isn't XPath 1.0.

    ``place`` is the rule, ``known`` the expression, ``reason`` what the parser says of it.
    """

    code = "expression-refused"


class MessagesMissing(CatalogError):
    """There is no message in the folder ``place``."""

    code = "messages-missing"
