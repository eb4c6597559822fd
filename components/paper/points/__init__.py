"""Papers of service points."""
