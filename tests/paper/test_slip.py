"""The slip on which a resident wishes for a service point: two on one page, in both languages, with the programme's kinds."""

import io

import docx
import pytest
from pypdf import PdfReader

from components.paper.points.slip import slip_docx, slip_pdf
from db.presets import load_preset
from tests.speaking import speaking

PRESETS = ("nanzheng", "ningxia", "jili", "fushan", "qianxi")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("preset", PRESETS)
def test_two_slips_stand_on_one_page_with_the_programme_s_kinds(home, preset, language):
    scheme = load_preset(preset)
    with speaking(language):
        pages = PdfReader(io.BytesIO(slip_pdf(scheme, "示范街道"))).pages
    said = "".join(pages[0].extract_text().split())
    kinds = ["".join(kind.text(language).split()) for kind in scheme.point_kinds]
    assert (len(pages), [kind for kind in kinds if said.count(kind) < 2]) == (1, [])


def test_the_word_slip_asks_the_same(home):
    said = [line.text for line in docx.Document(io.BytesIO(slip_docx(load_preset("ningxia"), "示范街道"))).paragraphs]
    assert said[0] == "我提议设一个服务点"
    assert any("□ 红色驿站" in line for line in said)
