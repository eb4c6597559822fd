"""The sentence for each refusal: message id of a RuleError -> what a person reads. Knows no screen."""

from collections.abc import Mapping
from typing import Any

from components.wording.presets import PRESET_REASONS
from components.wording.words import t, weekday
from db.errors import RuleError
from db.subjects import modules

SENTENCES: dict[str, str] = {code: said for module in modules("components", "refusals") for code, said in module.REFUSALS.items()}


def _params(error: RuleError) -> Mapping[str, Any]:
    if "weekday" in error.params:
        return {**error.params, "weekday": weekday(error.params["weekday"])}
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
