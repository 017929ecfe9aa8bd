"""`newsconvert verify`: whether a document holds all of its source in order, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from ..api import load, load_many
from ..errors import InputError, NewsConvertError, OptionError, UnknownFormatError, reason_of
from ..model import Article, Volume
from ..options import ReaderOptions
from ..readers import readers
from ..readers.images import Folder, from_bytes
from ..verification import FORMATS, Attached, Receipt, attached_sources, recorded_hashes, verify_document, verify_volume
from ..writers import writers
from .arguments import Reading, takes
from .paths import is_folder
from .shared import reader_named


@takes(reading=Reading)
def verify(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, or folders of archives.")],
    *,
    sources: Annotated[
        list[str] | None,
        typer.Option("--source", help="File, or folder of files, that the documents were made from; repeatable."),
    ] = None,
    reading: Reading,
    as_json: Annotated[bool, typer.Option("--json", help="Print one receipt per line, as JSON.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out what is seen of a PDF: its ink and fonts.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what is wrong.")] = False,
) -> None:
    """Read the text back out of documents, and say what of their source is missing, added, changed or out of order.

    The source is that of --source, else the one that a PDF carries, else a file of the same name beside the document.
    Exit status: 0 if all is well, 1 if something is not.
    """
    given = _Sources(sources or [], reader_named(reading.reader), reading.options_of_readers())
    wrong = False
    for path in paths:
        try:
            if is_folder(path):
                wrong |= not _archive(path, as_json, quiet, fast=fast)
                continue
            receipt = _receipt(path, given, fast=fast)
        except (OptionError, UnknownFormatError):
            raise
        except NewsConvertError as problem:
            wrong = True
            typer.echo(f"error: {problem}", err=True)
            continue
        wrong |= not receipt.ok
        if as_json:
            typer.echo(json.dumps({"path": str(path), **receipt.to_json()}, ensure_ascii=False))
            continue
        for finding in receipt.findings:
            typer.echo(f"{path}: {finding}.")
        if receipt.ok and not quiet:
            pages = f", {receipt.pages} page{'s' * (receipt.pages > 1)}" if receipt.pages else ""
            typer.echo(f"{path}: whole ({receipt.pieces} pieces, {receipt.words} words{pages}).")
    if wrong:
        raise typer.Exit(1)


def _archive(folder: Path, as_json: bool, quiet: bool, *, fast: bool) -> bool:
    """Verify an archive, and print what is wrong with it; return whether nothing is."""
    from ..archive.model import CATALOGUE, DECLARATION, PRIVATE
    from ..archive.verify import verify_archive

    if not ((folder / DECLARATION).is_file() or (folder / PRIVATE).is_dir() or (folder / CATALOGUE).is_dir()):
        raise InputError(f"{folder}: this folder is no archive; name the documents in it.")
    whole = True
    try:
        for finding in verify_archive(folder, fast=fast):
            whole = False
            told = json.dumps({"path": str(folder), "ok": False, "finding": str(finding)}, ensure_ascii=False)
            typer.echo(told if as_json else f"{folder}: {finding}.")
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise InputError(f"{problem.filename}: {reason_of(problem)}.") from problem
    if whole and (as_json or not quiet):
        typer.echo(
            json.dumps({"path": str(folder), "ok": True}, ensure_ascii=False) if as_json else f"{folder}: whole."
        )
    return whole


class _Sources:
    """Where the articles of documents are found."""

    def __init__(self, named: list[str], reader: str | None, options: ReaderOptions, *, assume: bool = False) -> None:
        """Keep how sources are read; with `assume`, as if pictures that are not there now had been there."""
        self.named, self.reader, self.options, self._assume = named, reader, options, assume

    @cached_property
    def assuming(self) -> _Sources:
        """The same sources, if the pictures that are not there now were there when the documents were made."""
        return _Sources(self.named, self.reader, self.options, assume=True)

    def _options(self, file: Path) -> ReaderOptions:
        """Return how the source is read that is, or is taken to be, at the path `file`."""
        return replace(self.options, folder=_Pictures(file.parent, assume=self._assume))

    def of(self, path: Path, format: str, data: bytes) -> tuple[Article, ...]:
        """Return the article that a document was made from, or all those of a volume. Raise InputError if unknown."""
        if self.named:
            return self._find_articles(path, recorded_hashes(format, data))
        if attached := attached_sources(format, data):
            return tuple(self._read_attached(path, source, alone=len(attached) == 1) for source in attached)
        return (self._beside(path, recorded_hashes(format, data)),)

    def _read_attached(self, path: Path, source: Attached, *, alone: bool) -> Article:
        """Return the article of an attached source. Raise InputError if it is a record, whose columns are not there."""
        name, content, sidecar = source
        if "#" in name and not Path(name).suffix[1:].isalnum():
            raise InputError(f"{path}: it was made from a record of {name.rpartition('#')[0]}; give it by --source.")
        options = self._options(path)  # a document is mostly made beside its source
        articles = load_many(content, reader=self.reader, file_name=name, options=options, sidecar=sidecar)
        _, article = next(articles)
        if isinstance(article, InputError):
            raise article
        return article.value if alone else _without_file_name(article.value)

    @cached_property
    def _named_articles(self) -> tuple[list[tuple[str, Article]], InputError | None]:
        """The articles of the files that were named, with their names; and the error of the first that is not valid."""
        every: list[tuple[str, Article]] = []
        invalid: InputError | None = None
        for file in (file for source in self.named for file in _files(source)):
            for name, article in load_many(file, reader=self.reader, options=self._options(Path(file))):
                if isinstance(article, InputError):
                    invalid = invalid or article
                else:
                    every.append((name, _without_file_name(article.value)))
        return every, invalid

    def _find_articles(self, path: Path, hashes: frozenset[str]) -> tuple[Article, ...]:
        every, invalid = self._named_articles
        # A document states the hashes of its sources; equal ones, and documents that state none, are matched by name.
        stated = [(name, article) for name, article in every if article.provenance.sha256 in hashes]
        if len({article.provenance.sha256 for _, article in stated}) < 2:
            stated = [one for one in stated or every if one[0] == path.stem][:1] or stated[:1] or every
        if not stated or (invalid and not hashes):
            raise invalid or InputError(f"{path}: its source is not among those given.")
        return tuple(article for _, article in stated)

    def _beside(self, path: Path, hashes: frozenset[str]) -> Article:
        """Return the article of the file of the same name; of several, of the one whose hash the document states."""
        endings = [ending for reader in readers().values() for ending in reader.suffixes if ending != path.suffix]
        there = [file for file in map(path.with_suffix, endings) if file.is_file()]
        known = [file for file in there if hashlib.sha256(file.read_bytes()).hexdigest() in hashes]
        made = {writer.suffix for writer in writers().values()}  # may be documents of the same run
        chosen = next(iter(known or [file for file in there if file.suffix not in made]), None)
        if chosen is None:
            raise InputError(f"{path}: its source is not beside it; give it by --source.")
        return _without_file_name(load(chosen, reader=self.reader, options=self._options(chosen)).value)


def _files(source: str) -> list[str]:
    """Return a file as it is, and of a folder all files in it that a reader has the ending of."""
    if not is_folder(Path(source)):
        return [source]
    endings = tuple(ending for reader in readers().values() for ending in reader.suffixes)
    files = [str(path) for path in sorted(Path(source).iterdir()) if path.name.lower().endswith(endings)]
    if not files:
        raise InputError(f"{source}: the folder contains no readable file.")
    return files


def _without_file_name(article: Article) -> Article:
    """Return `article` without the name of its file, which may have changed since."""
    return replace(article, provenance=replace(article.provenance, file_name=None))


def _receipt(path: Path, sources: _Sources, *, fast: bool) -> Receipt:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path}: {reason_of(problem)}.") from problem
    format = next((w.name for w in writers().values() if path.name.lower().endswith(w.suffix)), None)
    if format not in FORMATS:
        raise InputError(f"{path}: only these formats can be verified: {', '.join(FORMATS)}.")
    articles = sources.of(path, format, data)

    def compare(articles: tuple[Article, ...]) -> Receipt:
        if len(articles) == 1:
            return verify_document(articles[0], format, data, fast=fast)
        return verify_volume(Volume(path.name, articles), format, data, fast=fast)

    found = compare(articles)
    if found.ok:
        return found
    shown = sources.assuming.of(path, format, data)
    if shown == articles:
        return found
    best = min((found, compare(shown)), key=_count)
    if len(articles) == 1 and not best.ok:
        best = min((best, _verify_mixed(compare, articles[0], shown[0])), key=_count)
    return best if best.ok else found


def _count(receipt: Receipt) -> int:
    return len(receipt.findings)


def _verify_mixed(compare: Callable[[tuple[Article, ...]], Receipt], article: Article, shown: Article) -> Receipt:
    """Return the best receipt of `shown` with some of its figures as in `article`: some pictures were never there."""
    best, body = compare((shown,)), list(shown.body)
    if len(article.body) != len(body):
        return best
    differing = [at for at, block in enumerate(article.body) if block != body[at]]
    for at in differing[:_MOST_TRIES]:
        tried = [*body[:at], article.body[at], *body[at + 1 :]]
        receipt = compare((replace(shown, body=tuple(tried)),))
        if _count(receipt) < _count(best):
            best, body = receipt, tried
    return best


_MOST_TRIES = 16


class _Pictures:
    """The pictures in a folder and, with `assume`, any that a source may have had beside it."""

    def __init__(self, folder: Path, *, assume: bool) -> None:
        self._files, self._assume = Folder(folder), assume

    def get(self, path: str, /) -> bytes | None:
        """Return the bytes of a file, or those of an empty picture in its place."""
        data = self._files.get(path)
        return _EMPTY if self._assume and (data is None or from_bytes(data) is None) else data


#: A PNG of one transparent pixel.
_EMPTY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
