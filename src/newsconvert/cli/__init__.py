"""The command line. `main` is what `newsconvert` runs; the commands are in modules of their own."""

from __future__ import annotations

import gc
import os
import sys

from .. import __version__

#: What `--help` prints to a terminal of this width; a test holds it to what the application itself would print.
HELP, HELP_COLUMNS = "help.txt", 80
#: New objects between two collections of garbage: what is loaded at the start stays, and need not be looked through.
_SELDOM = 100_000


def main() -> None:
    """Run the command line.

    Exit status: 0 all done, 1 some input failed, 2 wrong usage, 128 and its number for a signal; a reader that went
    away, such as `head`, counts as SIGPIPE.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: `newsconvert >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    try:
        try:
            _main()
        finally:  # here, and not when the interpreter ends, a reader that went away is told from other errors
            sys.stdout.flush()
            sys.stderr.flush()
    except BrokenPipeError:
        for number in (1, 2):  # what is left in buffers must not fail once more when the interpreter ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        sys.exit(141)
    except OSError as problem:
        if problem.filename is not None:
            raise
        from ..errors import reason_of

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(f"error: the output cannot be written: {reason_of(problem)}.")
    except KeyboardInterrupt:  # before a command began, which stops in order
        sys.exit(130)


def _main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding="utf-8")  # Arabic must not fail in the C locale
    # These two are answered without loading the application. In milliseconds of processor time, where `python -c pass`
    # takes 19: this 36, `import typer` alone, which no lazy loading of commands saves, 105, and Typer's own help 868.
    arguments = sys.argv[1:]
    if _undecodable(sys.prefix) or _undecodable(__file__):  # compiled modules cannot be loaded from there
        sys.exit("error: The locale cannot express the path of this installation; set LC_ALL=C.UTF-8.")
    if arguments == ["--version"]:
        print("newsconvert", __version__)
    elif arguments in (["--help"], ["-h"]) and _columns() >= HELP_COLUMNS:
        # pathlib would double the time.
        with open(os.path.join(os.path.dirname(__file__), HELP), encoding="utf-8") as text:  # noqa: PTH118, PTH120, PTH123
            sys.stdout.write(text.read())
    else:
        gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
        from ..patterns import keep_compiled
        from .app import run

        try:
            run()
        finally:
            keep_compiled()
            # The interpreter looks through all objects when it ends, to free what the system frees in any case: that
            # is a fifth to a third of the time of one article.
            gc.freeze()


def _undecodable(path: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in path)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return HELP_COLUMNS
