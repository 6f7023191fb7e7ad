"""The requirement document: all that a version of a requirement demands, to be read and printed."""

from catalog.formats.document.content import requirement_document, title_of
from catalog.formats.document.markdown import as_markdown
from catalog.formats.document.page import as_page
from catalog.formats.document.speaker import Speaker

__all__ = ["Speaker", "as_markdown", "as_page", "requirement_document", "title_of"]
