"""Refusals about households, shops, lists and who looks after whom."""

LEDGER: dict[str, str] = {
    # a household
    "door_missing": "Please write the door, as in 3栋2单元501.",
    "title_missing": "Please write the name of the shop.",
    "number_form": "Please write a whole number, at most {most}.",
    "care_unknown": "“{name}” is no special group of the scheme. There are: {near}.",
    "household_not_found": "This household does not exist, or it is not one of yours.",
    "household_moved": "Somebody has changed this household since you opened it. Please compare below and choose.",
    "household_gone": "This household is no longer here. Please bring it back first.",
    "household_alike": "Somebody on file looks like the same household. Please compare below.",
    "member_not_found": "This person is not in this household.",
    "same_household": "Please choose another household: this is the same one.",
    "kind_differs": "A family and a shop cannot become one.",
    "nobody_to_split": "Please choose who moves into the new household.",
    "deed_not_found": "There is nothing here that could be undone.",
    "deed_built_on": "Something has been changed since. Please undo that first, or mend it by hand.",
    # lists
    "batch_not_found": "This list does not exist, or a colleague brought it in.",
    "batch_not_taken": "This list has not been taken in, or is undone already.",
    "batch_built_on": "{n} of its households have been worked on since. The list can no longer be undone.",
    "nothing_to_take": "There is nothing in this list that the ledger does not have.",
    # who looks after whom
    "steward_not_active": "{name} is not in service. Please choose somebody else.",
    "steward_is_kin": "{name} is declared as kin of this household. Please choose somebody else.",
    "assignment_moved": "Somebody has given this household to another steward meanwhile. Please look again.",
    "proposal_not_found": "This proposal does not exist, or it is another unit's.",
    "proposal_decided": "This proposal has been adopted or dropped already.",
    "nothing_to_hand_over": "Please choose at least one household.",
    "until_past": "Please choose a day to come.",
    "load_range": "Please write a number from 0 to {most}.",
}
