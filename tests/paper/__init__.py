"""Papers: what they say, and what they must not."""
