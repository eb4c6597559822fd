"""Tables and input models."""
