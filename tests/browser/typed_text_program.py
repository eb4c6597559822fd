"""Every kind of element that reads Markdown, once for each text that somebody typed: what `test_typed_text` looks at."""

import streamlit as st

from components.ui.layout import facts, head
from components.wording.markdown import joined, marked, plain, plainly
from tests.browser.typed_texts import TYPED


def in_lines(text: str) -> None:
    st.title(plain(text), anchor=False)
    st.subheader(plain(text), anchor=False)
    head(text, marked("**{text}**", text=text))
    facts({text: text})
    st.markdown(plain(text))
    st.markdown(marked(":gray[{text}] :red-badge[{text}]", text=text))
    st.caption(plain(text))
    st.info(plain(text))
    st.metric(plain(text), plain(text))
    st.progress(0.5, text=plain(text))


def in_labels(text: str) -> None:
    st.button(plain(text))
    st.page_link(st.Page(lambda: None, title="x", url_path="x"), label=plain(text))
    st.checkbox(plain(text))
    st.text_input(plain(text))
    st.selectbox(plain(text), [text])
    st.pills("", [text], format_func=plainly(str), key=f"pills-{text}")
    st.segmented_control("", [text], format_func=plainly(str), key=f"segments-{text}")
    st.radio("", [text], format_func=plainly(str), key=f"radio-{text}")
    st.expander(plain(text)).text("")
    st.popover(plain(text)).text("")
    st.tabs([plain(text)])


for number, typed in enumerate(TYPED):
    with st.container(key=f"typed-{number}"):
        in_lines(typed)
        in_labels(typed)
st.dialog(joined("　", TYPED))(lambda: st.text(""))()
