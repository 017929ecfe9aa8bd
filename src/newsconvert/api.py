"""Read, convert, write: the public functions."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from .errors import InputError, OutputError, UnknownFormatError
from .model import Article, Volume
from .options import ReaderOptions
from .plugins import find
from .readers import overrides, reader_for, readers, shaping
from .readers.structure import Decision
from .resources import Resources
from .result import Converted
from .writers import Writer, writers

PathLike = str | os.PathLike[str]


def load(
    source: PathLike | bytes,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
) -> Converted[Article]:
    """Return the article in a file, or in bytes, with the warnings raised on the way.

    `reader` names the format; without it the file's ending tells, and bytes are plain text. `file_name` is recorded
    as the provenance of bytes. A sidecar, `NAME.toml` beside `NAME.txt`, overrides what was found. Raise InputError,
    which names the file, when it cannot be read.
    """
    return explain(source, reader=reader, file_name=file_name, options=options)[0]


def explain(
    source: PathLike | bytes,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
) -> tuple[Converted[Article], list[Decision]]:
    """Return what `load` does, and what each line was taken for, by which rule, if the reader works by rules."""
    stated: _Sidecar | None = None
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        file_name = file_name or path.name
        reading = options or ReaderOptions()
        try:
            with path.open("rb") as file:
                data = file.read(reading.limits.size + 1)
        except OSError as problem:
            raise InputError(f"{path}: {_reason(problem)}.") from problem
        stated = _sidecar(path)
    chosen = find("reader", reader, readers()) if reader else reader_for(file_name)
    try:
        found, decisions = chosen.read_explained(data, replace(options or ReaderOptions(), file_name=file_name))
    except InputError as problem:
        where = file_name if isinstance(source, bytes) else source
        raise type(problem)(f"{where}: {problem}" if where else str(problem)) from problem
    return _overridden(found, stated), decisions


_Sidecar = tuple[str, dict[str, Any]]


def _sidecar(path: Path) -> _Sidecar | None:
    """Return the sidecar of the file at `path` and what it states, if there is one."""
    sidecar = path.parent / f"{path.stem}.toml"
    if sidecar == path or not sidecar.is_file():
        return None
    try:
        return _stated(str(sidecar), sidecar.read_bytes())
    except OSError as problem:
        raise InputError(f"{sidecar}: the sidecar cannot be read ({problem}).") from problem


def _stated(where: str, sidecar: bytes) -> _Sidecar:
    try:
        return where, overrides.toml(sidecar.decode("utf-8-sig"), where)
    except UnicodeDecodeError as problem:
        raise InputError(f"{where}: the sidecar cannot be read ({problem}).") from problem


def _overridden(found: Converted[Article], sidecar: _Sidecar | None) -> Converted[Article]:
    if sidecar is None:
        return found
    path, values = sidecar
    stated = shaping.tidied(overrides.override(found.value, values, path))
    return Converted(stated.value, (*found.warnings, *stated.warnings))


def load_many(
    source: PathLike | BinaryIO,
    *,
    reader: str | None = None,
    file_name: str | None = None,
    options: ReaderOptions | None = None,
    sidecar: bytes | None = None,
) -> Iterator[tuple[str, Converted[Article] | InputError]]:
    """Yield each article in a file, or in an open binary one, with a name for it.

    That is the file's own name without its ending, with the record's number where the file holds many; an open file
    has no name but `file_name`. A record that is no article is yielded as its InputError, and the others follow.
    Memory does not grow with the number of records. A sidecar overrides fields of all of them; that
    of an open file may be given as `sidecar`. Raise InputError when the file cannot be read at all.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        try:
            with io.BufferedReader(io.FileIO(path), 1 << 16) as file:
                yield from _records(file, reader, file_name or path.name, str(path), options, _sidecar(path))
        except OSError as problem:
            raise InputError(f"{path}: {_reason(problem)}.") from problem
        return
    buffered = source if isinstance(source, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", source))
    stated = _stated("the sidecar", sidecar) if sidecar is not None else None
    yield from _records(buffered, reader, file_name, file_name or "", options, stated)


def _records(
    file: io.BufferedReader[Any],
    reader: str | None,
    file_name: str | None,
    where: str,
    options: ReaderOptions | None,
    sidecar: _Sidecar | None,
) -> Iterator[tuple[str, Converted[Article] | InputError]]:
    chosen = find("reader", reader, readers()) if reader else reader_for(file_name)
    stem, at = Path(file_name or "").stem, f"{where}: " if where else ""
    try:
        for number, found in chosen.read_many(file, replace(options or ReaderOptions(), file_name=file_name)):
            name = stem if number is None else f"{stem or 'article'}-{number:06}"
            yield name, (type(found)(f"{at}{found}") if isinstance(found, InputError) else _overridden(found, sidecar))
    except InputError as problem:
        raise type(problem)(f"{at}{problem}") from problem


def read(source: PathLike | bytes, *, reader: str | None = None) -> Article:
    """Return the article in a file or in bytes; see `load`, which also returns the warnings."""
    return load(source, reader=reader).value


def render(article: Article, to: str, *, resources: Resources | None = None, **options: Any) -> Converted[bytes]:
    """Return `article` as a document in the format `to`, with the warnings raised on the way.

    `options` are the fields of the writer's options type (see `newsconvert.options`). Raise UnknownFormatError for an
    unknown format, TypeError for an unknown option, and another NewsConvertError when the document cannot be made.
    """
    writer = find("format", to, writers())
    return writer.write(article, writer.options(**options), resources or Resources.from_environment())


def write(article: Article, to: str, **options: Any) -> bytes:
    """Return `article` as a document in the format `to`; see `render`, which also returns the warnings."""
    return render(article, to, **options).value


def bind(volume: Volume, to: str, *, resources: Resources | None = None, **options: Any) -> Converted[bytes]:
    """Return the articles of `volume` as one document in the format `to`, with the warnings raised on the way.

    Raise what `render` does, and OptionError for a format that holds one article only.
    """
    writer = find("format", to, writers())
    return writer.bind(volume, writer.options(**options), resources or Resources.from_environment())


def convert(source: PathLike | bytes, target: PathLike, **options: Any) -> Converted[Path]:
    """Convert the file `source` to the file `target`, whose ending names the format; return its path and warnings.

    An existing `target` is replaced in one step. Raise InputError, UnknownFormatError or OutputError.
    """
    path = Path(target)
    writer = writer_for(path.name)
    article = load(source)
    document = render(article.value, writer.name, **options)
    save(path, document.value)
    return Converted(path, article.warnings + document.warnings)


def writer_for(file_name: str) -> Writer:
    """Return the writer whose ending the file's name has. Raise UnknownFormatError when there is none."""
    every = writers()
    found = next((writer for writer in every.values() if file_name.lower().endswith(writer.suffix)), None)
    if found is None:
        raise UnknownFormatError("format", Path(file_name).suffix.lstrip("."), tuple(every))
    return found


def save(path: Path, data: bytes) -> None:
    """Write `data` beside `path` and move it into place, so that no half-written file is ever seen.

    Raise OutputError when the folder cannot be written to.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".newsconvert-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)  # mkstemp makes private files; a document is an ordinary one
        Path(temporary).replace(path)
    except OSError as problem:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path}: the document cannot be written: {_reason(problem)}.") from problem


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
