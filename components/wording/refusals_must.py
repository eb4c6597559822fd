"""What a person is told when a must-visit, a quota or a month is refused."""

MUST: dict[str, str] = {}
