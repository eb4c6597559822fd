"""Small closed lists about people that several subjects share."""

from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Political(StrEnum):
    PARTY_MEMBER = "party_member"
    PROBATIONARY = "probationary"
    LEAGUE_MEMBER = "league_member"
    OTHER_PARTY = "other_party"
    MASSES = "masses"
