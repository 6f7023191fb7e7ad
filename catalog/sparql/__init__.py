"""A SPARQL 1.1 endpoint on the current Release, apart from the site: read-only, and bounded."""
