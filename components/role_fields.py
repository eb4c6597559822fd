"""Choosing a role, its place, and for a department which one."""

from components.forms import Form
from components.labels import role_title
from components.units import pick_unit
from components.vetting import named
from components.words import language, t
from db.actor import Actor, Role
from db.office.models import RoleIn
from db.scheme import Scheme


def role_fields(form: Form, actor: Actor, scheme: Scheme) -> RoleIn | None:
    """Role, then place, then for a department which one."""
    role = form.choose("role", t("Role"), list(Role), shown=lambda r: role_title(r, scheme, language()))
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True) if role else None
    form.slot("unit")
    department = ""
    if role is Role.DEPARTMENT:
        keys = [d.key for d in scheme.departments]
        department = form.choose("department", t("Department"), keys, shown=lambda k: named(scheme.departments, k)) or ""
    return RoleIn(role=role, unit_id=unit.id, department=department) if role and unit else None
