"""The shipped fonts draw every character of the standard table and what registers use beyond; what they lack is known."""

import io
from pathlib import Path

import typst
from pypdf import PdfReader

from components.paper.glyphs import FONTS, drawn, missing, with_missing

TABLE = "".join((Path(__file__).parent / "standard_characters.txt").read_text("utf-8").split())
# Of living names, beyond the table; the dots between parts of a name; what stands beside a name on paper.
BEYOND = "䶮㛃𠅤𬱖𫖯𬭎𣲗𡈼堃喆垚犇淼焱赟甯邨玥昇陞椉〇𰻝𰻞𫝋𫝦𫞅鿰鿱"
MARKS = "·•‧．-'’（）()、。，：；“”《》—…★☆○●□■√"
FOREIGN = "ABCXYZabcxyzÀÉÑßáéíóúü"


def test_the_standard_table_has_its_8105_characters():
    assert len(set(TABLE)) == len(TABLE) == 8105


def test_every_character_of_the_standard_table_is_drawn():
    assert missing(TABLE) == []


def test_characters_that_registers_use_beyond_the_table_are_drawn():
    assert missing(BEYOND) == []


def test_dots_marks_and_letters_of_names_are_drawn():
    assert missing(MARKS + FOREIGN) == []


def test_what_no_font_has_is_missing_once_and_blanks_are_not():
    assert missing("王\ue123\u3000\n\ue123 明\U0003fffd") == ["\ue123", "\U0003fffd"]


def test_the_texts_that_cannot_be_printed_are_named_with_what_they_lack():
    assert with_missing(["王\ue123", "赵明", "王\ue123"]) == {"王\ue123": ["\ue123"]}


def test_the_table_of_a_font_is_read_as_its_own():
    assert [sign in drawn() for sign in "一龥䶵𠀋\ue000"] == [True, True, True, True, False]


def test_our_fonts_alone_print_them():
    """On a machine without any other font: every fortieth of the table, and those beyond it."""
    characters = TABLE[::40] + BEYOND
    source = f'#set text(font: ("Noto Sans CJK SC", "BabelStone Han"), fallback: false)\n#set page(width: 200mm)\n{characters}'
    made = typst.compile(source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf")
    said = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(bytes(made))).pages)
    assert [sign for sign in characters if sign not in said] == []
