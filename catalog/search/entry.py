"""What can be found: one Entry a resource, as the build hands it to the index."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One name of a resource: its role ("pref", "alt" or "hidden"), language and text."""

    role: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource that can be found, by its row number in the Release."""

    number: int
    kind: str
    labels: tuple[Label, ...]
    notations: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    retired: bool = False
