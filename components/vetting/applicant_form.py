"""The applicant's form, one column: the same at the desk, on the public page and for a correction."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.ui import state
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.markdown import joined, marked
from components.wording.scheme_terms import named
from components.wording.words import full_day, t
from db import clock
from db.errors import Invalid
from db.id_numbers import IdNumber, age_on, read_id_number
from db.scheme import Aliased, Scheme
from db.vetting.models.applications import MAX_ORGANISATION, ApplicantIn
from db.vocabulary import Political, Sex

EDUCATION = ("小学", "初中", "高中", "中专", "大专", "本科", "研究生")


def _read(text: str) -> IdNumber | None:
    try:
        return read_id_number(text)
    except Invalid:
        return None


def id_field(form: Form, *, kept: str = "") -> str:
    """Outside the form proper, so that birth date and sex are filled as soon as the number is typed.

    `kept` is the mask of a number on file, which stays when the field is left empty.
    """
    hint = t("stays {masked} unless you write another", masked=kept) if kept else None
    number = form.text("id_number", t("ID number"), max_chars=24, placeholder=hint)
    if known := _read(number):
        filled = t("Born {day}, {n} years old", day=full_day(known.birth_date), n=age_on(known.birth_date, clock.today()))
        said = joined(" · ", [filled, label(known.sex) if known.sex else ""])
        st.caption(marked(":material/check_circle: {said}", said=said))
    return number


def fields(
    form: Form, scheme: Scheme, id_number: str, given: ApplicantIn, *, kept_phone: str = "", with_recommender: bool = True
) -> ApplicantIn:
    """Draws the rest and returns what is written, unchecked. `unit_id` is the caller's to fill."""
    hint = t("stays {masked} unless you write another", masked=kept_phone) if kept_phone else None
    known = _read(id_number)
    ways, categories = [w.key for w in scheme.entry_ways], [c.key for c in scheme.categories]
    sex = given.sex or (known.sex if known else None)
    written = {
        "name": form.text("name", t("Name"), given.name, max_chars=50),
        "sex": form.choose("sex", t("Sex"), list(Sex), shown=label, value=sex),
        "id_number": id_number or given.id_number,
        "phone": form.text("phone", t("Telephone"), max_chars=24, placeholder=hint) or given.phone,
        "political": form.choose("political", t("Political status"), list(Political), shown=label, value=given.political),
        "party_joined": form.text(
            "party_joined", t("Joined the party (year, or with the month, if a member)"), given.party_joined
        ),
        "category": form.choose("category", t("Category"), categories, shown=_shown(scheme.categories), value=given.category)
        or "",
        "entry_way": form.choose(
            "entry_way", t("How the person came"), ways, shown=_shown(scheme.entry_ways), value=given.entry_way or ways[0]
        )
        or "",
    }
    with st.expander(t("More, if known"), expanded=bool(given.occupation)):
        more = _more(form, scheme, given, with_recommender)
    return given.model_copy(update=written | more)


def _shown(choices: Sequence[Aliased]) -> Callable[[str], str]:
    return lambda key: named(choices, key)


def _more(form: Form, scheme: Scheme, given: ApplicantIn, with_recommender: bool) -> dict[str, str]:
    known = [s.text(state.language()) for s in scheme.specialities]
    options = [*known, given.speciality] if given.speciality and given.speciality not in known else known
    schools = [*EDUCATION, given.education] if given.education and given.education not in EDUCATION else list(EDUCATION)
    more: dict[str, str] = {
        "nation": form.text("nation", t("Ethnic group"), given.nation or "汉族", max_chars=20),
        "education": form.choose("education", t("Education"), schools, value=given.education or None) or "",
        "occupation": form.text("occupation", t("Work or former work"), given.occupation, max_chars=60),
        "speciality": form.choose("speciality", t("Speciality"), options, value=given.speciality or None) or "",
    }
    if with_recommender:
        more["employer"] = form.text("employer", t("Employer"), given.employer, max_chars=MAX_ORGANISATION)
        more["party_organisation"] = form.text(
            "party_organisation",
            t("Party organisation (of those on the job, their employer's)"),
            given.party_organisation,
            max_chars=MAX_ORGANISATION,
        )
        more["recommender"] = form.text("recommender", t("Recommending grid worker"), given.recommender, max_chars=50)
        more["remark"] = form.lines("remark", t("Remark"), given.remark, max_chars=500, height=80)
    return more
