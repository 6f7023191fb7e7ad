"""Writes `terms.sqlite`, the same bytes for the same inventory."""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path

from catalog.search.analysis import analysis_of
from catalog.search.folding import unspaced
from catalog.search.inventory import ROLES, Inventory
from catalog.search.postings import pack
from catalog.search.schema import (
    BUSY_FROM,
    BUSY_KEPT,
    BUSY_LENGTH,
    FILE,
    INDEX,
    INNER_LENGTH,
    PART_LENGTH,
    TABLES,
)


def write_terms(inventory: Inventory, folder: Path) -> None:
    """Write the term table; rows go in by key, so that the file depends on nothing else."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as base:
        # No journal: an index that is not finished is thrown away with its Release.
        base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        base.executescript(TABLES)
        base.execute("BEGIN")
        base.executemany("INSERT INTO fact VALUES (?, ?)", sorted(_facts(inventory).items()))
        base.executemany(
            "INSERT INTO label VALUES (?, ?, ?, ?)",
            (
                (number, one.label.role, one.label.lang, _storable(one.label.text))
                for number, one in enumerate(inventory.labels)
            ),
        )
        starts = sorted((one.key, number) for number, one in enumerate(inventory.labels))
        base.executemany("INSERT INTO start VALUES (?, ?)", starts)
        inner = sorted(
            {
                (key, number)
                for number, one in enumerate(inventory.labels)
                for key in _inner_starts(one.key)
            }
        )
        base.executemany("INSERT INTO inner_start VALUES (?, ?)", inner)
        for place, keys in enumerate((starts, inner)):
            base.executemany("INSERT INTO busy VALUES (?, ?, ?, ?)", _busy(inventory, place, keys))
        for table, rows in (("phrase", inventory.phrases), ("stem", inventory.all_stems())):
            base.executemany(
                f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 -- the two names above
                ((key, pack(rows[key])) for key in sorted(rows)),
            )
        _write_words(base, inventory)
        base.execute("COMMIT")


def _facts(inventory: Inventory) -> dict[str, bytes]:
    langs = sorted({one.label.lang for one in inventory.labels})
    kinds = sorted({entry.kind for entry in inventory.entries})
    lang_at = {lang: at for at, lang in enumerate(langs)}
    kind_at = {kind: at for at, kind in enumerate(kinds)}
    said = {one.label.lang for one in inventory.labels}
    said.update(lang for entry in inventory.entries for lang, _ in entry.texts)
    plain = {
        "langs": langs,
        "kinds": kinds,
        "analyses": sorted({analysis_of(lang) for lang in said}),
        "letters": _letters(inventory),
        "live_entries": inventory.live_entries,
        "live_labels": inventory.live_labels,
    }
    return {
        **{name: json.dumps(value, ensure_ascii=False).encode() for name, value in plain.items()},
        "entry_of_label": pack(one.ordinal for one in inventory.labels),
        "lang_of_label": pack(lang_at[one.label.lang] for one in inventory.labels),
        "role_of_label": bytes(ROLES.index(one.label.role) for one in inventory.labels),
        "kind_of_entry": pack(kind_at[entry.kind] for entry in inventory.entries),
        "numbers": pack(entry.number for entry in inventory.entries),
    }


def _letters(inventory: Inventory) -> str:
    """The letters in which a typo may be mended: those of words in scripts with spaces."""
    letters = Counter(letter for word in inventory.words if not unspaced(word) for letter in word)
    common = sorted(letters, key=lambda letter: (-letters[letter], letter))
    return "".join([letter for letter in common if letter.isalpha()][:64])


def _storable(text: str) -> str:
    """Lone surrogates cannot be written as UTF-8, here as anywhere."""
    return text.encode("utf-8", "replace").decode()


def _inner_starts(key: str) -> Iterator[str]:
    """The key from each of its later words on, and from each letter of an unspaced script."""
    for at in range(1, len(key)):
        if key[at] != " " and (key[at - 1] == " " or unspaced(key[at])):
            yield key[at : at + INNER_LENGTH]


def _busy(
    inventory: Inventory, place: int, keys: list[tuple[str, int]]
) -> list[tuple[str, int, str, bytes]]:
    """The first labels behind each prefix that too many labels begin with, by language."""
    counts: Counter[str] = Counter()
    for key, _ in keys:
        counts.update(key[:end] for end in range(1, min(len(key), BUSY_LENGTH) + 1))
    kept: dict[tuple[str, str], array[int]] = {}
    for key, number in sorted(keys, key=lambda pair: (pair[1], pair[0])):
        lang = inventory.labels[number].label.lang
        prefixes = (key[:end] for end in range(1, min(len(key), BUSY_LENGTH) + 1))
        for prefix in takewhile(lambda one: counts[one] > BUSY_FROM, prefixes):
            best = kept.setdefault((prefix, lang), array("I"))
            if len(best) < BUSY_KEPT and (not best or best[-1] != number):
                best.append(number)
    return [(prefix, place, lang, pack(kept[prefix, lang])) for prefix, lang in sorted(kept)]


def _write_words(base: sqlite3.Connection, inventory: Inventory) -> None:
    """Words are numbered by length: the first found is the nearest to what was asked."""
    ordered = sorted(inventory.words, key=lambda word: (len(word), word))
    base.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?, ?)",
        (
            (
                number,
                word,
                _storable(inventory.shown.get(word, word)),
                " ".join(sorted(inventory.stems_of[word])),
                pack(inventory.words[word]),
            )
            for number, word in enumerate(ordered)
        ),
    )
    base.execute(INDEX)
    base.executemany(
        "INSERT INTO part (rowid, key) VALUES (?, ?)",
        (
            (number, word)
            for number, word in enumerate(ordered)
            if len(word) >= 2 * PART_LENGTH and not unspaced(word)
        ),
    )
    base.execute("INSERT INTO part (part) VALUES ('optimize')")
