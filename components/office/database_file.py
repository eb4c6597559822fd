"""What the administrator should know of the database file: damage that was found, and unsealed copies that are left."""

import streamlit as st

from components.ui.forms import act
from components.wording.words import t
from db.actor import Actor
from db.office.commands.plain_copies import delete_plain_copies, plain_copies_here
from db.soundness import known_damage


def show(actor: Actor) -> None:
    if damage := known_damage():
        st.subheader(t("Damage in the database"), anchor=False)
        st.text(t("Please tell whoever looks after the program: the last copy has to be put back (python -m seed restore FILE)."))
        st.code("\n".join(damage), language=None)
    if copies := plain_copies_here():
        st.subheader(t("Unsealed copies of the database"), anchor=False)
        st.text(t("The database is sealed since the last update. These files of before can be read by anybody who gets hold of "
                  "them; delete them once the program runs as it should."))  # fmt: skip
        st.code("\n".join(copy.name for copy in copies), language=None)
        act(t("Delete the unsealed copies"), lambda s: delete_plain_copies(s, actor), t("Deleted."), key="delete-plain-copies",
            icon=":material/delete:")  # fmt: skip
