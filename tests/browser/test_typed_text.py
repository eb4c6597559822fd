"""What somebody typed stands on the screen as it was typed, in every kind of element that reads Markdown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, free_port, wait_until_answered
from tests.browser.seat import PATIENCE_MS
from tests.browser.typed_texts import TYPED

# What a browser shows in every box of Markdown, once the last of them is there: title and subheader, a head with its aside, a
# fact, two lines, a caption, a notice, a number with its name, how far it is, and eleven labels.
EACH = 23
SHOWN = f"""() => {{
    const boxes = [...document.querySelectorAll('[class*=st-key-typed-]')].map(box =>
        [...box.querySelectorAll('[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]')]
            .map(part => part.innerText.trim()).filter(text => text));
    return boxes.every(box => box.length >= {EACH}) && boxes;
}}"""
LINKS = "[data-testid=stMarkdownContainer] a[href], [data-testid=stMarkdownContainer] img"


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "tests/browser/typed_text_program.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "RED_STEWARD_HOME": str(tmp_path)}
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_until_answered(f"http://127.0.0.1:{port}/_stcore/health", server, tmp_path / "server.log")
            opened = browser.new_page()
            opened.goto(f"http://127.0.0.1:{port}/")
            expect(opened.get_by_role("dialog")).to_be_visible(timeout=2 * PATIENCE_MS)
            yield opened
            opened.close()
        finally:
            server.terminate()
            server.wait(timeout=20)


def test_what_was_typed_is_shown_as_it_was_typed(page, checked):
    boxes = page.wait_for_function(SHOWN, timeout=2 * PATIENCE_MS).json_value()
    checked("elements that show what Markdown would alter", sum(map(len, boxes)))
    assert len(boxes) == len(TYPED)
    altered = [(typed, text) for typed, box in zip(TYPED, boxes, strict=True) for text in box if text.replace(typed, "").strip()]
    assert altered == []
    assert page.locator(LINKS).count() == 0
    assert "　".join(TYPED) in page.get_by_role("dialog").inner_text()
