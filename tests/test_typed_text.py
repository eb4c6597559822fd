"""Reads the code: what somebody typed reaches a call of Streamlit that reads Markdown only through what escapes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATHS = [path for folder in ("components", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
# What reads Markdown in its first argument (with `write`, which would guess, nothing is shown at all).
FIRST = {
    "title", "header", "subheader", "markdown", "caption", "badge", "info", "warning", "error", "success", "toast", "write",
    "button", "download_button", "form_submit_button", "link_button", "menu_button", "checkbox", "toggle", "radio", "pills",
    "segmented_control", "selectbox", "multiselect", "slider", "select_slider", "text_input", "text_area", "number_input",
    "date_input", "time_input", "datetime_input", "color_picker", "file_uploader", "camera_input", "audio_input", "expander",
    "popover", "tabs", "status", "spinner", "dialog", "metric",
}  # fmt: skip
# What else reads it: second arguments, and arguments by name.
ALSO = {"metric": (1,), "page_link": (), "progress": (1,)}
BY_NAME = {"label", "body", "text", "help", "captions", "value_text"}
# Whose options are Markdown too.
SIDE_BY_SIDE = {"pills", "segmented_control", "radio"}
# What gives Markdown: it escapes what it is given, or says only words of our own.
ESCAPES = {"plain", "md", "marked", "joined", "badge", "shown"}
# A logger's methods are called as some of Streamlit's.
NO_SCREEN = {"log"}


def is_safe(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.IfExp():
            return is_safe(node.body) and is_safe(node.orelse)
        case ast.List() | ast.Tuple():
            return all(map(is_safe, node.elts))
        case ast.Call(func=ast.Name(id="t"), keywords=[]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in ESCAPES
    return False


def _ours(tree: ast.Module) -> set[str]:
    """Names that are imported, but Streamlit's own."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return {alias.asname or alias.name for node in nodes for alias in node.names} - {"st"} | NO_SCREEN


def read_as_markdown(call: ast.Call, name: str) -> Iterator[ast.expr]:
    places = ((0,) if name in FIRST else ()) + ALSO.get(name, ())
    yield from (call.args[place] for place in places if place < len(call.args))
    yield from (keyword.value for keyword in call.keywords if keyword.arg in BY_NAME)


def _root(node: ast.expr) -> ast.expr:
    return _root(node.value) if isinstance(node, ast.Attribute) else node


def _is_plainly(call: ast.Call) -> bool:
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "format_func"), None)
    return isinstance(given, ast.Call) and ast.unparse(given.func) == "plainly"


def unsafe(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    ours = _ours(tree)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        base, name = _root(call.func.value), call.func.attr
        if (name not in FIRST and name not in ALSO) or (isinstance(base, ast.Name) and base.id in ours):
            continue
        if not all(map(is_safe, read_as_markdown(call, name))) or (name in SIDE_BY_SIDE and not _is_plainly(call)):
            yield f"{call.lineno} {ast.get_source_segment(source, call)}"


def test_what_was_typed_is_escaped_wherever_markdown_is_read(checked):
    checked("modules that may show something", len(PATHS))
    assert [f"{path.relative_to(ROOT)}:{call}" for path in PATHS for call in unsafe(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "call",
    [
        "st.title(name)", 'st.button(f"{name}")', 'st.info(t("Open {name}", name=name))', 'st.text_input(label="a" + name)',
        'place.button(name)', 'st.toggle("a", help=name)', 'st.pills("a", names)', 'st.pills("a", names, format_func=str)',
        'st.metric("a", name)', "st.tabs([name])", 'st.progress(0.5, text=name)', 'st.page_link(page, label=name)',
    ],
)  # fmt: skip
def test_a_value_that_is_not_escaped_is_found(call):
    assert len(list(unsafe(f"import streamlit as st\n{call}"))) == 1


@pytest.mark.parametrize(
    "call",
    [
        "st.title(plain(name))", 'st.info(md("Open {name}", name=name))', 'st.info(t("Open"))', "st.text(name)",
        'st.pills("a", names, format_func=plainly(str))', "log.error(name)", 'st.info("a" if x else plain(x))',
    ],
)  # fmt: skip
def test_a_value_that_is_escaped_is_let_pass(call):
    assert list(unsafe(f"import streamlit as st\n{call}")) == []


OWN_MARKS = re.compile(r"\*\*|:[a-z-]+\[|:material/|`")


def _texts(path: Path, name: str) -> Iterator[str]:
    """What is handed to the functions of this name as it stands."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name and call.args:
            yield from (node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant) and node.value)


def test_a_sentence_with_marks_of_its_own_is_said_as_markdown():
    assert [text for path in PATHS for text in _texts(path, "t") if OWN_MARKS.search(text)] == []


def test_nothing_is_put_where_escapes_would_be_read_as_they_stand():
    said = [text for path in PATHS for name in ("md", "marked") for text in _texts(path, name)]
    assert len(said) > 100
    assert [text for text in said if "`" in text] == []
