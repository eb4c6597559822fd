"""Presets, demo data and the commands for whoever sets up many offices."""
