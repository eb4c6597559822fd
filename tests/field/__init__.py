"""Files that public bug reports of similar systems describe, with invented people: a test for each says the fault."""
