"""The lock of an archive in storage elsewhere: an object that the run which has it changes every few seconds.

No clocks are compared: a lock that does not change for a while was left by a run that was killed.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from ..errors import NewsConvertError, OutputError
from .model import PRIVATE
from .storage import Storage, read

LEASE = f"{PRIVATE}/run"
#: Seconds between changes, and how many may be missed.
BEAT, _MISSED = 4.0, 3
#: Seconds after which one of two runs that began at once sees the other.
_SETTLE = 0.5


@contextmanager
def lease(storage: Storage, address: str, *, beat: float = BEAT) -> Iterator[Callable[[], None]]:
    """Lock an archive for a block; what it yields raises OutputError once another run has taken the lock over.

    Raise OutputError if another run has it. After a kill this waits for some seconds.
    """
    taken = OutputError(f"{address}: another run is working on this archive; wait until it has ended.")
    token, lost, ended = uuid.uuid4().hex, threading.Event(), threading.Event()
    before = read(storage, LEASE)
    for _ in range(_MISSED if before is not None else 0):
        time.sleep(beat)
        if read(storage, LEASE) != before:
            raise taken
    storage.write(LEASE, token.encode())
    time.sleep(min(beat, _SETTLE))

    def is_ours() -> bool:
        return (read(storage, LEASE) or b"").startswith(token.encode())

    def keep() -> None:
        number = 0
        while not ended.wait(beat):
            with suppress(NewsConvertError):  # storage that refuses for a while
                number += 1
                if not is_ours():
                    lost.set()
                    return
                storage.write(LEASE, f"{token} {number}".encode())

    def check() -> None:
        if lost.is_set():
            raise taken

    if not is_ours():
        raise taken
    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield check
    finally:
        ended.set()
        keeper.join()
        with suppress(OutputError):
            if not lost.is_set() and is_ours():
                storage.delete([LEASE])
