"""One browser tab, as the server sees it: Streamlit's messages over a websocket, without a browser."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.TextInput_pb2 import TextInput
from websockets.asyncio.client import connect


@dataclass
class Answer:
    """What came back for one press until the script rested. `wrong` says why nobody could go on."""

    ms: float = 0.0
    n_bytes: int = 0
    buttons: dict[str, str] = field(default_factory=dict)
    text_fields: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    asks_for_password: bool = False
    wrong: list[str] = field(default_factory=list)

    def note(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        self.kinds[kind] += 1
        self.asks_for_password |= kind == "text_input" and element.text_input.type == TextInput.PASSWORD
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "text_input":
            self.text_fields.append(element.text_input.id)
        elif kind == "html":
            self.scripts.append(element.html.body)
        elif kind == "download_button":
            self.downloads.append(element.download_button.deferred_file_id)
        elif kind == "alert":
            self.said.append(element.alert.body)
        self.wrong += _problems(kind, element)


def _problems(kind: str, element: Element) -> Iterator[str]:
    if kind == "exception":
        yield f"{element.exception.type}: {element.exception.message}"
    if kind == "alert" and element.alert.format == Alert.ERROR:
        yield element.alert.body
    if kind == "text_input" and element.text_input.type == TextInput.PASSWORD:
        yield "the sign-in form: nobody is signed in"


class Tab:
    """`async with Tab(port, token) as tab`; then pages are opened and buttons pressed. Without a token nobody is signed in.

    `id` is the server's name for the tab, known once a page was opened. `headers` come with the connection.
    """

    def __init__(self, port: int, token: str = "", **headers: str) -> None:
        self._host, self._token, self._headers = f"127.0.0.1:{port}", token, headers
        self._page_hash, self.last, self.id = "", Answer(), ""
        # As a browser does: what was marked as worth keeping comes the next time as its mark alone.
        self._kept: dict[str, ForwardMsg] = {}

    async def __aenter__(self) -> Self:
        headers = {"Cookie": f"red_steward={self._token}", "Origin": f"http://{self._host}"} | self._headers
        address = f"ws://{self._host}/_stcore/stream"
        self._socket = await connect(address, additional_headers=headers, subprotocols=["streamlit"], max_size=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, page: str, query: str = "") -> Answer:
        request = BackMsg()
        request.rerun_script.page_name, request.rerun_script.query_string = page, query
        request.rerun_script.context_info.url = f"http://{self._host}/{page}"
        return await self._ask(request)

    async def rerun(self, typed: str = "") -> Answer:
        """The page as it stands, with `typed` in its first text field."""
        request = self._here()
        if typed:
            request.rerun_script.widget_states.widgets.add(id=self.last.text_fields[0], string_value=typed)
        return await self._ask(request)

    async def press(self, label: str, query: str = "", typed: Sequence[str] = ()) -> Answer:
        """`typed` stands in the text fields of the page, from the first on."""
        request = self._here()
        request.rerun_script.query_string = query
        for text_field, text in zip(self.last.text_fields, typed, strict=False):
            request.rerun_script.widget_states.widgets.add(id=text_field, string_value=text)
        request.rerun_script.widget_states.widgets.add(id=self.last.buttons[label], trigger_value=True)
        return await self._ask(request)

    async def make(self, download: str) -> str:
        """The address of the file that a press on a download button makes."""
        request, message = BackMsg(), ForwardMsg()
        request.backend_operation_request.request_id = request.backend_operation_request.session_id = self.id
        request.backend_operation_request.deferred_file.file_id = download
        await self._socket.send(request.SerializeToString())
        while message.WhichOneof("type") != "backend_operation_response":
            message.ParseFromString(await self._socket.recv())
        return str(message.backend_operation_response.deferred_file.url)

    def _here(self) -> BackMsg:
        request = BackMsg()
        request.rerun_script.page_script_hash = self._page_hash
        return request

    async def _ask(self, request: BackMsg) -> Answer:
        started, answer = time.perf_counter(), Answer()
        request.rerun_script.cached_message_hashes.extend(self._kept)
        await self._socket.send(request.SerializeToString())
        while not await self._is_last(answer):
            pass
        answer.ms = (time.perf_counter() - started) * 1000
        self.last = answer
        return answer

    def _in_full(self, message: ForwardMsg) -> ForwardMsg:
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return self._kept[message.ref_hash] if message.ref_hash else message

    async def _is_last(self, answer: Answer) -> bool:
        raw, message = await self._socket.recv(), ForwardMsg()
        message.ParseFromString(raw)
        answer.n_bytes += len(raw)
        message = self._in_full(message)
        kind = message.WhichOneof("type")
        if kind in ("new_session", "navigation"):
            self._page_hash = getattr(message, kind).page_script_hash
            self.id = message.new_session.initialize.session_id or self.id
        elif kind == "page_not_found":
            answer.wrong.append("no such page")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            answer.note(message.delta.new_element)
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            answer.wrong.append("the script does not compile")
        # A page that was left for another one goes on by itself.
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
