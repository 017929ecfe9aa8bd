"""What the layout may take: some time, few collections of garbage, and errors that name the theme that made it fail."""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ...errors import NewsConvertError, ThemeError
from ...model import Article, article_text
from ...resources import THEMES, Theme

#: Seconds for any text, and for each of its characters: a hundred times what the bundled themes take.
_ANY, _EACH = 20.0, 0.003


class _TooLong(Exception):  # noqa: N818 - it never leaves this module
    """Raised in a thread whose layout takes too long."""


@contextmanager
def bounded(theme: Theme, *articles: Article) -> Iterator[None]:
    """Lay articles out in a block.

    A bundled theme is trusted. Raise ThemeError when a user's own theme makes the layout fail, or makes it take a
    hundred times as long as any layout does.
    """
    with _few_collections():
        if theme.folder.is_relative_to(THEMES):
            yield
        else:
            with _translated(theme, articles):
                yield


@contextmanager
def _translated(theme: Theme, articles: Iterable[Article]) -> Iterator[None]:
    characters = sum(len(text) for article in articles for text in article_text(article))
    seconds = _ANY + _EACH * characters
    try:
        with _limited(seconds):
            yield
    except NewsConvertError:
        raise
    except _TooLong:
        raise ThemeError(
            f"{theme.folder}: with its style sheets, the layout takes more than {seconds:.0f} seconds; "
            "use fewer columns, and no widths that hold less than a word."
        ) from None
    except Exception as problem:
        reason = f"{type(problem).__name__}: {problem}"
        raise ThemeError(f"{theme.folder}: its style sheets cannot be laid out ({reason}).") from problem


@contextmanager
def _few_collections() -> Iterator[None]:
    """Collect garbage less often in a block, also where blocks of several threads overlap.

    A layout makes many boxes that live until it ends: to look through them every 700 takes a tenth of its time.
    """
    with _counting:
        usual = gc.get_threshold()
        _before.append(usual)
        gc.set_threshold(max(_SELDOM, usual[0]) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        with _counting:
            first = _before.pop()
            if not _before:
                gc.set_threshold(*first)


#: New objects between two collections, in a layout.
_SELDOM = 20_000
#: The thresholds that the blocks which are open now have found; the first of them is the usual one.
_counting, _before = threading.Lock(), list[tuple[int, int, int]]()


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise _TooLong in this thread when a block takes longer; signals, which do the same, are not a library's."""
    thread = ctypes.c_ulong(threading.get_ident())
    interrupt = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock, ended = threading.Lock(), threading.Event()

    def stop() -> None:
        # What is raised in a callback of the garbage collector or of C is lost there: then the next one stops it.
        for wait in (seconds, *[_AGAIN] * _TIMES):
            if ended.wait(wait):
                return
            with lock:
                if not ended.is_set():
                    interrupt(thread, ctypes.py_object(_TooLong))

    threading.Thread(target=stop, daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        with lock:
            interrupt(thread, None)  # what was raised at the last moment is not to go off after the block


#: After how many seconds a layout is stopped again that went on, and how many times.
_AGAIN, _TIMES = 1.0, 60
