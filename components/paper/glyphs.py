"""Which characters the shipped fonts can draw, so that a missing one is named before anything is printed."""

import struct
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# Of a font's tables of characters, the one that holds every plane (OpenType, format 12).
_EVERY_PLANE = 12


def _tables(data: bytes) -> Iterator[int]:
    """Where in the file each table of characters begins."""
    n_parts = struct.unpack_from(">H", data, 4)[0]
    parts = (struct.unpack_from(">4s4xL", data, 12 + 16 * n) for n in range(n_parts))
    start = next(place for tag, place in parts if tag == b"cmap")
    n_tables = struct.unpack_from(">H", data, start + 2)[0]
    yield from (start + struct.unpack_from(">L", data, start + 8 + 8 * n)[0] for n in range(n_tables))


def _characters(data: bytes) -> Iterator[int]:
    place = next(place for place in _tables(data) if struct.unpack_from(">H", data, place)[0] == _EVERY_PLANE)
    n_ranges = struct.unpack_from(">L", data, place + 12)[0]
    for n in range(n_ranges):
        first, last = struct.unpack_from(">LL", data, place + 16 + 12 * n)
        yield from range(first, last + 1)


@lru_cache
def drawn() -> frozenset[str]:
    files = [path for path in FONTS.iterdir() if path.suffix in (".otf", ".ttf")]
    return frozenset(chr(code) for path in files for code in _characters(path.read_bytes()))


def missing(text: str) -> list[str]:
    """The characters of a text that no shipped font can draw, each once."""
    return [sign for sign in dict.fromkeys(text) if sign not in drawn() and not sign.isspace()]


def with_missing(texts: Iterable[str]) -> dict[str, list[str]]:
    """The texts that cannot be printed whole, each with what would be missing."""
    return {text: found for text in dict.fromkeys(texts) if (found := missing(text))}
