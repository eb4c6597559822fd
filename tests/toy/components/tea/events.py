"""What the journal calls the events of tea, and what their details are called."""

ACTIONS: dict[str, str] = {
    "cup_poured": "poured a cup of tea",
}

FIELDS: dict[str, str] = {
    "leaf": "leaf",
}
