"""What a person is told when a paper sheet or a form is refused."""

SHEETS: dict[str, str] = {}
