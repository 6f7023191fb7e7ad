"""A comparison as text, Markdown, HTML and JSON, one form a file."""

from catalog.compare.writers.html import as_html
from catalog.compare.writers.json import as_json
from catalog.compare.writers.markdown import as_markdown
from catalog.compare.writers.model_json import models_as_json
from catalog.compare.writers.text import as_text

__all__ = ["as_html", "as_json", "as_markdown", "as_text", "models_as_json"]
