"""What a Release is: its manifest, where the current one is, and reading it."""

from catalog.release.facets import Filter
from catalog.release.folder import current_folder
from catalog.release.manifest import Manifest, read_manifest, verify
from catalog.release.store import Document, Found, Heading, Page, Release

__all__ = [
    "Document",
    "Filter",
    "Found",
    "Heading",
    "Manifest",
    "Page",
    "Release",
    "current_folder",
    "read_manifest",
    "verify",
]
