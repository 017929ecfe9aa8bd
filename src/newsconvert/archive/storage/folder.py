"""Whole bags in a folder of this machine."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import uuid
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ...files import open_regular
from ..model import DECLARATION, PRIVATE
from ..state.store import LocalStore, flush
from .base import Stored, bag_files, refusals


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def files(self, folder: str) -> list[Stored]:
        """Return the files in and below a folder."""
        found, base = list[Stored](), self.root / folder
        if base.is_symlink():  # a bag is a folder of the archive itself
            return [Stored("", -1, "")]
        for where, folders, names in os.walk(base):
            for path in (Path(where, name) for name in (*names, *folders)):
                status = path.lstat()
                if not stat.S_ISDIR(status.st_mode):
                    size = status.st_size if stat.S_ISREG(status.st_mode) else -1
                    found.append(Stored(path.relative_to(base).as_posix(), size, str(status.st_mtime_ns)))
        return found

    def folders(self, folder: str) -> list[str]:
        """Return the names of the folders in a folder."""
        return self._names(folder, folders=True)

    def others(self, folder: str) -> list[str]:
        """Return the names of what else is in a folder, such as links."""
        return self._names(folder, folders=False)

    def _names(self, folder: str, *, folders: bool) -> list[str]:
        base = self.root / folder
        with refusals(self.root):
            every = base.iterdir() if base.is_dir() else ()
            return sorted(path.name for path in every if folders == (path.is_dir() and not path.is_symlink()))

    def set_aside(self, path: str) -> None:
        """Move what does not belong there out of the archive."""
        with refusals(self.root):
            LocalStore(self.root).set_aside(path)

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        return open_regular(self.root / path)

    def put(self, source: Path, folder: str) -> None:
        """Move a bag in place, in one step; from another disk it is copied next to its place first."""
        target = self.root / folder
        with refusals(self.root):
            work = self.root / PRIVATE / "arriving"
            work.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=work) as name:
                arriving = Path(name) / "bag"
                if source.stat().st_dev == work.stat().st_dev:
                    source.rename(arriving)
                else:
                    for path in bag_files(source):
                        copy = arriving / path.relative_to(source)
                        copy.parent.mkdir(parents=True, exist_ok=True)
                        with path.open("rb") as old, copy.open("wb") as new:
                            shutil.copyfileobj(old, new, 1 << 20)
                            new.flush()
                            os.fsync(new.fileno())
                shutil.rmtree(arriving / PRIVATE, ignore_errors=True)
                if os.path.lexists(target):
                    target.rename(Path(name) / "old")
                arriving.rename(target)
                flush(target.parent)

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        target, temporary = self.root / path, self.root / PRIVATE / f"writing-{uuid.uuid4().hex}"
        with refusals(target):
            for folder in (target.parent, temporary.parent):
                folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            if target.is_dir() and not target.is_symlink():
                self.set_aside(path)
                target.parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(target)  # which may be a link or a pipe

    def remove(self, folder: str) -> None:
        """Remove a folder."""
        with refusals(self.root):
            with suppress(IsADirectoryError):
                (self.root / folder / DECLARATION).unlink(missing_ok=True)
            shutil.rmtree(self.root / folder, ignore_errors=True)

    def delete(self, paths: list[str]) -> None:
        """Remove files, as far as they are there."""
        with refusals(self.root):
            for path in paths:
                try:
                    (self.root / path).unlink(missing_ok=True)
                except IsADirectoryError:
                    self.set_aside(path)
