"""Tables of service points."""
