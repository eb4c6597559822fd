"""What the fields of a household or a shop are called."""

NAMES = {
    "door": "Door", "title": "Name of the shop", "name": "Head or keeper", "phone": "Telephone", "id_number": "ID number",
    "n_people": "Number of people", "n_party": "Of them party members", "care": "Special groups",
    "needs": "Language or hearing needs", "contact": "When and how to reach them best", "trade": "Trade",
    "n_staff": "Number of staff", "note": "Notes (kept sealed)",
}  # fmt: skip
OF_PERSON = NAMES | {"name": "Name", "relation": "Relation to the head"}
# A scheme may leave these out.
OPTIONAL = ("n_party", "care", "needs", "contact", "note", "trade", "n_staff")
