"""What a person is told when a tablet or a PIN is refused."""

TABLET: dict[str, str] = {
    "device_name_missing": "Please write the tablet's name, at most 40 characters, as in “tablet 1”.",
    "device_not_found": "This tablet is no shared tablet any more.",
    "text_size_unknown": "There is no such size of text. Please choose one of the three.",
    "role_not_on_shared": "On a shared tablet no other role can be worn. Please sign in at an office PC.",
    "pin_form": "A PIN has {least} to {most} digits and nothing else.",
    "pin_common": "Too many people take this number. Please choose one that is harder to guess.",
    "pin_of_person": "This number stands on the steward's papers: birthday, telephone, ID or card. Please choose another.",
    "pins_differ": "The two PINs differ. Please have it typed again.",
    "pin_not_in_service": "{name} is not in service now and needs no PIN.",
    "pin_account_closed": "The account {login} is closed. Please ask the administrator to open it first.",
    "pin_none": "No PIN is set for {name}.",
}
