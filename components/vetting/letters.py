"""Writing a letter to a department, printing it, recording its stamped reply."""

import streamlit as st

from components.paper.vetting.letters import letter_docx
from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form, later, press
from components.vetting.opinions import answers, people_table, summary
from components.wording.words import aside, day, t
from db.actor import Actor
from db.office.models import Office
from db.scheme import Scheme
from db.vetting.commands.disclosures import show_letter
from db.vetting.commands.opinions import record_reply, write_letter
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.opinions import LetterRow, open_people_of_letter, without_letter

REPLIES = [OpinionStatus.NO_OBJECTION, OpinionStatus.NOT_REPLIED]


def write(actor: Actor, department: str) -> None:
    with rule_errors():
        with database.session() as s:
            write_letter(s, actor, department=department, opinion_ids=without_letter(s, actor, department))
        later(t("The letter is written. Download and print it below."))


def reply_by(letter: LetterRow) -> str:
    """With the day on the paper that was sent, where the calendar took a day away since."""
    if letter.reply_by == letter.first_reply_by:
        return day(letter.reply_by)
    return aside(day(letter.reply_by), t("the letter as sent: {day}", day=day(letter.first_reply_by)))


def printed(actor: Actor, office: Office, scheme: Scheme, letter: LetterRow) -> bytes:
    with database.session() as s:
        people = show_letter(s, actor, letter_id=letter.id)
    return letter_docx(office, scheme, letter, people)


def reply(actor: Actor, scheme: Scheme, letter: LetterRow) -> None:
    form = Form(f"reply-{letter.id}")
    with database.reading() as s:
        people = open_people_of_letter(s, actor, letter.id)
    if people:
        st.text(t("Tick whoever the department objects to, as the stamped reply says."))
    ticked = people_table(scheme, people, key=form.key("people"), empty=t("Everybody in this letter is answered."))
    given = answers(form, people, ticked, REPLIES) if people else []
    if given:
        title = t("Record: {summary}", summary=summary(given))
        press(form, title, lambda s: record_reply(s, actor, answers=given), lambda n: t("{n} replies are recorded.", n=n))
