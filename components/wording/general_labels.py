"""Labels of people, days, sheets and schemes."""

from enum import Enum

from components.wording.label import Label
from db.actor import Role
from db.calendar import DayKind
from db.scheme import About, Cause, PersonField, StepKind, Suits
from db.spreadsheets import Severity
from db.vocabulary import Political, Sex

GENERAL: tuple[tuple[Enum, Label], ...] = (
    (Role.ADMINISTRATOR, Label("Administrator")),
    (Role.CLERK, Label("Office clerk")),
    (Role.GRID_WORKER, Label("Grid worker")),
    (Role.ESTATE_BRANCH, Label("Estate party branch")),
    (Role.COMMUNITY_PARTY, Label("Community party organisation")),
    (Role.DEPARTMENT, Label("Department reviewer")),
    (Role.PROPERTY, Label("Property company or owners' committee")),
    (Role.STEWARD, Label("Steward")),
    (Role.LEADER, Label("Leader")),
    (Sex.MALE, Label("male")),
    (Sex.FEMALE, Label("female")),
    (Political.PARTY_MEMBER, Label("Party member")),
    (Political.PROBATIONARY, Label("Probationary party member")),
    (Political.LEAGUE_MEMBER, Label("Youth League member")),
    (Political.OTHER_PARTY, Label("Another party or none (by choice)")),
    (Political.MASSES, Label("No party")),
    (DayKind.WORKING, Label("working day")),
    (DayKind.WEEKEND, Label("weekend")),
    (DayKind.HOLIDAY, Label("public holiday")),
    (DayKind.ADJUSTED_WORKING, Label("weekend worked instead of a holiday")),
    (DayKind.OFFICE_WORKING, Label("worked, set by the office")),
    (DayKind.OFFICE_OFF, Label("off, set by the office")),
    (Severity.ERROR, Label("Error", "red", ":material/error:")),
    (Severity.WARNING, Label("Note", "orange", ":material/info:")),
    (StepKind.REVIEW, Label("review")),
    (StepKind.OPINIONS, Label("opinions of departments")),
    (StepKind.ANNOUNCEMENT, Label("public announcement")),
    (StepKind.APPOINTMENT, Label("appointment")),
    (PersonField.NAME, Label("Name")),
    (PersonField.SEX, Label("Sex")),
    (PersonField.BIRTH_DATE, Label("Born")),
    (PersonField.ID_NUMBER, Label("ID number")),
    (PersonField.UNIT, Label("Place")),
    (PersonField.CATEGORY, Label("Category")),
    (PersonField.POLITICAL, Label("Political status")),
    (PersonField.OCCUPATION, Label("Occupation")),
    (About.POLICY, Label("policy")),
    (About.DIFFICULTY, Label("a difficulty")),
    (About.OPINION, Label("an opinion")),
    (About.DISPUTE, Label("a dispute")),
    (About.HAZARD, Label("a hazard")),
    (About.HEALTH, Label("somebody's health")),
    (About.WORK, Label("work")),
    (About.SCHOOL, Label("a child's schooling")),
    (About.NOTHING, Label("nothing particular")),
    (About.OTHER, Label("something else")),
    (Cause.FESTIVAL, Label("before a festival")),
    (Cause.MEMBER_DIED, Label("somebody of the household died")),
    (Cause.NEW_NEED, Label("the household comes into a special group")),
    (Suits.ANY, Label("any visit")),
    (Suits.PROMISE, Label("coming back after a promise")),
    (Suits.ROUND, Label("a round or a knock-on-doors day")),
)
