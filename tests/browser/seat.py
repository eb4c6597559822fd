"""What a person does at a browser, in the words that stand on the screen."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, TimeoutError, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Server

# Long enough for the slowest machine; nothing waits for it when it is quick.
PATIENCE_MS = 30_000

# True once the script has not run, and the connection has stood, for a third of a second.
QUIET = """() => {
    const app = document.querySelector('[data-testid=stApp]')?.dataset;
    const quiet = app?.testScriptState === 'notRunning' && app?.testConnectionState === 'CONNECTED';
    // A page that was loaded anew meanwhile has forgotten when it was busy.
    if (!quiet || window.lastBusy === undefined) window.lastBusy = performance.now();
    return performance.now() - window.lastBusy > 330;
}"""


class Seat:
    """One browser; `who` is the name of the person that signed in at it, proved again whenever it opens a page."""

    def __init__(self, page: Page, server: "Server") -> None:
        self.page, self.server, self.address = page, server, server.address
        self.who: str | None = None
        self.outside: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws"))):
            self.outside.append(url)

    def settled(self) -> None:
        """The script has run and stays so: a press is answered by one run, and often by a second one at once."""
        self.page.evaluate("window.lastBusy = performance.now()")
        self.page.wait_for_function(QUIET)

    def go(self, address: str = "") -> "Seat":
        self.page.goto(f"{self.address}/{address}")
        expect(self.page.get_by_test_id("stMain")).to_be_visible()
        self.settled()
        self.prove_who_is_here()
        return self

    def prove_who_is_here(self) -> None:
        """The person's own corner, at the side on a PC and along the top on a tablet, and no sign-in form."""
        if self.who is None:
            return
        at_the_side = self.page.get_by_test_id("stSidebar").get_by_text(self.who, exact=True)
        at_the_top = self.page.get_by_test_id("stPopover").filter(has_text=self.who)
        expect(at_the_side.or_(at_the_top).locator("visible=true").first).to_be_visible()
        expect(self.page.get_by_label("密码", exact=True)).to_have_count(0)

    def fill(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True).locator("visible=true").first
        field.fill(text)
        field.press("Tab")
        self.settled()

    def press(self, name: str | re.Pattern[str]) -> None:
        exact = isinstance(name, str)
        self.page.get_by_role("button", name=name, exact=exact).locator("visible=true").first.click()
        self.settled()

    def choose(self, label: str, option: str | None) -> None:
        """From a list that opens, by its label (None: the first). A run that ends just then closes it: it is opened again."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).locator("visible=true").first
        options = self.page.get_by_role("option")
        wanted = self.page.get_by_role("option", name=option, exact=True) if option else options.first
        for _attempt in range(5):
            box.locator("input").click()
            try:
                wanted.click(timeout=3000)
                break
            except TimeoutError:
                self.page.keyboard.press("Escape")
        self.settled()

    def tap(self, option: str) -> None:
        """One of the buttons that stand side by side."""
        self.page.get_by_test_id("stButtonGroup").get_by_role("button", name=option, exact=True).or_(
            self.page.get_by_test_id("stButtonGroup").get_by_role("radio", name=option, exact=True)
        ).locator("visible=true").first.click()
        self.settled()

    def _tick_at(self, table: int, y: float) -> None:
        # Tables are drawn on a canvas: there is nothing to find but a place.
        self.page.get_by_test_id("stDataFrame").nth(table).click(position={"x": 18, "y": y})
        self.settled()

    def tick(self, row: int, table: int = 0) -> None:
        """The box at the left of a row of a table, the first row being 0."""
        self._tick_at(table, 36 + 38 * row + 19)

    def tick_all(self, table: int = 0) -> None:
        self._tick_at(table, 18)

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def does_not_see(self, text: str) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)

    def sign_in(self, login: str, password: str) -> None:
        self.who = None
        if not self.page.get_by_label("用户名", exact=True).is_visible():
            self.go()
        self.fill("用户名", login)
        self.fill("密码", password)
        self.press("登录")
        self.sees(re.compile("您好|我的账号"))
        self.who = self.server.name_of(login)
        self.prove_who_is_here()

    def sign_out(self, button: str = "退出") -> None:
        self.press(button)
        self.who = None
        self.sees("登录")

    def menu(self, title: str) -> None:
        """By its title, in whichever section it lies folded."""
        named = f"a:has(span:text-is('{title}'))"
        link = self.page.locator(f".rs-menu {named}")
        if not link.is_visible():
            self.page.locator(f".rs-menu details:has({named}) summary").click()
        link.click()
        self.settled()
        self.prove_who_is_here()

    def upload(self, path: Path) -> None:
        self.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(path)
        self.settled()

    def download(self, name: str | re.Pattern[str]) -> Path:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=name).locator("visible=true").first.click()
        return Path(waiting.value.path())

    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def text(self) -> str:
        return self.page.inner_text("body")
