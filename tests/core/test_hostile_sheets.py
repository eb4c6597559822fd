"""Files that are meant to hurt, or are something else: each is refused by name, and the program lives on."""

import struct

import pytest

from db.errors import Invalid
from db.spreadsheets import MAX_FILE_BYTES, read_sheets
from tests.core.workbooks import PARTS, cell_row, hand_made, password_protected, xlsx, zipped


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read_sheets(data)
    assert caught.value.field == "file"
    return caught.value.code


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"\x1f\x8b\x08\x00" + bytes(100),
        "只是一句话。".encode(),
        bytes(1000),
    ],
    ids=["picture", "gzip", "sentence", "noughts"],
)
def test_what_is_no_spreadsheet_is_refused_as_such(data):
    assert refusal(data) == "sheet_not_a_spreadsheet"


def test_a_password_protected_workbook_is_refused_by_that_name():
    assert refusal(password_protected()) == "sheet_password"


def test_two_hundred_megabytes_of_noughts_in_a_small_zip_are_too_large():
    bomb = zipped({**PARTS, "xl/worksheets/sheet1.xml": bytes(200_000_000)})
    assert len(bomb) < 300_000
    assert refusal(bomb) == "sheet_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + b"0" * 60_000_000
    cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    bomb = bytearray(hand_made(cell, **{"xl/sharedStrings.xml": strings}))
    directory_entry = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, directory_entry + 24, 1000)
    assert refusal(bytes(bomb)) in {"sheet_broken", "sheet_too_large"}


def test_a_million_empty_rows_are_too_large():
    rows = "".join(f'<row r="{n}" ht="15"/>' for n in range(1, 1_000_001))
    assert refusal(hand_made(rows)) == "sheet_too_large"


def test_a_zip_of_thousands_of_parts_is_too_large():
    assert refusal(zipped({**PARTS, **{f"xl/media/{n}.png": b"x" for n in range(3000)}})) == "sheet_too_large"


def test_two_cells_in_opposite_corners_are_too_large():
    tiny = hand_made(cell_row("A", 1) + cell_row("XFD", 1_048_576))
    assert len(tiny) < 2000
    assert refusal(tiny) == "sheet_too_large"


@pytest.mark.parametrize(
    "disguise",
    [
        lambda xml: xml.replace('"', "'"),
        lambda xml: xml.replace("<c r=", "<c  s='0' r="),
        lambda xml: xml.replace("<row r=", "<row spans='1:1' r=").replace("<c r=", "<c\nr="),
    ],
    ids=["single-quotes", "another-attribute", "line-break"],
)
def test_two_far_cells_written_another_way_take_nobody_with_them(disguise):
    rows = disguise(cell_row("A", 1) + cell_row("XFD", 1_048_576))
    assert refusal(hand_made(rows)) in {"sheet_too_large", "sheet_broken"}
    assert len(read_sheets(xlsx(["姓名"], ["王一"]))) == 1


def test_two_far_cells_inside_the_limits_of_rows_and_columns_are_too_large_together():
    """One and a half kilobytes would become nine million cells, in the reader and then in the program."""
    assert refusal(hand_made(cell_row("A", 1) + cell_row("KD", 30_000))) == "sheet_too_large"


def test_merged_ranges_that_lie_upon_one_another_a_thousand_times_are_refused():
    """No office program writes them; filling each down would keep the program busy for minutes."""
    ranges = '<mergeCell ref="A1:A20000"/>' * 1000
    sheet = hand_made(cell_row("B", 1) + cell_row("B", 20_000), f"<mergeCells>{ranges}</mergeCells>")
    assert refusal(sheet) in {"sheet_too_large", "sheet_broken"}


@pytest.mark.parametrize(
    "data",
    [
        hand_made('<row r="1"><c r="A1"'),
        hand_made('<row r="1"><c r="A1"></row>'),
        xlsx(["姓名"], ["王一"])[:2000],
        b"PK\x03\x04" + bytes(100),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    ],
    ids=["cut-off-xml", "unclosed-cell", "cut-off-zip", "zip-in-name-only", "old-file-in-name-only"],
)
def test_a_broken_file_is_refused_as_broken(data):
    assert refusal(data) == "sheet_broken"


def test_a_word_document_is_refused():
    document = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})
    assert refusal(document) in {"sheet_broken", "sheet_not_a_spreadsheet"}


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/passwd"', '"&b;&b;&b;&b;"><!ENTITY b "' + "b" * 10_000 + '"'])
def test_an_entity_is_never_resolved(entity):
    declared = f"<!DOCTYPE sst [<!ENTITY a {entity}>]>"
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>'
    data = hand_made('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **{"xl/sharedStrings.xml": declared + strings})
    try:
        text = str(read_sheets(data))
    except Invalid:
        return
    assert "root:" not in text
    assert "bbbb" not in text


def test_a_file_over_the_size_of_an_upload_is_too_large():
    assert refusal(b"a,b\n" * (MAX_FILE_BYTES // 4 + 1)) == "sheet_too_large"


def test_a_csv_file_of_more_rows_than_any_office_has_is_too_large():
    assert refusal(b"a,b\n" * 200_001) == "sheet_too_large"
