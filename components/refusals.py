"""The sentence for each refusal: message id of a RuleError -> what a person reads. Knows no screen."""

from collections.abc import Mapping
from typing import Any

from components.wording.presets import PRESET_REASONS
from components.wording.refusals_ledger import LEDGER
from components.wording.refusals_must import MUST
from components.wording.refusals_office import OFFICE
from components.wording.refusals_rounds import ROUNDS
from components.wording.refusals_sheets import SHEETS
from components.wording.refusals_tablet import TABLET
from components.wording.refusals_vetting import VETTING
from components.wording.refusals_visits import VISITS
from components.words import t
from db.errors import RuleError

SENTENCES = {**OFFICE, **VETTING, **LEDGER, **VISITS, **TABLET, **MUST, **SHEETS, **ROUNDS}


def _params(error: RuleError) -> Mapping[str, Any]:
    if error.code != "preset_broken":
        return error.params
    reason = t(PRESET_REASONS[error.params["reason"]], found=error.params["found"])
    return {**error.params, "reason": reason}


def say_refusal(error: RuleError) -> str:
    """The sentence that tells a person what is wrong and what to do next."""
    return t(SENTENCES[error.code], **_params(error))


def say_code(code: str, **params: Any) -> str:
    """For refusals that come back as ids, without their error. `name` and `n` must be given where the sentence has them."""
    return t(SENTENCES[code], **params)
