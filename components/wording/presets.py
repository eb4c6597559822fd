"""Why a preset is refused."""

PRESET_REASONS: dict[str, str] = {
    "preset_missing": "this is missing.",
    "preset_unknown_key": "this key is not known.",
    "preset_not_a_choice": "“{found}” is not one of the possible values.",
    "preset_key_form": "“{found}” is no key: small letters, digits and underscores, beginning with a letter.",
    "preset_empty": "this must not be empty.",
    "preset_not_a_number": "“{found}” is no number.",
    "preset_out_of_range": "“{found}” is outside what is possible.",
    "preset_wrong_value": "“{found}” is not possible here.",
    "preset_range": "the most is {found}, less than the least.",
    "preset_decider": "“{found}” may not take this kind of step.",
    "preset_not_toml": "the file is not TOML ({found}).",
    "preset_key_twice": "the key “{found}” stands twice.",
    "preset_unknown_level": "there is no level “{found}”.",
    "preset_unknown_figure": "there is no figure “{found}”.",
    "preset_steps_order": "reviews and opinions come first, then one announcement, then one appointment.",
    "preset_opinions_twice": "opinions can be asked in one step only.",
    "preset_no_departments": "opinions are asked, but no department is named.",
    "preset_return_forward": "a step can only send back to the applicant or to an earlier review, not to “{found}”.",
    "preset_demo_levels": "the demo needs {found} numbers and {found} names, one for each level under the office.",
    "preset_marks": "the marks make {found}, not 100.",
}
