"""Closed lists: how one may grow, and small ones about people that several subjects share."""

from enum import StrEnum


class Growing(StrEnum):
    """The base of lists to which later subjects and versions add: a column of one carries no CHECK, so that a new member
    rebuilds no table. What a column holds that is not in the list reads as None, and so grants nothing."""


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Political(StrEnum):
    PARTY_MEMBER = "party_member"
    PROBATIONARY = "probationary"
    LEAGUE_MEMBER = "league_member"
    OTHER_PARTY = "other_party"
    MASSES = "masses"
