"""Two neighbouring communities see their own applicants only; `tests/test_scopes.py` asks every query as every role."""

import pytest

from db.vetting.queries.applications import applications
from tests.people import registered

pytestmark = pytest.mark.both_databases


def test_two_neighbours_each_see_their_own_side_only(session, cast):
    """Pine comes before Willow in the tree: what lies before a unit is hidden like what lies after it."""
    units = cast.places.buildings[0], cast.places.willow_building
    pine, willow = (registered(session, cast, n, unit_id=unit) for n, unit in enumerate(units))
    seen = {who.name: [row.id for row in applications(session, who)] for who in (cast.alice, cast.charlie, cast.bob)}
    assert seen == {cast.alice.name: [pine], cast.charlie.name: [willow], cast.bob.name: [willow, pine]}
