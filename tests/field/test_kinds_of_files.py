"""Files whose name says one thing and whose content another; commas, tabs and semicolons with the tricks of programs."""

import pytest

from db.sql import pick
from db.vetting.models.applications import Application
from tests.field.lines import APPLICANT, applicant

NAMES = pick(Application.name).order_by(Application.id)
ROW = [str(cell) for cell in applicant(0)]


@pytest.mark.parametrize("name", ["applicants_html.xls", "applicants_xml2003.xls"])
def test_a_web_page_or_xml_that_is_called_xls_is_read(nanzheng, name):
    assert nanzheng.bring("applicants", f"08-html-saved-as-xls/{name}").counts == (2, 2, 0)
    assert nanzheng.all(NAMES)[0] == ("秦风",)


def _page(*rows, charset="gb2312"):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\r\n" for row in rows)
    text = f"<HTML><HEAD><META CHARSET={charset}><style>td {{mso: x}}</style></HEAD><BODY><TABLE>{lines}</TABLE></BODY></HTML>"
    return text.encode("gb18030" if charset == "gb2312" else charset)


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_names(nanzheng, charset):
    assert nanzheng.bring("applicants", _page(APPLICANT, ROW, charset=charset), name="list.xls").counts == (1, 1, 0)


def test_cells_of_a_page_that_reach_over_rows_hold_their_value_in_each(nanzheng):
    two = [str(cell) for cell in applicant(1)]
    rows = _page(APPLICANT, ROW, two[:1] + two[4:])
    for cell in ROW[1:4]:
        rows = rows.replace(f"<td>{cell}</td>".encode("gb18030"), f"<td rowspan=2>{cell}</td>".encode("gb18030"), 1)
    assert nanzheng.bring("applicants", rows, name="list.xls").counts == (2, 2, 0)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><frameset><frame src='sheet001.htm'></frameset></html>",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
    ],
    ids=["frames", "web archive"],
)
def test_a_page_without_a_table_is_refused_with_how_to_save_it_anew(nanzheng, content):
    done = nanzheng.bring("applicants", content, name="list.xls")
    assert done.code == 2
    assert "网页" in done.error
    assert "另存为" in done.error


@pytest.mark.parametrize("name", ["list.et", "list.ET", "list.ett"])
def test_a_file_of_wps_is_refused_with_how_to_save_it_anew(nanzheng, name):
    done = nanzheng.bring("applicants", b"\xd0\xcf\x11\xe0" + bytes(2000), name=name)
    assert done.code == 2
    assert "另存为" in done.error


def test_signs_that_keep_a_number_text_are_taken_off_and_lost_digits_are_said(nanzheng):
    done = nanzheng.bring("applicants", "09-csv-keeps-id-as-text/applicants_tricks.csv")
    assert done.counts == (5, 4, 1)
    assert "丢" in done.said_at("I5")


@pytest.mark.parametrize("name", ["applicants_unicode.txt", "applicants_semicolon.csv"])
def test_unicode_text_and_semicolons_are_read(nanzheng, name):
    """The month of birth in these two differs from the ID number, which only who has read both can say."""
    assert "1979.11" in nanzheng.bring("applicants", f"09-csv-keeps-id-as-text/{name}").said_at("H2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_list_as_text_is_read_in_every_encoding_and_with_every_sign(nanzheng, encoding, sign):
    text = "\r\n".join(sign.join(row) for row in (APPLICANT, ROW)) + "\r\n"
    assert nanzheng.bring("applicants", text.encode(encoding), name="list.csv").counts == (1, 1, 0)


@pytest.mark.parametrize("kept", ['"=""{}"""', '="{}"', "'{}", "\t{}", "`{}", '"=T(""{}"")"', "‘{}"])
def test_every_sign_by_which_programs_keep_a_number_is_taken_off(nanzheng, kept):
    row = [kept.format(cell) if title == "身份证号码" else cell for title, cell in zip(APPLICANT, ROW, strict=True)]
    text = "\n".join(",".join(line) for line in (APPLICANT, row))
    assert nanzheng.bring("applicants", text.encode(), name="list.csv").counts == (1, 1, 0)


@pytest.mark.parametrize("lost", ["6.1E+17", "6.10729E+17", "6E+17", "6.1e17"])
def test_a_power_of_ten_is_a_number_that_lost_its_digits(nanzheng, lost):
    row = [lost if title == "身份证号码" else cell for title, cell in zip(APPLICANT, ROW, strict=True)]
    text = "\n".join(",".join(line) for line in (APPLICANT, row))
    done = nanzheng.bring("applicants", text.encode(), name="list.csv")
    assert done.counts == (1, 0, 1)
    assert "丢" in done.said_at("I2")


def test_a_line_that_says_the_sign_for_excel_is_no_line_of_the_list(nanzheng):
    text = "sep=;\r\n" + "\r\n".join(";".join(row) for row in (APPLICANT, ROW))
    assert nanzheng.bring("applicants", text.encode(), name="list.csv").counts == (1, 1, 0)
