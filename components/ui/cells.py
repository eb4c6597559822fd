"""What a row says twice: in a table under the titles of its columns, in a card where no title stands above a value."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.wording.words import t


@dataclass(frozen=True)
class Cell:
    """A value that says too little by itself (5, 12月1日, a telephone). A card says its phrase; without one, its column's
    title and the value; an empty phrase leaves it out. What speaks for itself stands in a row as a plain text."""

    value: str | int
    phrase: str | None = None

    def in_card(self, title: str) -> str:
        if self.phrase is not None:
            return self.phrase
        return t("{title}: {value}", title=title, value=self.value) if self.value != "" else ""


Row = Mapping[str, str | int | Cell]


def table_row(row: Row) -> dict[str, str | int]:
    return {title: value.value if isinstance(value, Cell) else value for title, value in row.items()}


def card_row(row: Row) -> list[str]:
    """The card's title first; nothing for what is empty."""
    said = [value.in_card(title) if isinstance(value, Cell) else str(value) for title, value in row.items()]
    return [text for text in said if text]
