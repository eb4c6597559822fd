"""Places are data: no module of the program names one."""

import re

import pytest

from db.presets import load_preset, preset_keys
from db.settings import PROJECT

PLACES = (
    "南郑",
    "宁夏",
    "集里",
    "浏阳",
    "府山",
    "浮山",
    "衢州",
    "迁西",
    "汉中",
    "Liuyang",
    "Quzhou",
    "Hanzhong",
    "Tangshan",
)
MODULES = [
    path.relative_to(PROJECT).as_posix()
    for path in [
        *PROJECT.glob("*.py"),
        *(p for floor in ("db", "components", "pages") for p in (PROJECT / floor).rglob("*.py")),
    ]
]


def test_no_module_names_a_place(home, checked):
    names = re.compile("|".join([*preset_keys(), *PLACES]), re.IGNORECASE)
    checked("modules x places", len(MODULES) * len([*preset_keys(), *PLACES]))
    named = []
    for module in MODULES:
        text = (PROJECT / module).read_text("utf-8")
        named += [f"{module}:{text.count(chr(10), 0, found.start()) + 1}: {found[0]}" for found in names.finditer(text)]
    assert named == []


@pytest.mark.parametrize("key", ["fushan", "jili", "nanzheng", "ningxia", "qianxi"])
def test_the_places_looked_for_are_those_of_the_presets(home, key):
    assert any(place in load_preset(key).zh for place in PLACES)
