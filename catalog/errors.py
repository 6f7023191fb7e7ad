"""Everything this program raises on purpose; the command line prints these without a traceback."""

from __future__ import annotations


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


class BuildBusy(CatalogError):
    """Another build of the same root is under way."""

    code = "build-busy"


class StorageFailed(CatalogError):
    """Writing failed: no space, no permission, a disk error."""

    code = "storage-failed"


class AddressTaken(CatalogError):
    """The server can't listen where it was told to."""

    code = "address-taken"
