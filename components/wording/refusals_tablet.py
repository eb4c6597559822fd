"""What a person is told when a tablet or a PIN is refused."""

TABLET: dict[str, str] = {}
