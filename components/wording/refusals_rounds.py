"""What a person is told when a round is refused."""

ROUNDS: dict[str, str] = {}
