"""Cuts the shipped fonts anew: `pip install fonttools`, then

    python -m tests.cut_fonts NotoSansCJK-Regular.ttc BabelStoneHan.ttf Unihan_IRGSources.txt

The first font is Debian's `fonts-noto-cjk`, the second its `fonts-babelstone-han`; the table is part of Unicode's Unihan.
It takes some minutes. `docs/decisions/0007-a-font-of-our-own.md` says why these two.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "components" / "paper" / "fonts"
# Latin, punctuation, signs, Bopomofo, full-width forms, and Han wherever the font has it.
RANGES = (
    (0x20, 0x17F), (0x2000, 0x206F), (0x2100, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x266F), (0x2713, 0x2713), (0x2E80, 0x303F),
    (0x30FB, 0x30FB), (0x3100, 0x312F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
# Sources of China's characters in which those of living names are found: the police's register (GIDC), modern dictionaries,
# science, newspapers, place names. Left out are ancient texts and the great dictionaries of everything ever written.
SOURCES = {
    "GIDC", "GKJ", "GXHZ", "GXC", "GXH", "GHC", "GCH", "GCY", "GFZ", "GFC", "GRM",
    "GZYS", "GGH", "GZH", "GDM", "GDZ", "GWZ", "GOCD", "GU", "GBK",
}  # fmt: skip
# biáng, which people write on forms to see what happens.
ASKED_FOR = frozenset({0x30EDD, 0x30EDE})


def _wanted_beyond(table: Path) -> Iterator[int]:
    yield from ASKED_FOR
    for line in table.read_text("utf-8").splitlines():
        match line.split("\t"):
            case [code, "kIRG_GSource", source] if re.match("[A-Z0-9]+", source)[0] in SOURCES:  # type: ignore[index]
                yield int(code[2:], 16)


def _cut(font, characters: Iterable[int], file: str) -> None:
    from fontTools import subset

    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=["*"], glyph_names=False)
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.save(FONTS / file)


def main(noto: Path, babelstone: Path, table: Path) -> None:
    from fontTools.ttLib import TTCollection, TTFont

    first = next(font for font in TTCollection(noto).fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC")
    here = {code for code in first.getBestCmap() if any(low <= code <= high for low, high in RANGES)}
    second = TTFont(babelstone)
    beyond = (set(_wanted_beyond(table)) & set(second.getBestCmap())) - here
    # The Arphic Public License asks a changed font to say that it was changed, and how.
    second["name"].setName("Cut to the characters of names that Noto Sans CJK SC lacks, for Red Steward, 2026", 10, 3, 1, 0x409)
    _cut(second, beyond, "BabelStoneHan-beyond.ttf")
    _cut(first, here, "NotoSansCJKsc-Regular.otf")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
