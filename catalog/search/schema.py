"""The shape of `terms.sqlite`, for the module that writes it and the one that reads it."""

from typing import Final

FILE: Final = "terms.sqlite"

# Rows are numbered by rank, see `inventory`. `labels` columns hold packed label numbers.
TABLES: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE label (id INTEGER PRIMARY KEY, role TEXT, lang TEXT, text TEXT);
CREATE TABLE start (key TEXT, label INTEGER, PRIMARY KEY (key, label)) WITHOUT ROWID;
CREATE TABLE inner_start (key TEXT, label INTEGER, PRIMARY KEY (key, label)) WITHOUT ROWID;
CREATE TABLE busy (prefix TEXT, place INTEGER, lang TEXT, labels BLOB,
                   PRIMARY KEY (prefix, place, lang)) WITHOUT ROWID;
CREATE TABLE phrase (key TEXT PRIMARY KEY, labels BLOB) WITHOUT ROWID;
CREATE TABLE stem (key TEXT PRIMARY KEY, labels BLOB) WITHOUT ROWID;
CREATE TABLE word (id INTEGER PRIMARY KEY, key TEXT, shown TEXT, stems TEXT, labels BLOB);
CREATE VIRTUAL TABLE part USING
    fts5(key, content='', columnsize=0, tokenize='trigram case_sensitive 1');
"""
INDEX: Final = "CREATE UNIQUE INDEX word_key ON word (key)"

INNER_LENGTH: Final = 40
"""Of a label from its second word on, no more is kept: nobody types on for so long."""
BUSY_FROM: Final = 400
"""With more labels than this behind a prefix, its best suggestions are kept ready."""
BUSY_KEPT: Final = 60
"""Suggestions kept ready for one prefix in one language; more than one answer holds."""
BUSY_LENGTH: Final = 12
"""The longest prefix with suggestions kept ready; longer ones have few labels behind them."""
PART_LENGTH: Final = 3
"""The shortest part of a compound that can be asked for, and what a trigram index can find."""
