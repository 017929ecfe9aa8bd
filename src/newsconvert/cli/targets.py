"""Where the documents of `newsconvert convert` go: files of unlike names in a folder, one file, or standard output."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum, auto
from pathlib import Path

import typer

from ..errors import OptionError, OutputError
from ..naming import UniqueNames, safe_name
from ..readers import readers
from ..writers import Writer, writers
from .arguments import Formats
from .paths import is_folder, status_of
from .shared import writers_named

#: Endings of documents that one may hope for and cannot have, beside those of the readers.
_NOT_MADE = {".doc", ".rtf", ".odt", ".mobi", ".azw3", ".ps", ".tex", ".xml", ".xhtml", ".png", ".jpg", ".zip"}


class Existing(Enum):
    """What to do where a document exists."""

    REFUSE = auto()
    REPLACE = auto()
    SKIP = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """The files of one article by format, and those of its documents that exist and are kept."""

    files: dict[str, Path]
    kept: tuple[Path, ...] = ()


def destination(output: str, formats: Formats, sources: int) -> tuple[Path | None, list[Writer]]:
    """Return the one file that `output` names, None for a folder or standard output, and the writers asked for.

    `output` is a file where it has the ending of a format, unless it ends in a slash or is a folder already. Raise
    OptionError where more than one document would go there, or where no writer has the ending of a document.
    """
    path = Path(output)
    folder = output == "-" or output.endswith(("/", os.sep)) or is_folder(path)
    writer = next((one for one in writers().values() if path.name.lower().endswith(one.suffix)), None)
    ending, others = path.suffix.lower(), _NOT_MADE | _read_only()
    if folder or (writer is None and ending not in others):
        close = get_close_matches(ending, [one.suffix for one in writers().values()], 1, cutoff=0.74)
        if close and not folder:
            raise OptionError(
                f"--output {output}: no format has the ending {ending}; for a file write {path.stem}{close[0]}, for a "
                f"folder of that name {output}/."
            )
        return None, writers_named(formats.to)
    if writer is None:
        raise OptionError(
            f"--output {output}: no writer makes {path.suffix} files; the formats are {', '.join(writers())}. "
            f"For a folder of that name write {output}/."
        )
    if sources != 1:
        raise OptionError(
            f"--output {output} names one document, and {sources} sources are given; name a folder, or bind them in "
            f"one document with --bind. For a folder of that name write {output}/."
        )
    if "to" in formats.given and [one.name for one in writers_named(formats.to)] != [writer.name]:
        raise OptionError(f"--output {output} is for {writer.name}, and --to {','.join(formats.to or ())} is not.")
    return path, [writer]


def _read_only() -> set[str]:
    return {suffix for reader in readers().values() for suffix in reader.suffixes}


@dataclass(slots=True)
class Targets:
    """Gives each article the files of its documents.

    `folder` is where they go, `file` the one file where one was named; with `stdout` they have none. `sources` are
    files that must never be replaced;
    where `lenient`, an article is not made in the format of its own source, which is then no error.
    """

    folder: Path
    file: Path | None
    formats: list[Writer]
    existing: Existing
    sources: Iterable[str | Path]
    stdout: bool = False
    lenient: bool = False
    _names: UniqueNames = field(default_factory=UniqueNames)
    _protected: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._protected = {key for source in self.sources if (key := _key(source))}

    @property
    def single(self) -> bool:
        """Whether there is room for one article only."""
        return self.stdout or self.file is not None

    def place(self, name: str) -> Place:
        """Return where the documents of the article `name` go.

        Raise OutputError where one would replace a source, or a document that is to stay.
        """
        if self.stdout:
            return Place({})
        if self.file:
            files = {writer.name: self.file for writer in self.formats}
        else:
            stem = self._names.take(safe_name(name))
            files = {writer.name: self.folder / (stem + writer.suffix) for writer in self.formats}
        found = {format_: path for format_, path in files.items() if _key(path)}
        for format_, path in list(found.items()):
            if _key(path) in self._protected:
                if self.lenient and len(files) > 1:
                    typer.echo(f"warning: {path}: this is a source, and stays; no {format_} is made of it.", err=True)
                    del files[format_], found[format_]
                    continue
                raise OutputError(
                    f"{path}: this is a source, and no source is ever replaced; name another folder with --output."
                )
        if found and self.existing is Existing.REFUSE:
            names = ", ".join(map(str, found.values()))
            raise OutputError(f"{names}: already there; add --force to replace, or --skip-existing to keep.")
        if self.existing is Existing.SKIP:
            return Place({one: path for one, path in files.items() if one not in found}, tuple(found.values()))
        return Place(files)


def _key(path: str | Path) -> tuple[int, int] | None:
    """Return what identifies a file, whatever names and links lead to it; None where there is no file."""
    status = status_of(path)
    return (status.st_dev, status.st_ino) if status else None
