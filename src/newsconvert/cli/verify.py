"""`newsconvert verify`: whether a document holds all of its source in order, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from ..api import load, load_many
from ..errors import InputError, NewsConvertError, OptionError, UnknownFormatError, reason_of
from ..files import open_regular, read_regular
from ..model import Article, Volume
from ..options import ReaderOptions
from ..readers import readers
from ..readers.images import Folder, from_bytes
from ..result import Converted, Kind
from ..verification import (
    FORMATS,
    Attached,
    Finding,
    Receipt,
    attached_sources,
    damage_receipt,
    in_document_order,
    is_bound,
    recorded_hashes,
    verify_document,
    verify_volume,
)
from ..witnessing import Witness, record_number
from ..writers import writers
from .arguments import Reading, takes
from .paths import is_folder
from .shared import reader_named


@takes(reading=Reading)
def verify(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents, or archives: folders, s3://….")],
    *,
    sources: Annotated[
        list[str] | None,
        typer.Option("--source", help="File, or folder of files, that the documents were made from; repeatable."),
    ] = None,
    reading: Reading,
    as_json: Annotated[bool, typer.Option("--json", help="Print one receipt per line, as JSON.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out what is seen of a PDF: its ink and fonts.")] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say what was compared; draw pages of PDFs with what is wrong marked, as PNG."),
    ] = False,
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
            address = None if is_folder(path) else _address(path)
            if address or is_folder(path):
                told, findings = _stored(address, fast=fast) if address else _archive(path, fast=fast)
                wrong |= not _tell(told, findings, as_json, quiet)
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
            typer.echo(
                f"{path}: whole ({_counted(receipt.pieces, 'piece')}, {_counted(receipt.words, 'word')}{pages})."
            )
        if explain:
            _explain(path, receipt, fast=fast)
    if wrong:
        raise typer.Exit(1)


def _explain(path: Path, receipt: Receipt, *, fast: bool) -> None:
    """Print what was compared, and write the pages with findings beside the document."""
    from ..verification.explained import comparison, marked_pages

    for line in comparison(receipt.format, fast=fast, walked=not fast, looks=receipt.looks):
        typer.echo(f"{path}: {line}.")
    if receipt.format == "pdf" and not receipt.ok:
        for number, picture in marked_pages(_bytes_of(path), receipt.findings):
            target = path.with_name(f"{path.stem}-page-{number}.png")
            try:
                target.write_bytes(picture)
            except OSError as problem:
                raise InputError(f"{target}: {reason_of(problem)}.") from problem
            typer.echo(f"{path}: its page {number} with the findings is drawn in {target}.")


def _address(path: Path) -> str | None:
    """Return the address of storage elsewhere, of which a path has one slash where there were two, or None.

    Raise InputError if no archive can be there.
    """
    from ..archive.storage import is_remote

    protocol, divided, rest = str(path).partition(":/")
    if not divided or not protocol.isalnum() or path.exists():
        return None
    if not is_remote(address := f"{protocol}://{rest}"):
        raise InputError(f"{address}: archives in storage such as s3://, and files here, are verified; copy it first.")
    return address


def _stored(address: str, *, fast: bool) -> tuple[str, Iterator[object]]:
    """Return the name of an archive in storage, and its faults."""
    from ..archive.inputs.filesystems import redact_source
    from ..archive.stored import verify_stored

    return redact_source(address), verify_stored(address, fast=fast)


def _archive(folder: Path, *, fast: bool) -> tuple[str, Iterator[object]]:
    """Return the name of an archive in a folder, and its faults. Raise InputError for what is not one."""
    from ..archive.model import CATALOGUE, DECLARATION, PRIVATE
    from ..archive.verify import verify_archive

    if not ((folder / DECLARATION).is_file() or (folder / PRIVATE).is_dir() or (folder / CATALOGUE).is_dir()):
        raise InputError(f"{folder}: this folder is no archive; name the documents in it.")
    return str(folder), verify_archive(folder, fast=fast)


def _tell(name: str, findings: Iterator[object], as_json: bool, quiet: bool) -> bool:
    """Print what is wrong with an archive; return whether nothing is."""
    whole = True
    try:
        for finding in findings:
            whole = False
            told = json.dumps({"path": name, "ok": False, "finding": str(finding)}, ensure_ascii=False)
            typer.echo(told if as_json else f"{name}: {finding}.")
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise InputError(f"{problem.filename}: {reason_of(problem)}.") from problem
    if whole and (as_json or not quiet):
        typer.echo(json.dumps({"path": name, "ok": True}, ensure_ascii=False) if as_json else f"{name}: whole.")
    return whole


class _Known(NamedTuple):
    """An article, and what of its source its reader lost in silence."""

    article: Article
    lost: Callable[[], tuple[Finding, ...]]

    @classmethod
    def of(cls, found: Converted[Article], witness: Witness, *, named: bool = False) -> _Known:
        """Return what was read; without its file's name, which may have changed since, unless it is `named`."""
        article, number = found.value, record_number(found.value)
        kept = article if named else _without_file_name(article)
        return cls(kept, lambda: witness.findings(article, found.warnings, number))


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

    def of(self, path: Path, format: str, data: bytes) -> tuple[_Known, ...]:
        """Return the article that a document was made from, or all those of a volume. Raise InputError if unknown."""
        if self.named:
            return self._find_articles(path, recorded_hashes(format, data))
        if attached := attached_sources(format, data):
            return tuple(self._read_attached(path, source, alone=len(attached) == 1) for source in attached)
        return (self._beside(path, recorded_hashes(format, data)),)

    def _read_attached(self, path: Path, source: Attached, *, alone: bool) -> _Known:
        """Return the article of an attached source. Raise InputError if it is a record, whose columns are not there."""
        name, content, sidecar = source
        if "#" in name and not Path(name).suffix[1:].isalnum():
            raise InputError(f"{path}: it was made from a record of {name.rpartition('#')[0]}; give it by --source.")
        options = self._options(path)  # a document is mostly made beside its source
        articles = load_many(content, reader=self.reader, file_name=name, options=options, sidecar=sidecar)
        _, article = next(articles)
        if isinstance(article, InputError):
            raise article
        return _Known.of(article, Witness(content, self.reader, name, options), named=alone)

    @cached_property
    def _named_articles(self) -> tuple[list[tuple[str, _Known]], InputError | None]:
        """The articles of the files that were named, with their names; and the error of the first that is not valid."""
        every: list[tuple[str, _Known]] = []
        invalid: InputError | None = None
        for file in (file for source in self.named for file in _files(source)):
            options = self._options(Path(file))
            witness = None
            try:
                for name, article in load_many(file, reader=self.reader, options=options):
                    if isinstance(article, InputError):
                        invalid = invalid or article
                        continue
                    witness = witness or Witness(_bytes_of(Path(file)), self.reader, file, options)
                    witness.hear(one for one in article.warnings if one.kind is Kind.UNUSED_COLUMN)
                    every.append((name, _Known.of(article, witness)))
            except InputError as problem:  # of a file that is not read at all
                invalid = invalid or problem
        return every, invalid

    def _find_articles(self, path: Path, hashes: frozenset[str]) -> tuple[_Known, ...]:
        every, invalid = self._named_articles
        # A document states the hashes of its sources; equal ones, and documents that state none, are matched by name.
        stated = [(name, article) for name, article in every if article.article.provenance.sha256 in hashes]
        if len({article.article.provenance.sha256 for _, article in stated}) < 2:
            stated = [one for one in stated or every if one[0] == path.stem][:1] or stated[:1] or every
        if not stated or (invalid and not hashes and stated[0][0] != path.stem):
            raise invalid or InputError(f"{path}: its source is not among those given.")
        return tuple(article for _, article in stated)

    def _beside(self, path: Path, hashes: frozenset[str]) -> _Known:
        """Return the article of the file of the same name; of several, of the one whose hash the document states."""
        endings = [ending for reader in readers().values() for ending in reader.suffixes if ending != path.suffix]
        there = [file for file in map(path.with_suffix, endings) if file.is_file()]
        known = [file for file in there if hashlib.sha256(file.read_bytes()).hexdigest() in hashes]
        made = {writer.suffix for writer in writers().values()}  # may be documents of the same run
        chosen = next(iter(known or [file for file in there if file.suffix not in made]), None)
        if chosen is None:
            raise InputError(f"{path}: its source is not beside it; give it by --source.")
        options = self._options(chosen)
        found = load(chosen, reader=self.reader, options=options)
        return _Known.of(found, Witness(_bytes_of(chosen), self.reader, chosen.name, options))


