"""Before the screen's library is read, which takes a second: whatever keeps the program from starting is said at once, in both
languages, and nothing but that."""

import os
import sys

from components.shell.addresses import port_given, require_free
from components.wording.refusals import say_refusal
from components.wording.words import LANGUAGES, speaking_in
from db import own_files
from db.errors import Refused
from db.faults import faults_refused
from db.folder_lock import hold
from db.migrate import prepare
from db.settings import PROJECT, settings


def ready() -> int:
    """The port to open, once folder, key and database are as they should be. Ends the program with a sentence otherwise."""
    os.chdir(PROJECT)
    own_files.keep_to_owner()
    try:
        with faults_refused():
            return _ready()
    except Refused as refusal:
        sys.exit(_in_every_language(refusal))
    except OSError as error:
        sys.exit(f"{error.strerror}: {error.filename}")


def _ready() -> int:
    port, home = port_given(), settings().home
    own_files.open_folder(home)
    hold(home)
    require_free(port)
    prepare()
    return port


def _in_every_language(refusal: Refused) -> str:
    said = []
    for language in LANGUAGES:
        with speaking_in(language):
            said.append(say_refusal(refusal))
    return "\n".join(said)
