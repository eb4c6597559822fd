"""Partner organisations at Building 1 of Pine Court."""

from sqlmodel import Session

from db.natural_order import sort_key
from db.points.models.partners import Partner, PartnerKind
from tests.cast import Cast


def a_partner(session: Session, cast: Cast, name: str = "和顺物业公司") -> int:
    row = Partner(unit_id=cast.places.buildings[0], kind=PartnerKind.PROPERTY_COMPANY, name=name, sort_key=sort_key(name))
    session.add(row)
    session.flush()
    return row.id or 0
