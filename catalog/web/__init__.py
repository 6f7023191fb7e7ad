"""HTTP: thin views over a Release and its search. Nothing here parses RDF."""
