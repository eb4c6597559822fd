"""Text files as people make them with Notepad: UTF-8 with or without its mark, UTF-16, GBK."""

from pathlib import Path

from db.errors import Refused
from db.sheet_text import decoded


def read_text_file(path: Path) -> str:
    """Raises `Refused('file_not_text')` for what is in no such encoding, and `OSError`."""
    text = decoded(path.read_bytes())
    if text is None or "\0" in text:
        raise Refused("file_not_text", file=path.name)
    return text
