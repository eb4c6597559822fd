"""A picture of the place is put in, or taken away."""

import streamlit as st

from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import act, later
from components.wording.words import t
from db.actor import Actor
from db.points.commands.pictures import put_picture, take_picture_away
from db.points.queries.pictures import picture_of


def change(actor: Actor, point_id: int) -> None:
    """Never needed; what the camera wrote into it does not stay in it."""
    with database.reading() as s:
        known = picture_of(s, actor, point_id)
    st.subheader(t("Picture (never needed)"), anchor=False)
    if known:
        st.image(known, width=420)
        taken = lambda s: take_picture_away(s, actor, point_id=point_id)  # noqa: E731
        act(t("Take the picture away"), taken, t("The picture is gone."), key="picture-away", icon=":material/delete:")
    brought = st.file_uploader(t("Of the place, without people"), type=["jpg", "jpeg", "png"], key=f"picture-{point_id}")
    if brought and st.button(t("Use this picture"), key="picture-use"):
        with rule_errors():
            with database.session() as s:
                put_picture(s, actor, point_id=point_id, content=brought.getvalue())
            later(t("The picture is saved."))
