"""Every command of vetting, tried on what lies in Pine Court (`tests/vetting/scopes.py`)."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from db.office.queries import current_scheme
from db.vetting.applicant_import import preview_applicants
from db.vetting.candidate_import import preview_candidates
from db.vetting.commands import announce as a
from db.vetting.commands import appoint as p
from db.vetting.commands import candidates as c
from db.vetting.commands import decide, disclosures, entries, pins, register, stewards
from db.vetting.commands import objections as o
from db.vetting.commands import opinions as n
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.commands.registration_rounds import open_round
from db.vetting.models.announcements import Objection, ObjectionChannel
from db.vetting.models.applications import Application, Decision, Relation, Status
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.models.stewards import Steward
from db.vetting.queries.applications import as_written
from db.vetting.queries.candidates import candidate_as_written, candidate_lists
from db.vetting.queries.cases import find_case
from db.vetting.queries.opinions import waiting_for_department
from db.vetting.queries.stewards import StewardFilter
from db.vetting.steward_import import preview_stewards
from tests.ledger.lists import sheet as stewards_sheet
from tests.ledger.lists import steward_line
from tests.people import applicant, id_number, version
from tests.scoping import Command
from tests.vetting import applicants_file, candidates_file
from tests.vetting.decided import return_for_changes
from tests.vetting.states import AFTER

WHY, CONTACT = "经走访，与事实不符", "松风社区党群服务中心，0916-5500000"
OVERDUE, TERM_OVER = date(2027, 3, 1), date(2036, 1, 4)
# A day was set off while the announcement hung.
OVER = AFTER + timedelta(days=1)


def _seen(x, application_id):
    return {"application_id": application_id, "seen": version(x, application_id)}


def _steward(x, t):
    return {"steward_id": t.steward, "seen": x.get_one(Steward, t.steward).version}


def _cleared(x, t):
    """Application -> version of whoever waits to be announced."""
    return dict(x.execute(sa.select(Application.id, Application.version).where(col(Application.status) == Status.CLEARED)).all())


def _opinion(x, t, department="court"):
    asked = sa.and_(col(Opinion.application_id) == t.asked, col(Opinion.department) == department)
    return x.scalar(sa.select(Opinion.id).where(asked))


def _answer(x, t, status=OpinionStatus.NO_OBJECTION):
    return [n.Answer(_opinion(x, t), status, WHY)]


def _objection(x):
    return x.scalar(sa.select(Objection.id))


def _examined(x, cast, t, is_upheld=False):
    o.examine_objection(x, cast.alice, objection_id=_objection(x), is_upheld=is_upheld, finding=WHY)
    return t


def _upheld(x, cast, t):
    return _examined(x, cast, t, is_upheld=True)


def _objected(x, cast, t):
    n.answer_opinions(x, cast.departments["court"], answers=_answer(x, t, OpinionStatus.OBJECTION))
    return t


def _court_alone_is_asked(x, cast, t):
    """Each department has a list of its own, which is no other's."""
    for key, actor in cast.departments.items():
        waiting = waiting_for_department(x, actor, offset=0, limit=99) if key != "court" else []
        n.answer_opinions(x, actor, answers=[n.Answer(one.opinion_id, OpinionStatus.NO_OBJECTION) for one in waiting])
    return t


def _returned(x, cast, t):
    return_for_changes(x, cast.grace, **_seen(x, t.waiting), note="请补充电话")
    return t.waiting, as_written(x, cast.bob, t.waiting)


def _written(x, cast, t):
    return t.waiting, as_written(x, cast.bob, t.waiting).model_copy(update={"occupation": "裁缝"})


def _withdrawn(x, cast, t):
    register.withdraw(x, cast.bob, **_seen(x, t.waiting), note=WHY)
    return t


def _someone_new(x, cast, t):
    return t, applicant(cast, 7)


def _candidate(x, cast, t):
    more = {"political": "party_member", "category": "volunteer", "entry_way": "volunteers", "phone": "19900007777"}
    return t.candidate, candidate_as_written(x, cast.bob, current_scheme(x), t.candidate).model_copy(update=more)


def _a_new_round(x, cast, t):
    open_round(x, cast.bob)
    return t


def _suspended(x, cast, t):
    stewards.suspend(x, cast.bob, **_steward(x, t), reason=WHY)
    return t


def _with_pin(x, cast, t):
    pins.set_pin(x, cast.grace, steward_id=t.steward, pin="8305")
    return t


def _applicants(x, cast, t):
    return preview_applicants(x, cast.bob, [applicants_file.sheet(applicants_file.line(0, id_number(date(1958, 2, 3))))])


