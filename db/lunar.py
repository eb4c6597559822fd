"""On which common day a day of the lunar calendar, or a solar term, falls.

Lunar days are those of the ordinary month: a leap month repeats none. A thirtieth that the month does not have is its last
day, as families keep it.
"""

from datetime import date, timedelta
from functools import lru_cache


# Where the moon stands takes some twenty milliseconds to reckon, and every household's day of remembrance asks for it.
@lru_cache(maxsize=256)
def _lunar_month(year: int, month: int) -> tuple[date, int]:
    """Its first day, and how many it has."""
    # Imported where it is needed: the start of the program does without it.
    from lunar_python import Lunar, LunarMonth  # type: ignore[import-untyped]

    found = LunarMonth.fromYm(year, month)
    solar = Lunar.fromYmd(year, month, 1).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay()), found.getDayCount()


def lunar_day(year: int, month: int, day: int) -> date:
    """A day of the lunar year that begins in `year`; of the twelfth month it may lie in the next common year."""
    first, n_days = _lunar_month(year, month)
    return first + timedelta(days=min(day, n_days) - 1)


def term_day(year: int, term: str) -> date:
    """A solar term of the common year, by its Chinese name. Raises `KeyError` for another word."""
    # Each table begins with the winter solstice of the year before: that of this year stands in the next one.
    for table in (terms(year), terms(year + 1)):
        if (found := table[term]).year == year:
            return found
    raise KeyError(term)


@lru_cache(maxsize=32)
def terms(year: int) -> dict[str, date]:
    """Every solar term from the winter solstice of the year before on, by its Chinese name."""
    from lunar_python import Lunar

    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    return {name: date(at.getYear(), at.getMonth(), at.getDay()) for name, at in table.items()}
