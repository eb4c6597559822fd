"""From a Typst template and its content to a PDF with our fonts in it."""

import json
from pathlib import Path
from typing import Any

import typst

from components.paper.glyphs import FONTS
from db.text import all_texts, visible

_HERE = Path(__file__).parent


def compiled(template: str, content: dict[str, Any]) -> bytes:
    """`content` reaches the template as JSON: what a person wrote is never markup."""
    data = json.dumps(all_texts(content, visible))
    made = typst.compile(
        str(_HERE / template), root=str(_HERE), sys_inputs={"data": data}, font_paths=[str(FONTS)], format="pdf"
    )  # fmt: skip
    return bytes(made)
