"""A list of applicants or candidates as it is understood, with the places that it calls by other names."""

from collections.abc import Mapping, Sequence

import streamlit as st
from sqlmodel import Session

from components.ui.forms import Form
from components.wording.markdown import plain
from components.wording.words import t
from db.actor import Actor
from db.spreadsheets import Sheet
from db.vetting.applicant_import import ApplicantsPreview, preview_applicants
from db.vetting.candidate_import import CandidatesPreview, preview_candidates
from db.vetting.models.candidates import MemberKind


def look(session: Session, actor: Actor, sheets: list[Sheet], form: Form) -> ApplicantsPreview:
    preview = preview_applicants(session, actor, sheets)
    replaced = _replaced(preview.strangers, form)
    return preview_applicants(session, actor, sheets, replaced=replaced) if replaced else preview


def look_at_candidates(
    session: Session, actor: Actor, sheets: list[Sheet], form: Form, usual: MemberKind | None
) -> CandidatesPreview:
    preview = preview_candidates(session, actor, sheets, usual=usual)
    replaced = _replaced(preview.strangers, form)
    return preview_candidates(session, actor, sheets, usual=usual, replaced=replaced) if replaced else preview


def _replaced(strangers: Mapping[str, Sequence[str]], form: Form) -> dict[str, str]:
    """For each name of a place that is not known: which one is meant."""
    chosen = {}
    for name, known in strangers.items():
        label = t("“{name}” is not known. Which one is meant?", name=name)
        meant = st.selectbox(
            plain(label), list(known), index=None, key=form.key(f"place-{name}"), placeholder=t("None: leave out")
        )
        if meant:
            chosen[name] = meant
    return chosen