def _require_appointable(x, who, case):
    p.require_appointable(x, who, case, current_scheme(x))
    return True


REGISTERING = {
    "register": Command(lambda x, who, t: register.register(x, who, applicant=t[1], override=WHY), given=_someone_new),
    "change_and_resubmit": Command(
        lambda x, who, t: register.change_and_resubmit(x, who, **_seen(x, t[0]), applicant=t[1]), given=_returned
    ),
    "correct": Command(lambda x, who, t: register.correct(x, who, **_seen(x, t[0]), applicant=t[1]), given=_written),
    "withdraw": Command(lambda x, who, t: register.withdraw(x, who, **_seen(x, t.waiting), note=WHY)),
    "take_up_again": Command(lambda x, who, t: register.take_up_again(x, who, **_seen(x, t.waiting)), given=_withdrawn),
    "confirm_entry": Command(
        lambda x, who, t: entries.confirm_entry(x, who, entry_id=t[0].entry, applicant=t[1], override=WHY), given=_someone_new
    ),
    "decline_entry": Command(lambda x, who, t: entries.decline_entry(x, who, entry_id=t.entry, reason=WHY)),
    "import_applicants": Command(lambda x, who, preview: import_applicants(x, who, preview=preview), given=_applicants),
    "open_round": Command(lambda x, who, t: open_round(x, who)),
    "note_lookalikes_shown": Command(
        lambda x, who, t: disclosures.note_lookalikes_shown(x, who, application_ids=[t.waiting])
    ),
}  # fmt: skip

CANDIDATES = {
    "can_take_up": Command(lambda x, who, t: c.can_take_up(x, who, t[1]), given=_someone_new),
    "take_candidates": Command(
        lambda x, who, preview: c.take_candidates(x, who, preview=preview),
        given=lambda x, cast, t: candidates_file.preview(x, cast.bob, candidates_file.line(3)),
    ),
    "put_candidates": Command(
        lambda x, who, preview: c.put_candidates(x, who, preview.accepted, 1, 0),
        given=lambda x, cast, t: preview_candidates(x, cast.bob, [candidates_file.sheet(candidates_file.line(3))]),
    ),
    "take_up": Command(
        lambda x, who, t: c.take_up(x, who, candidate_id=t[0], applicant=t[1], override=WHY), given=_candidate
    ),
    "remove_candidate": Command(lambda x, who, t: c.remove_candidate(x, who, candidate_id=t.candidate)),
    "delete_list": Command(
        lambda x, who, batch: c.delete_list(x, who, batch_id=batch),
        given=lambda x, cast, t: candidate_lists(x, cast.bob)[0].batch_id,
    ),
    "show_numbers_of_candidate": Command(
        lambda x, who, t: disclosures.show_numbers_of_candidate(x, who, candidate_id=t.candidate)
    ),
}  # fmt: skip

DECIDING = {
    "decide_many": Command(
        lambda x, who, t: decide.decide_many(x, who, decision=Decision.PASS, seen={t.waiting: version(x, t.waiting)}), by="grace"
    ),
    "decide_many: refusing": Command(
        lambda x, who, t: decide.decide_many(
            x, who, decision=Decision.REFUSE, seen={t.waiting: version(x, t.waiting)}, note=WHY
        ),
        by="grace",
    ),
    "declare_kin": Command(
        lambda x, who, t: decide.declare_kin(x, who, application_id=t.asked, relation=Relation.SIBLING)
    ),
    "take_back_kin": Command(
        lambda x, who, t: decide.take_back_kin(x, who, application_id=t[0].waiting, user_id=t[1]),
        given=lambda x, cast, t: (t, cast.ada.user_id),
    ),
    "answer_opinions": Command(lambda x, who, t: n.answer_opinions(x, who, answers=_answer(x, t)), by="court"),
    "record_reply": Command(lambda x, who, t: n.record_reply(x, who, answers=_answer(x, t))),
    "excuse_missing": Command(
        lambda x, who, t: n.excuse_missing(x, who, opinion_id=_opinion(x, t), reason=WHY), by="alice", on=OVERDUE
    ),
    "ask_again": Command(lambda x, who, t: n.ask_again(x, who, opinion_id=_opinion(x, t)), given=_objected),
    "write_letter": Command(
        lambda x, who, t: n.write_letter(x, who, department="tax", opinion_ids=[_opinion(x, t, "tax")]),
        unseen="nobody_to_ask_about",
    ),
    "show_letter": Command(lambda x, who, t: disclosures.show_letter(x, who, letter_id=t.letter)),
    "show_department_list": Command(
        lambda x, who, t: disclosures.show_department_list(x, who, offset=0, limit=99), by="court", given=_court_alone_is_asked
    ),
    "read_opinions": Command(lambda x, who, t: disclosures.read_opinions(x, who, application_id=t.asked)),
    "show_numbers_of_applicant": Command(
        lambda x, who, t: disclosures.show_numbers_of_applicant(x, who, application_id=t.waiting)
    ),
}  # fmt: skip

