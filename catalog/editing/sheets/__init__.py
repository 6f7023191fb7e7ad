"""Spreadsheets out and in: the sources as tables of cells, and what edited cells say of them."""
