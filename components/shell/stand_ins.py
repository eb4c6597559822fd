"""What a library imports and never uses here: an empty module in its place while the library is read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> Any:
        """`from captcha.image import ImageCaptcha` finds a class that does nothing; what belongs to modules is not made up."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


@contextmanager
def standing_in_for(*names: str) -> Iterator[None]:
    """Whoever imports one of them afterwards gets the module itself; what has been imported already stays."""
    put = {name: _Empty(name) for name in names if name not in sys.modules}
    sys.modules.update(put)
    try:
        yield
    finally:
        for name in put:
            sys.modules.pop(name, None)