def _files(source: str) -> list[str]:
    """Return a file as it is, and of a folder all files in it that a reader has the ending of."""
    if not is_folder(Path(source)):
        try:
            open_regular(source).close()
        except OSError as problem:
            raise InputError(f"{source}: {reason_of(problem)}.") from problem
        return [source]
    endings = tuple(ending for reader in readers().values() for ending in reader.suffixes)
    every = sorted(Path(source).iterdir())
    files = [str(path) for path in every if path.name.lower().endswith(endings) and path.is_file()]
    if not files:
        raise InputError(f"{source}: the folder contains no readable file.")
    return files


def _without_file_name(article: Article) -> Article:
    """Return `article` without the name of its file, which may have changed since."""
    return replace(article, provenance=replace(article.provenance, file_name=None))


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file. Raise InputError for anything but a regular one: a pipe may never end."""
    try:
        return read_regular(path)
    except OSError as problem:
        raise InputError(f"{path}: {reason_of(problem)}.") from problem


def _receipt(path: Path, sources: _Sources, *, fast: bool) -> Receipt:
    data = _bytes_of(path)
    format = next((w.name for w in writers().values() if path.name.lower().endswith(w.suffix)), None)
    if format not in FORMATS:
        raise InputError(f"{path}: only these formats can be verified: {', '.join(FORMATS)}.")
    try:
        known = sources.of(path, format, data)
    except InputError:
        if (damaged := damage_receipt(format, data)) is None:
            raise
        return damaged  # whatever its source may be

    def compare(articles: tuple[Article, ...]) -> Receipt:
        if len(articles) == 1:
            receipt = verify_document(articles[0], format, data, fast=fast)
            if receipt.ok or not is_bound(format, data):
                return receipt
        ordered = in_document_order(articles, format, data)  # which that of the sources need not be
        return verify_volume(Volume(path.name, ordered), format, data, fast=fast, titled=False)

    articles = tuple(one.article for one in known)
    receipt = _best(compare, articles, lambda: tuple(one.article for one in sources.assuming.of(path, format, data)))
    lost = () if fast else tuple(finding for one in known for finding in one.lost())
    return replace(receipt, findings=(*receipt.findings, *lost)) if lost else receipt


def _best(
    compare: Callable[[tuple[Article, ...]], Receipt],
    articles: tuple[Article, ...],
    assumed: Callable[[], tuple[Article, ...]],
) -> Receipt:
    """Return the receipt of a document, as if pictures that are not there now had been there if only that agrees."""
    found = compare(articles)
    if found.ok:
        return found
    shown = assumed()
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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
