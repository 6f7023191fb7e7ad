"""The nouns of the catalogue as frozen dataclasses; standard library only."""
