"""The process in which a document is read that may be made to harm: see `guard`."""

from __future__ import annotations

import pickle
import sys

from . import FORMATS
from .guard import NO_NUMBER, TOO_MUCH
from .passages import Reading, UnreadableError

#: In bytes.
_MEMORY = 1 << 30


def main() -> None:
    """Read the document on standard input within the limits, and write the Reading, or why there is none."""
    format, fast, seconds = sys.argv[1:]
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    chosen = FORMATS[format]
    try:
        found: Reading | str = ((int(fast) and chosen.read_fast) or chosen.read)(sys.stdin.buffer.read())
    except UnreadableError as problem:
        found = str(problem)
    except (MemoryError, RecursionError):
        found = TOO_MUCH
    except (ValueError, OverflowError):
        found = NO_NUMBER
    sys.stdout.buffer.write(pickle.dumps(found))
