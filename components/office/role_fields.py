"""Choosing a role, its place, and for a department which one."""

from components.ui.forms import Form
from components.ui.unit_picker import pick_unit
from components.wording.labels import role_title
from components.wording.scheme_terms import named
from components.wording.words import language, t
from db.actor import Actor, Role
from db.office.models import RoleIn
from db.scheme import Scheme

# Whose place is the whole office unless somebody says otherwise. Everybody else belongs to some place in it.
_OF_THE_WHOLE = frozenset({Role.ADMINISTRATOR, Role.CLERK, Role.DEPARTMENT, Role.LEADER})


def role_fields(form: Form, actor: Actor, scheme: Scheme) -> RoleIn | None:
    """Role, then place, then for a department which one. None while the place of somebody local is left open."""
    role = form.choose("role", t("Role"), list(Role), shown=lambda r: role_title(r, scheme, language()))
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True) if role else None
    form.slot("unit")
    department = ""
    if role is Role.DEPARTMENT:
        keys = [d.key for d in scheme.departments]
        department = form.choose("department", t("Department"), keys, shown=lambda k: named(scheme.departments, k)) or ""
    is_left_open = unit is not None and unit.parent_id is None and role not in _OF_THE_WHOLE
    return RoleIn(role=role, unit_id=unit.id, department=department) if role and unit and not is_left_open else None
