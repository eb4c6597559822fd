"""What a person is told when something about a service point cannot be done as it is."""

REFUSALS: dict[str, str] = {
    "point_unit": "Please choose where the service point is to be.",
    "point_kind": "Please choose what kind of service point it is.",
    "point_name": "A name has {least} to {most} characters.",
    "point_text_long": "At most {most} characters, please.",
    "point_capacity": "A number from 1 to {most}, please, or leave it empty.",
    "point_offer": "This kind of service point does not offer that. Please choose from the list.",
    "point_known": "“{name}” is known there already. Please look in the list, or give it another name.",
    "point_not_found": "There is no such service point, or it does not belong to your unit.",
    "point_moved": "Somebody has changed “{name}” in the meantime. Please look at it again.",
    "point_ended": "“{name}” was given up or not set up. Please take it up again first.",
    "point_no_hours": "Please say first when “{name}” is open: nobody would know when to come.",
    "no_such_point_move": "“{name}” does not stand where this can be done. Please look at it again.",
}