ANNOUNCING = {
    "days_for": Command(lambda x, who, t: a.days_for(x, who, list(_cleared(x, t)))),
    "announce": Command(lambda x, who, t: a.announce(x, who, seen=_cleared(x, t), contact=CONTACT), by="alice",
                        unseen="nobody_chosen"),
    "announce_again": Command(
        lambda x, who, t: a.announce_again(x, who, announcement_id=t.announcement, reason=WHY), by="alice", given=_examined
    ),
    "withdraw_announcement": Command(
        lambda x, who, t: a.withdraw_announcement(x, who, announcement_id=t.announcement, reason=WHY), by="alice"
    ),
    "record_objection": Command(
        lambda x, who, t: o.record_objection(
            x, who, objection=o.ObjectionIn(t.announced, WHY), channel=ObjectionChannel.LETTER
        )
    ),
    "examine_objection": Command(
        lambda x, who, t: o.examine_objection(x, who, objection_id=_objection(x), is_upheld=True, finding=WHY)
    ),
    "read_objection": Command(lambda x, who, t: disclosures.read_objection(x, who, objection_id=_objection(x))),
    "refuse_after_objection": Command(
        lambda x, who, t: o.refuse_after_objection(x, who, **_seen(x, t.announced), note=WHY), given=_upheld
    ),
    "appoint": Command(
        lambda x, who, t: p.appoint(x, who, seen={t.announced: version(x, t.announced)}), given=_examined, on=OVER
    ),
    "require_appointable": Command(
        _require_appointable, given=lambda x, cast, t: find_case(x, cast.bob, _examined(x, cast, t).announced), on=OVER
    ),
}  # fmt: skip

SERVING = {
    "find_steward_row": Command(lambda x, who, t: p.find_steward_row(x, who, t.steward)),
    "reappoint": Command(lambda x, who, t: p.reappoint(x, who, **_steward(x, t)), given=_a_new_round),
    "suspend": Command(lambda x, who, t: stewards.suspend(x, who, **_steward(x, t), reason=WHY)),
    "resume": Command(lambda x, who, t: stewards.resume(x, who, **_steward(x, t)), given=_suspended),
    "resign": Command(lambda x, who, t: stewards.resign(x, who, **_steward(x, t), reason=WHY)),
    "end_term": Command(lambda x, who, t: stewards.end_term(x, who, **_steward(x, t)), on=TERM_OVER),
    "dismiss": Command(lambda x, who, t: stewards.dismiss(x, who, **_steward(x, t), reason=WHY)),
    "change_phone": Command(lambda x, who, t: stewards.change_phone(x, who, **_steward(x, t), phone="19912345678")),
    "set_pin": Command(lambda x, who, t: pins.set_pin(x, who, steward_id=t.steward, pin="8305")),
    "clear_pin": Command(lambda x, who, t: pins.clear_pin(x, who, steward_id=t.steward), given=_with_pin),
    "unlock_pin": Command(lambda x, who, t: pins.unlock_pin(x, who, steward_id=t.steward), given=_with_pin),
    "import_stewards": Command(
        lambda x, who, preview: import_stewards(x, who, preview=preview),
        given=lambda x, cast, t: preview_stewards(x, cast.bob, [stewards_sheet(steward_line(0))]),
    ),
    "cards_to_print": Command(lambda x, who, t: disclosures.cards_to_print(x, who, kind="work", steward_ids=[t.steward])),
    "exported_stewards": Command(
        lambda x, who, t: disclosures.exported_stewards(x, who, StewardFilter(), with_full_data=False)
    ),
    "show_numbers_of_steward": Command(lambda x, who, t: disclosures.show_numbers_of_steward(x, who, steward_id=t.steward)),
}  # fmt: skip

COMMANDS = REGISTERING | CANDIDATES | DECIDING | ANNOUNCING | SERVING

# The way of an application or of a steward, once a command has found it and looked at who acts.
INNER = {
    "steward_unit", "register_checked", "put_application", "current_round", "move", "open_step", "note_change", "move_steward",
    "note_steward_change",
}  # fmt: skip
