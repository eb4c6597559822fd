"""What a person is told when tea cannot be poured."""

REFUSALS: dict[str, str] = {
    "tea_today": "{name} has had tea today. Please come again tomorrow.",
}
