"""Who may be the same person as somebody on file: asked about before the registration goes on."""

from datetime import date

import pytest

from db.errors import Conflict
from db.office.queries import current_scheme
from db.vetting.applicants import check_applicant
from db.vetting.commands.disclosures import note_lookalikes_shown
from db.vetting.commands.register import register
from db.vetting.commands.registration_rounds import open_round
from db.vetting.queries.lookalikes import Likeness, find_lookalikes
from db.vetting.queries.registration_rounds import open_round_id
from tests.conftest import MONDAY
from tests.people import applicant, id_number
from tests.vetting.states import everything, journal

pytestmark = pytest.mark.both_databases

BORN = date(1958, 2, 3)
REASON = "本人到场，两人身份证不同"


def _first(session, cast, **changes):
    written = applicant(cast, name="赵建平", id_number=id_number(BORN), **changes)
    return register(session, cast.bob, applicant=written)


def _same_name_and_birth(cast):
    return applicant(cast, 1, name="赵建平", id_number=id_number(BORN, county=1))


def _near_name(cast):
    """Written otherwise, read alike, a month younger."""
    return applicant(cast, 1, name="赵健萍", id_number=id_number(date(1958, 3, 3), county=1))


def _same_id(cast):
    return applicant(cast, name="赵建萍", id_number=id_number(BORN))


@pytest.mark.parametrize("make", [_same_name_and_birth, _near_name])
def test_a_lookalike_is_refused_without_a_reason_and_named(session, cast, make):
    first = _first(session, cast)
    before = everything(session)
    with pytest.raises(Conflict) as refusal:
        register(session, cast.bob, applicant=make(cast), override="  ")
    assert (refusal.value.code, refusal.value.params["ids"]) == ("lookalikes", [first])
    assert everything(session) == before


@pytest.mark.parametrize(
    ("make", "likeness"), [(_same_name_and_birth, "same_name_and_birth"), (_near_name, "near_name")], ids=["same", "near"]
)
def test_a_lookalike_is_accepted_with_a_reason_and_the_override_is_recorded(session, cast, make, likeness):
    first = _first(session, cast)
    second = register(session, cast.bob, applicant=make(cast), override=REASON)
    entry, _ = journal(session, "application_registered")
    assert (entry["application"], entry["overrides"]) == (second, [f"{likeness}:{first}"])


def test_the_same_id_number_of_an_earlier_round_is_asked_about(session, cast):
    first = _first(session, cast)
    open_round(session, cast.bob)
    with pytest.raises(Conflict) as refusal:
        register(session, cast.bob, applicant=_same_id(cast))
    assert (refusal.value.code, refusal.value.params["ids"]) == ("lookalikes", [first])


def test_the_same_id_number_of_an_earlier_round_is_accepted_with_a_reason(session, cast):
    first = _first(session, cast)
    open_round(session, cast.bob)
    register(session, cast.bob, applicant=_same_id(cast), override="去年未通过，今年再报名")
    assert journal(session, "application_registered")[0]["overrides"] == [f"same_id:{first}"]


def test_a_namesake_a_generation_younger_is_no_lookalike(session, cast):
    _first(session, cast)
    young = applicant(cast, 1, name="赵建平", id_number=id_number(date(1988, 2, 3)), party_joined="2010.07")
    assert register(session, cast.bob, applicant=young)


def test_somebody_else_of_the_same_birth_date_is_no_lookalike(session, cast):
    _first(session, cast)
    assert register(session, cast.bob, applicant=applicant(cast, 1, name="孙文德", id_number=id_number(BORN, county=1)))


def test_a_lookalike_is_shown_in_full_so_that_two_people_can_be_told_apart(session, cast):
    _first(session, cast)
    checked = check_applicant(current_scheme(session), _near_name(cast), MONDAY)
    [other] = find_lookalikes(session, cast.bob, checked, round_id=open_round_id(session))
    assert (other.likeness, other.id_number, other.phone) == (Likeness.NEAR_NAME, id_number(BORN), "19900000000")
    assert (other.is_this_round, other.registered_on, other.unit_name) == (True, MONDAY, "松风社区 松风苑 1号楼")


def test_showing_lookalikes_is_recorded(session, cast):
    first = _first(session, cast)
    note_lookalikes_shown(session, cast.bob, application_ids=[first])
    assert journal(session, "personal_data_shown") == [{"what": "lookalike", "ids": [first]}]


def test_somebody_on_file_in_another_community_is_not_shown_there(session, cast):
    _first(session, cast)
    checked = check_applicant(current_scheme(session), _near_name(cast), MONDAY)
    assert find_lookalikes(session, cast.charlie, checked, round_id=open_round_id(session)) == []
