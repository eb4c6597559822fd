"""The menu: sections named by what one does, folded, with what waits beside each name; on tablets few large buttons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from components.shell import browser
from components.shell.entry import Entry
from components.ui import state
from components.ui.moves import HOME
from components.wording.words import t
from db.actor import Actor, Role
from db.office.permissions import OfficePermission
from db.permissions import allows
from db.scheme import Scheme
from db.subjects import modules

_LAST = "Office"
_MOST_LARGE = 3


def _gathered() -> Iterator[Entry]:
    """Home, then every subject's pages from the bottom up; looking after the office comes last."""
    yield Entry("", HOME, "Home", "home", OfficePermission.SEE_HOME, main_for=frozenset(Role))
    entries = [entry for module in modules("components", "menu") for entry in module.MENU]
    yield from sorted(entries, key=lambda entry: entry.section == _LAST)


MENU: tuple[Entry, ...] = tuple(_gathered())
BY_PAGE = {entry.page: entry for entry in MENU}
BY_ADDRESS = {entry.address: entry for entry in MENU}


def is_shown(entry: Entry, actor: Actor, scheme: Scheme) -> bool:
    """Whether the person finds it in the menu. What a page may do is decided by its guard and its commands."""
    if entry.permission is None or not entry.is_listed or actor.role not in entry.roles:
        return False
    return allows(actor, entry.permission) and (entry.is_for is None or entry.is_for(actor, scheme))


def sections(actor: Actor, scheme: Scheme) -> dict[str, list[Entry]]:
    """Section -> what the actor finds there, in the order of the menu."""
    found: dict[str, list[Entry]] = {}
    for entry in MENU:
        if entry.section and is_shown(entry, actor, scheme):
            found.setdefault(entry.section, []).append(entry)
    return found


def _link(entry: Entry, here: str, waiting: Mapping[str, int]) -> str:
    n = waiting.get(entry.page, 0)
    current = ' aria-current="page"' if entry.page == here else ""
    sign = f'<i aria-hidden="true" translate="no">{entry.icon}</i>'
    # Home by its short address: the framework would add it as a second step after the long one.
    place = "" if entry.page == HOME else entry.address
    return f'<a href="/{place}"{current}>{sign}<span>{escape(t(entry.title))}</span>{_count(n)}</a>'


def _count(n: int) -> str:
    return f"<b>{n:,}</b>" if n else ""


def _list(entries: Iterable[Entry], here: str, waiting: Mapping[str, int]) -> str:
    return "<ul>" + "".join(f"<li>{_link(entry, here, waiting)}</li>" for entry in entries) + "</ul>"


def _section(section: str, entries: Sequence[Entry], here: str, waiting: Mapping[str, int]) -> str:
    is_open = here in BY_PAGE and BY_PAGE[here].section == section
    n = sum(waiting.get(entry.page, 0) for entry in entries)
    said = f"<summary><span>{escape(t(section))}</span>{_count(n)}</summary>"
    return f"<details{' open' if is_open else ''}>{said}{_list(entries, here, waiting)}</details>"


def at_the_side(actor: Actor, scheme: Scheme, here: str, waiting: Mapping[str, int]) -> str:
    """For PCs. The section of this page is open; `waiting` is how much waits on each page. Plain links in one piece: ninety of
    the framework's own would cost more than the page."""
    parts = [_section(section, entries, here, waiting) for section, entries in sections(actor, scheme).items()]
    return f'<nav class="rs-menu" aria-label="{t("Menu")}">{_link(BY_PAGE[HOME], here, {})}{"".join(parts)}</nav>'


def along_the_top(actor: Actor, scheme: Scheme, here: str, waiting: Mapping[str, int]) -> str:
    """For tablets and phones: home and the role's main pages as large buttons, the others behind one more."""
    found = sections(actor, scheme)
    listed = [entry for entries in found.values() for entry in entries]
    main = [entry for entry in listed if actor.role in entry.main_for][:_MOST_LARGE] or listed[:_MOST_LARGE]
    links = "".join(_link(entry, here, {} if entry.page == HOME else waiting) for entry in (BY_PAGE[HOME], *main))
    more = "".join(f"<h2>{escape(t(section))}</h2>{_list(entries, here, waiting)}" for section, entries in found.items())
    sheet = f"<details><summary><span>{t('More')}</span></summary><div>{more}</div></details>" if len(listed) > len(main) else ""
    return f'<nav class="rs-top" aria-label="{t("Menu")}">{links}{sheet}</nav>'


def own_corner(name: str, role: str) -> str:
    """Whose page this is, and the way to their account."""
    who = f'<p class="rs-who"><span>{escape(name)}</span><br><small>{escape(role)}</small></p>' if name else ""
    return f'{who}<nav class="rs-menu" aria-label="{t("My account")}">{_link(BY_PAGE["office/account.py"], "", {})}</nav>'


def is_along_the_top() -> bool:
    return state.has_large_text() or browser.is_tablet()
