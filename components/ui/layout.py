"""How every page begins, and the few shapes that pages share."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.ui import database, moves, state, text_size
from components.wording.markdown import Markdown, marked, plain
from components.wording.words import moment

_LARGE = """<style>
html{font-size:%dpx !important}
label,label p,button,button p,small,.stMarkdownBadge,[data-testid="stCaptionContainer"] p,[data-baseweb="select"],
[data-testid="stPageLink"] p,[data-testid="stHeader"] a span{font-size:max(18px,.875rem) !important}
[data-testid="stTopNavLink"],[data-testid="stTopNavSection"],[data-testid="stTopNavDropdownLink"]{min-height:60px}
.stButton button,.stDownloadButton button,.stFormSubmitButton button,.stLinkButton a,[data-testid="stPopoverButton"],
[data-testid="stPageLink"] a{min-height:60px}
[data-testid="stButtonGroup"] button,[data-testid="stExpander"] summary,[data-testid="stTextInputRootElement"]{min-height:60px}
[data-testid="stSidebar"]{display:none}
.stTextInput input,.stNumberInput input,.stDateInput input,[data-baseweb="select"]>div{min-height:58px}
p,li,label{line-height:1.45}
</style>"""
_ALWAYS = """<style>
.rs-menu,.rs-top{font-family:inherit}
.rs-menu a,.rs-top a{display:flex;align-items:center;gap:10px;color:#1F1B16;text-decoration:none;border-radius:8px}
.rs-menu i,.rs-top i{font:normal 20px/1 "Material Symbols Rounded";flex:none;width:22px;overflow:hidden;white-space:nowrap}
.rs-menu b,.rs-top b{font-weight:700}
.rs-menu a{padding:5px 8px;line-height:1.5}
.rs-menu ul,.rs-top ul{list-style:none;margin:0;padding:0}
.rs-menu li{margin:0;padding:0}
.rs-menu a:hover,.rs-top a:hover,.rs-menu summary:hover{background:#EFE9E0}
.rs-menu [aria-current],.rs-top [aria-current]{background:#EBDFDB;font-weight:700}
.rs-menu summary{display:flex;gap:10px;align-items:center;padding:7px 8px;
cursor:pointer;color:#5B534B;border-radius:8px;list-style:none}
.rs-menu summary::after,.rs-top summary::after{content:"expand_more";
font:normal 18px/1 "Material Symbols Rounded";margin-left:auto}
.rs-menu details[open]>summary::after{content:"expand_less"}
.rs-menu :focus-visible,.rs-top :focus-visible{outline:3px solid #1F5FA8;outline-offset:1px}
.rs-who{margin:22px 8px 4px;line-height:1.5}
.rs-who small{color:#5B534B;font-size:.875rem}
.rs-top{display:flex;flex-wrap:wrap;gap:10px}
.rs-top>a,.rs-top summary{min-height:60px;padding:0 16px;border:1px solid #D9D2C7;
border-radius:10px;display:flex;gap:8px;align-items:center}
.rs-top summary{cursor:pointer;list-style:none}
.rs-top details{position:relative}
.rs-top details>div{position:absolute;right:0;z-index:1000;min-width:280px;max-width:92vw;max-height:70vh;overflow:auto;
background:#fff;
border:1px solid #D9D2C7;border-radius:10px;padding:10px;box-shadow:0 8px 30px rgba(0,0,0,.18)}
.rs-top h2{font-size:18px;font-weight:400;color:#5B534B;margin:8px 0 2px;padding:0 8px}
.rs-top li a{min-height:60px;padding:0 8px}
@media (max-width:860px){.rs-top>a i{display:none}.rs-top>a,.rs-top summary{padding:0 12px}
.rs-top,.st-key-rs-top{gap:8px !important}}
@media (max-width:600px){.rs-top details>div{position:fixed;left:4vw;right:4vw}}
[class*="st-key-task-"] strong:first-child{font-size:2rem;line-height:1.1;margin-right:4px}
.stMainBlockContainer{max-width:1240px}
@media print{[data-testid="stSidebar"],[data-testid="stHeader"]{display:none}}
[data-testid="stFormSubmitButton"] button p{white-space:nowrap}
@media (max-width:1000px){.st-key-rs-halves [data-testid="stHorizontalBlock"]:has(>[data-testid="stColumn"]){flex-wrap:wrap}
.st-key-rs-halves [data-testid="stColumn"]{min-width:100%}}
.st-key-sign_in_box [data-testid="stFormSubmitButton"] button{background:#B3202A;color:#fff;border-color:#B3202A}
</style>"""


def dress() -> None:
    """Size of text, language of the document, and the cookie's ticket just after signing in."""
    language = "zh-CN" if state.language() == "zh_CN" else "en"
    leave = ' data-leave="1"' if state.kept("has_left") and not state.token() else ""
    shared = ' data-shared="1"' if state.kept("is_shared") else ""
    marks = f'data-language="{language}" data-ticket="{state.kept("ticket") or ""}"{leave}{shared}{_idle()}'
    style = _large() + _ALWAYS if state.has_large_text() else _ALWAYS
    # In one piece, as the menu is: each element of a page costs half a millisecond on its way.
    st.html(f'<script src="/door/page.js" {marks}></script>{style}', unsafe_allow_javascript=True)


def _idle() -> str:
    """On a shared tablet the page locks itself; `page.js` counts."""
    user = state.user()
    return f' data-idle="{database.scheme().visiting.idle_seconds}"' if user and user.is_shared else ""


def _large() -> str:
    return _LARGE % text_size.present()


def enlarge() -> None:
    st.html(_large())


def flashes() -> None:
    """What was saved, on the run after it. Their place is there when nothing is said: else the next run would move everything
    below up, and shut what somebody has just opened there."""
    with st.container(key="rs-flashes"):
        taken = state.take_flashes()
        for kind, message in taken:
            {"success": st.success, "warning": st.warning, "info": st.info}[kind](plain(message), icon=_ICONS[kind])
        if taken:
            # `page.js` looks for this mark and goes to the top of the page.
            st.html(f'<i class="rs-told" id="told-{uuid4().hex[:8]}"></i>')


_ICONS = {"success": ":material/check_circle:", "warning": ":material/warning:", "info": ":material/info:"}


def head(title: str, aside: str = "") -> None:
    """The title at the left; whose and how many at the right."""
    if not aside:
        st.title(plain(title), anchor=False)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(plain(title), anchor=False, width="content")
        st.markdown(plain(aside), width="content")


def facts(values: Mapping[str, str]) -> None:
    """Label and value, one a line; empty values are left out."""
    for name, value in values.items():
        if value:
            with st.container(horizontal=True, gap="small", wrap=False):
                st.markdown(marked(":gray[{name}]", name=name), width=130)
                st.text(value, width="stretch")


def course(lines: Sequence[tuple[datetime, Markdown, str, str]]) -> None:
    """The course of events from first to last: moment, icon, sentence, what was said."""
    for at, icon, sentence, note in lines:
        st.markdown(marked("{icon} **{sentence}** :gray[{at}]", icon=icon, sentence=sentence, at=moment(at)))
        if note:
            st.text(f"　　{note}")


def back(page: str, label: str) -> None:
    moves.link(page, label, "arrow_back")


def halves(left: int = 1, right: int = 1) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns, one under the other on a tablet. Once a page."""
    if is_narrow():
        return st.container(), st.container()
    with st.container(key="rs-halves"):
        one, other = st.columns([left, right], gap="large")
    return one, other


def is_narrow() -> bool:
    """Whether one column is the right shape: large text, on a tablet."""
    return state.has_large_text()


def flash_and_go(message: str, page: str, **params: str) -> None:
    """Says what was saved on the page that comes next."""
    state.flash(message)
    moves.go(page, params)
