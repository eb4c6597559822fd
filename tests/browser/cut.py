"""A wire between browser and server that can be cut: what Wi-Fi does to a tablet."""

import contextlib
import socket
import threading
import time


class Wire:
    """Listens on the port that the server knows as its wire's and hands every byte on. `cut` drops what stands and refuses for so
    many seconds."""

    def __init__(self, port: int, to: int) -> None:
        self._to, self._cut_until = ("127.0.0.1", to), 0.0
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", port))
        self.port = self._listening.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def cut(self, seconds: float) -> None:
        self._cut_until = time.monotonic() + seconds
        for end in list(self._open):
            self._drop(end)

    def close(self) -> None:
        # Whoever waits in `accept` would keep the port.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listening.close()
        self.cut(0)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        if time.monotonic() < self._cut_until:
            near.close()
            return
        try:
            far = socket.create_connection(self._to)
        except OSError:
            near.close()
            return
        self._open |= {near, far}
        threading.Thread(target=self._hand_on, args=(far, near), daemon=True).start()
        self._hand_on(near, far)

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                other.sendall(piece)
        self._drop(one)
        self._drop(other)

    def _drop(self, end: socket.socket) -> None:
        self._open.discard(end)
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
