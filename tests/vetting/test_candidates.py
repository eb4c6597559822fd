"""A candidate becomes an applicant by a press; lists are deleted; nobody sees those of another community."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.office.queries import current_scheme
from db.presets import load_preset
from db.vetting.candidates import age_of, category_for
from db.vetting.commands.candidates import delete_list, remove_candidate, take_up
from db.vetting.commands.disclosures import show_numbers_of_candidate
from db.vetting.models.applications import Application, Source
from db.vetting.models.candidates import Candidate, MemberKind
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.candidates import (
    CandidateFilter,
    candidate_as_written,
    candidate_facts,
    candidate_lists,
    count_candidates,
    find_candidates,
)
from tests.people import applicant, registered
from tests.vetting.candidates_file import NUMBERS, line, taken
from tests.vetting.states import a_steward, codes, journal

MONDAY = date(2026, 11, 23)


def _written(session, who, candidate_id, **changes):
    """The form as it stands, with what the list does not say."""
    written = candidate_as_written(session, who, current_scheme(session), candidate_id)
    return written.model_copy(update={"category": "volunteer", "entry_way": "volunteers"} | changes)


def _press(session, who, candidate_id, *, request_id=None, override="", **changes):
    applicant = _written(session, who, candidate_id, **changes)
    return take_up(session, who, candidate_id=candidate_id, applicant=applicant, override=override, request_id=request_id)


def _n(session, table) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_press_registers_the_candidate_with_what_the_list_said(session, cast):
    [one] = taken(session, cast.bob, line(0))
    facts = application_facts(session, cast.bob, _press(session, cast.bob, one))
    assert (facts.name, facts.employer, facts.party_organisation, facts.party_joined) == (
        "赵在职", "示范县中心小学", "示范县中心小学党支部", "1995",
    )  # fmt: skip
    assert (facts.unit_id, facts.speciality, facts.source) == (cast.places.buildings[0], "调解", Source.CANDIDATE)
    assert [move.user_name for move in story(session, cast.bob, facts.id)] == [cast.bob.name]


def test_the_candidate_then_says_which_application_it_became(session, cast):
    [one] = taken(session, cast.bob, line(0))
    application_id = _press(session, cast.bob, one)
    assert candidate_facts(session, cast.bob, one).application_id == application_id
    assert [row.application_id for row in find_candidates(session, cast.bob, CandidateFilter())] == [application_id]
    assert find_candidates(session, cast.bob, CandidateFilter(is_open=True)) == []
    assert journal(session, "candidate_taken_up") == [{"candidate": one, "application": application_id}]


def test_a_press_that_arrives_twice_registers_once(session, cast):
    [one], press = taken(session, cast.bob, line(0)), uuid4()
    assert _press(session, cast.bob, one, request_id=press) == _press(session, cast.bob, one, request_id=press)
    assert _n(session, Application) == 1


def test_two_people_who_press_register_once(session, cast):
    [one] = taken(session, cast.bob, line(0))
    _press(session, cast.bob, one, request_id=uuid4())
    with pytest.raises(Conflict, match="candidate_taken_up"):
        _press(session, cast.alice, one, request_id=uuid4())


def test_the_rules_of_registration_hold(session, cast):
    [one] = taken(session, cast.bob, line(0, 身份证号="", 联系电话=""))
    with pytest.raises(Invalid) as refusal:
        _press(session, cast.bob, one, category="")
    assert {(wrong.code, wrong.field) for wrong in refusal.value.all} == {
        ("id_missing", "id_number"), ("phone_missing", "phone"), ("category_unknown", "category"),
    }  # fmt: skip
    [other] = taken(session, cast.bob, line(0, 身份证号="", 联系电话=""), line(1, 楼栋=""))[1:]
    with pytest.raises(Invalid, match="unit_wrong_level"):
        _press(session, cast.bob, other)


def test_what_was_missing_and_is_typed_is_taken(session, cast):
    [one] = taken(session, cast.bob, line(0, 身份证号="", 联系电话="", 楼栋=""))
    typed = {"id_number": NUMBERS[3], "phone": "19900000055", "unit_id": cast.places.buildings[1]}
    assert application_facts(session, cast.bob, _press(session, cast.bob, one, **typed)).unit_id == cast.places.buildings[1]


def test_a_steward_is_not_registered_again(session, cast):
    [one] = taken(session, cast.bob, line(0, 姓名="孙再职", 身份证号=""))
    a_steward(session, cast, 0)
    with pytest.raises(Conflict, match="candidate_serves"):
        _press(session, cast.bob, one, id_number=applicant(cast, 0).id_number)
    assert candidate_facts(session, cast.bob, one).application_id is None


def test_an_applicant_is_not_registered_again(session, cast):
    [one] = taken(session, cast.bob, line(0))
    registered(session, cast, 5, id_number=NUMBERS[0], name="赵在职")
    assert candidate_facts(session, cast.bob, one).is_applicant
    with pytest.raises(Conflict, match="candidate_applied"):
        _press(session, cast.bob, one)


def test_a_look_alike_is_asked_about_as_at_the_desk(session, cast):
    [one] = taken(session, cast.bob, line(0, 身份证号=""))
    registered(session, cast, 5, name="赵在职", id_number=NUMBERS[4], phone="19900000066")
    with pytest.raises(Conflict, match="lookalikes"):
        _press(session, cast.bob, one, id_number=NUMBERS[3])
    assert _press(session, cast.bob, one, id_number=NUMBERS[3], override="两人都到场")


def test_another_community_finds_no_candidate_to_press(session, cast):
    [one] = taken(session, cast.bob, line(0))
    applicant = _written(session, cast.bob, one)
    acts = (
        lambda who: take_up(session, who, candidate_id=one, applicant=applicant),
        lambda who: remove_candidate(session, who, candidate_id=one),
        lambda who: show_numbers_of_candidate(session, who, candidate_id=one),
    )
    assert [codes(act, cast.charlie) for act in acts[:2]] == [["candidate_not_found"]] * 2
    assert [codes(act, cast.leo)[0] for act in acts] == ["not_allowed"] * 3
    assert _n(session, Candidate) == 1


def test_who_may_register_but_sees_no_candidates_takes_nobody_up(session, cast):
    [one] = taken(session, cast.bob, line(0))
    applicant = _written(session, cast.bob, one)
    assert (
        codes(lambda who: take_up(session, who, candidate_id=one, applicant=applicant), cast.grace, cast.ben)
        == ["candidate_not_found"] * 2
    )


def test_full_numbers_are_shown_for_the_record_only(session, cast):
    [one] = taken(session, cast.bob, line(0))
    masked = candidate_facts(session, cast.bob, one)
    assert (masked.id_number, masked.phone) == (f"{NUMBERS[0][:6]}********{NUMBERS[0][-4:]}", "199****0000")
    full = show_numbers_of_candidate(session, cast.bob, candidate_id=one)
    assert (full.id_number, full.phone) == (NUMBERS[0], "19900000000")
    assert journal(session, "numbers_opened") == [{"application": None, "steward": None, "candidate": one}]


def test_candidates_are_found_by_name_kind_and_where_they_live(session, cast):
    taken(
        session, cast.bob, line(0), line(1, 党员类别="在册党员", 楼栋="2号楼"),
        line(2, 党员类别="两新党员", 所在社区="柳河社区", 居住小区="柳岸家园"),
    )  # fmt: skip

    def found(**wanted):
        return [row.name for row in find_candidates(session, cast.bob, CandidateFilter(**wanted))]

    assert (found(search="赵"), found(search="qzz"), found(search="2号楼")) == (["赵在职"], ["钱在职"], ["钱在职"])
    assert (found(kind=MemberKind.NEW_ORGANISATION), found(unit_path=cast.alice.unit_path)) == (["孙在职"], ["赵在职", "钱在职"])
    assert count_candidates(session, cast.alice, CandidateFilter()) == {MemberKind.ON_THE_JOB: 1, MemberKind.REGISTERED: 1}
    assert [row.name for row in find_candidates(session, cast.bob, CandidateFilter(), offset=1, limit=1)] == ["钱在职"]


def test_a_list_is_deleted_whole_and_who_applied_stays_an_applicant(session, cast):
    first, _ = taken(session, cast.bob, line(0), line(1))
    application_id = _press(session, cast.bob, first)
    [one] = candidate_lists(session, cast.bob)
    assert (one.n_candidates, one.n_taken_up, one.user_name) == (2, 1, cast.bob.name)
    assert delete_list(session, cast.bob, batch_id=one.batch_id) == 2
    assert (_n(session, Candidate), candidate_lists(session, cast.bob)) == (0, [])
    assert application_facts(session, cast.bob, application_id).name == "赵在职"
    assert journal(session, "candidates_deleted") == [{"batch": one.batch_id, "n_people": 2}]


def test_a_community_deletes_no_list_that_reaches_beyond_it(session, cast):
    taken(session, cast.bob, line(0), line(1, 所在社区="柳河社区", 居住小区="柳岸家园"))
    [one] = candidate_lists(session, cast.bob)
    assert candidate_lists(session, cast.alice) == []
    for who in (cast.alice, cast.charlie):
        with pytest.raises(NotFound, match="candidate_list_not_found"):
            delete_list(session, who, batch_id=one.batch_id)
    with pytest.raises(NotAllowed):
        delete_list(session, cast.leo, batch_id=one.batch_id)


def test_one_candidate_can_be_removed(session, cast):
    first, second = taken(session, cast.bob, line(0), line(1))
    remove_candidate(session, cast.alice, candidate_id=first)
    assert [row.id for row in find_candidates(session, cast.bob, CandidateFilter())] == [second]
    assert journal(session, "candidate_removed") == [{"candidate": first}]


@pytest.mark.parametrize(("born", "age"), [("1968-11-24", 57), ("1968-11-23", 58), ("1968-12", 58), ("1968", 58), ("", None)])
def test_an_age_is_told_as_far_as_it_is_known(born, age):
    assert age_of(born, MONDAY) == age


def test_the_scheme_s_category_is_filled_where_it_has_one_of_that_kind(session, cast):
    named = {kind: category_for(load_preset("fushan"), kind) for kind in MemberKind}
    assert named == {
        MemberKind.REGISTERED: "registered_member", MemberKind.ON_THE_JOB: "on_the_job_member",
        MemberKind.NEW_ORGANISATION: "new_organisation_member",
    }  # fmt: skip
    assert {category_for(load_preset("qianxi"), kind) for kind in MemberKind} == {""}
