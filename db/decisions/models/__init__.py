"""Tables of meetings and decisions."""
