"""What a workbook says of its sheets beside their cells: hidden, shown first, rows hidden, cells that hold no value.

Read in the process of `db/spreadsheet_worker.py`; imports nothing of the program.
"""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDES = re.compile(rb"""\bhidden=["'](?:1|true)["']|\bht=["']0(?:\.0+)?["']""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*[^/>])>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def column_number(letters: bytes) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> the file in the archive."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    sheets = [element for element in book.iter() if _local(element.tag) == "sheet"]
    found = {_attribute(sheet, "name"): targets.get(_attribute(sheet, "id"), "") for sheet in sheets}
    return {name: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for name, target in found.items()}


def _active(archive: zipfile.ZipFile) -> int:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    view = next((element for element in book.iter() if _local(element.tag) == "workbookView"), None)
    number = view.get("activeTab", "0") if view is not None else "0"
    return int(number) if number.isdigit() else 0


def _hidden_rows(xml: bytes) -> list[int]:
    if b"hidden=" not in xml and b'ht="0' not in xml and b"ht='0" not in xml:
        return []
    found = (_NUMBER.search(row) for row in _ROW.findall(xml) if _HIDES.search(row))
    return [int(number[1]) for number in found if number]


def _odd_cells(xml: bytes) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Row and column from 0, and what stands there instead of a value: a formula nobody calculated, an error."""
    if not any(sign in xml for sign in (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b"t='e'")):
        return
    for attributes, content in _CELL.findall(xml):
        address, kind = _ADDRESS.search(attributes), _KIND.search(attributes)
        if not address:
            continue
        value, formula = _VALUE.search(content), _FORMULA.search(content)
        place = int(address[2]) - 1, column_number(address[1]) - 1
        if kind and kind[1] == b"e":
            yield *place, {"error": (value[1] if value else b"").decode()}
        # A formula that gave an empty text says so by its kind; without value and kind it was never calculated.
        elif formula and not (value and (value[1] or kind and kind[1] == b"str")):
            yield *place, {"formula": "=" + html.unescape((formula[1] or b"").decode())}


def facts(path: str) -> dict[str, dict[str, Any]]:
    """For each sheet of an xlsx file: `is_active`, `hidden_rows` as Excel counts, `odd` cells."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        active, names = _active(archive), set(archive.namelist())
        found = {}
        for number, (name, part) in enumerate(_parts(archive).items()):
            xml = archive.read(part) if part in names and part.endswith(".xml") else b""
            found[name] = {"is_active": number == active, "hidden_rows": _hidden_rows(xml), "odd": list(_odd_cells(xml))}
    return found
