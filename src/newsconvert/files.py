"""Opening files that others may have put in place: what is not a regular file is refused, and nothing waits."""

from __future__ import annotations

import errno
import io
import os
import stat


def open_regular(path: str | os.PathLike[str], *, follow: bool = True) -> io.FileIO:
    """Open a regular file for reading. `follow` says whether it may be a symbolic link to one.

    Raise OSError, also for a named pipe, a device or a folder, and without waiting for what might write to a pipe.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    number = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", os.fspath(path))
        return io.FileIO(number)
    except BaseException:
        os.close(number)
        raise


def read_regular(path: str | os.PathLike[str], most: int = -1) -> bytes:
    """Return the bytes of a regular file, `most` of them at most. Raise what `open_regular` raises."""
    with open_regular(path) as file:
        return file.read(most)
