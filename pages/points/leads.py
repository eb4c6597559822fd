"""What users of service points noticed: it waits here until it is taken up as a matter."""

import streamlit as st

from components.points import leads
from components.shell import auth
from components.ui import database, layout, paged_list
from components.wording.markdown import md, plain
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.leads import count_leads, find_leads

actor = auth.require_page(PointsPermission.KEEP_SERVICE_LOG)
scheme = database.scheme()
layout.back("points/services.py", t("Service log"))
found = paged_list.read("leads", lambda s, **page: (find_leads(s, actor, **page), count_leads(s, actor)))
layout.head(t("Leads"), md("**{n}** wait", n=found.n_rows))
if not found.rows:
    st.info(plain(t("No lead waits. What people notice and say at a service point appears here.")))
for row in found.rows:
    leads.one(actor, scheme, row)
found.pager()
