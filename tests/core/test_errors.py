"""The family of refusals: a code, a field, and what the sentence needs."""

import pytest

from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused, RuleError, Stale, raise_all


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (NotAllowed, "not_allowed"),
        (NotFound, "not_found"),
        (Invalid, "invalid"),
        (Stale, "stale"),
        (Conflict, "conflict"),
        (Refused, "refused"),
    ],
)
def test_every_refusal_is_of_the_family_and_has_a_code_of_its_own(kind, code):
    assert issubclass(kind, RuleError)
    assert kind().code == code


def test_a_refusal_carries_its_field_and_what_its_sentence_needs():
    refusal = Invalid("too_long", "remark", most=300)
    assert (refusal.code, refusal.field, refusal.params) == ("too_long", "remark", {"most": 300})


def test_a_code_given_to_one_refusal_does_not_stick_to_the_next():
    Conflict("login_taken")
    assert Conflict().code == "conflict"


def test_several_wrong_fields_are_raised_as_one_refusal_that_names_them_all():
    with pytest.raises(Invalid) as caught:
        raise_all([Invalid("name_missing", "name"), Invalid("phone_form", "phone"), Invalid("id_form", "id_number")])
    assert [wrong.field for wrong in caught.value.all] == ["name", "phone", "id_number"]


def test_no_wrong_field_raises_nothing():
    assert raise_all([]) is None


def test_a_refusal_by_itself_is_all_there_is():
    refusal = Invalid("name_missing", "name")
    assert refusal.all == (refusal,)
