"""The main job in one test: from registration to a card that says it is valid."""

from datetime import date

import pytest

from db import audit, clock
from db.vetting.models.stewards import Steward
from db.vetting.queries.stewards import CardState, card_state
from tests.people import announced, appointed, cleared

pytestmark = pytest.mark.both_databases


def test_a_person_goes_from_registration_to_a_valid_card(session, cast):
    application_id = cleared(session, cast)
    announced(session, cast, application_id)
    with clock.at(date(2026, 12, 1)):
        [steward_id] = appointed(session, cast, application_id)
        steward = session.get_one(Steward, steward_id)
        assert card_state(session, steward.card_token, clock.today()) is CardState.VALID
    assert audit.verify(session).broken_at is None
