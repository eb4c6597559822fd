"""Handbook, pocket guide, rules and flow chart are read back as Word and as PDF: all of the scheme stands on them."""

import io
from collections.abc import Callable

import docx
import pytest
import tomli_w
from pypdf import PdfReader

from components.paper.office.scheme_papers import KINDS, scheme_docx, scheme_pdf
from components.wording import words
from components.wording.words import CHINESE, ENGLISH
from db.presets import load_preset, read_scheme
from db.scheme import PaperKind, Scheme
from tests.seed.sixth import SHAPE, sixth
from tests.speaking import speaking

FIVE = ["fushan", "jili", "nanzheng", "ningxia", "qianxi"]
BOTH = [CHINESE, ENGLISH]


@pytest.fixture(params=BOTH)
def language(request):
    with speaking(request.param):
        yield request.param


def _flat(text: str) -> str:
    return "".join(text.split())


def _pdf(kind: PaperKind, scheme: Scheme) -> str:
    return _flat("".join(page.extract_text() for page in PdfReader(io.BytesIO(scheme_pdf(kind, scheme, office="示范镇"))).pages))


def _word(kind: PaperKind, scheme: Scheme) -> str:
    paper = docx.Document(io.BytesIO(scheme_docx(kind, scheme, office="示范镇")))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return _flat("".join([line.text for line in paper.paragraphs] + cells))


READ: list[Callable[[PaperKind, Scheme], str]] = [_pdf, _word]


def _stands(kind: PaperKind, scheme: Scheme) -> list[str]:
    """What must stand on a paper: the words of these parts of the scheme."""
    v, spoken = scheme.visiting, words.language()
    parts = {
        PaperKind.HANDBOOK: (scheme.levels, scheme.steps, scheme.categories, v.topics, v.forms, v.must_visits, scheme.figures),
        PaperKind.GUIDE: (v.topics, v.must_visits, scheme.activity_days, scheme.escalation[1:], scheme.duties),
        PaperKind.RULES: (scheme.steps, scheme.categories, scheme.departments, scheme.assessment, scheme.credit_rules),
        PaperKind.FLOW_CHART: (scheme.steps, scheme.departments),
    }[kind]
    return [word.text(spoken) for part in parts for word in part]


@pytest.mark.parametrize("key", FIVE)
def test_all_of_the_scheme_stands_on_its_papers(home, language, key):
    scheme = load_preset(key)
    for kind in KINDS:
        for read in READ:
            said = read(kind, scheme)
            assert [word for word in _stands(kind, scheme) if _flat(word) not in said] == [], (kind, read)


def test_no_raw_key_stands_on_them(home, language):
    scheme = read_scheme(tomli_w.dumps(sixth()), "sixth.toml")
    found = [(kind, SHAPE.search(read(kind, scheme))) for kind in KINDS for read in READ]
    assert [one for one in found if one[1]] == []


@pytest.mark.parametrize("key", FIVE)
def test_the_pocket_guide_is_one_page_to_be_folded(home, language, key):
    [page] = PdfReader(io.BytesIO(scheme_pdf(PaperKind.GUIDE, load_preset(key), office="示范镇"))).pages
    assert page.mediabox.width > page.mediabox.height


@pytest.mark.parametrize("key", FIVE)
def test_the_flow_chart_is_one_page_with_the_steps_in_order(home, language, key):
    scheme = load_preset(key)
    [page] = PdfReader(io.BytesIO(scheme_pdf(PaperKind.FLOW_CHART, scheme, office="示范镇"))).pages
    said = _flat(page.extract_text())
    places = [said.find(_flat(f"{n}. {step.text(words.language())}")) for n, step in enumerate(scheme.steps, 1)]
    assert min(places) >= 0
    assert places == sorted(places)


def test_papers_are_called_as_the_programme_calls_them(home):
    nanzheng, jili = load_preset("nanzheng"), load_preset("jili")
    assert "红色管家服务手册" in _word(PaperKind.HANDBOOK, nanzheng)
    assert "红色管家考评规则" in _pdf(PaperKind.RULES, nanzheng)
    assert "红管事联户考评清单（百分制）" in _word(PaperKind.RULES, jili)


def test_a_figure_that_was_published_as_over_so_many_is_printed_so(home):
    assert "解决难题（件）：800以上" in _pdf(PaperKind.HANDBOOK, load_preset("qianxi"))


def test_marks_in_an_offices_words_stay_marks(home):
    scheme = load_preset("jili")
    topic = scheme.visiting.topics[0].model_copy(update={"zh": "*3~5号* #[x] $1$"})
    visiting = scheme.visiting.model_copy(update={"topics": (topic,)})
    changed = scheme.model_copy(update={"visiting": visiting})
    for read in READ:
        assert _flat("*3~5号* #[x] $1$") in read(PaperKind.HANDBOOK, changed)
