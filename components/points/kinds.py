"""What service points are, offer, and how they are staffed, in the scheme's words."""

from components.wording.labels import label
from components.wording.words import language, listed
from db.points.checks import kind_of, offered
from db.points.models.points import StaffingWay
from db.scheme import Scheme

# From which list of the scheme comes what a kind of point offers.
OFFERS = {"stations": "what stations offer", "posts": "a post", "nothing": "a room, nothing more"}


def kind_text(scheme: Scheme, key: str) -> str:
    """In the scheme's words; a kind that it no longer has by its key."""
    kind = kind_of(scheme, key)
    return kind.text(language()) if kind else key


def offers_text(scheme: Scheme, kind: str, offers: tuple[str, ...]) -> list[str]:
    words = offered(scheme, kind)
    return [words[key].text(language()) for key in offers if key in words]


def finds_text(scheme: Scheme, kind: str, offers: tuple[str, ...], finds: str) -> str:
    """All that one finds there: of the scheme's list, and what is written beside it."""
    return listed([part for part in (*offers_text(scheme, kind, offers), finds) if part])


def way_text(scheme: Scheme, way: StaffingWay) -> str:
    """How somebody was found, as the programme calls it."""
    words = scheme.points.words_for(way.value)
    return words.text(language()) if words else label(way)
