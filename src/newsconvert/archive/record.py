"""The metadata record of each article, as stored in `record.json` and in the manifest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from ..result import LOSSES, Kind, Warning

Json = dict[str, Any]


class State(StrEnum):
    """The result of archiving an article."""

    MADE = "made"
    """All its documents were made."""
    FAILED = "failed"
    """Some or all of its documents could not be made; `Record.error` is the reason."""
    DUPLICATE = "duplicate"
    """Its bytes equal those of an earlier article, whose documents it shares."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document made from an article. `path` is relative to the payload folder (`data/`), with slashes.

    `receipt` is the result of its verification against the source (see `verification`), as JSON, or None if it was not
    verified.
    """

    path: str
    bytes: int
    sha256: str
    receipt: Json | None = None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The archived copy of a picture beside the source. `path` is relative to the payload folder, with slashes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """The metadata record of an article in the archive.

    `id` is the SHA-256 of the source's bytes and its sidecar's, if it has one. `origin` says where the bytes came from:
    a path as it was given, with `#NUMBER` for a record of a corpus. Dates are ISO 8601. `source_path` and
    `sidecar_path` are the archived copies, relative to the payload folder. `reading` is what is needed to read them
    again: the reader's name, the file's name, and reader options that differ from the default. `pictures` are the
    pictures that the source refers to by relative paths, by these; None are those that are not there.
    """

    id: str
    origin: str
    state: State
    title: str | None = None
    kicker: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    direction: str | None = None
    encoding: str | None = None
    words: int | None = None
    pages: int | None = None
    sha256: str | None = None
    source_path: str | None = None
    source_bytes: int | None = None
    sidecar_path: str | None = None
    reading: Json = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    error: str | None = None
    pictures: Mapping[str, PictureFile | None] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder of the article's files, relative to the payload folder."""
        return folder_of(self.id)

    @property
    def picture_files(self) -> tuple[PictureFile, ...]:
        """The files of the pictures, each once."""
        return tuple(dict.fromkeys(filter(None, self.pictures.values())))

    @property
    def all_warnings(self) -> tuple[Warning, ...]:
        """The warnings of reading and of each document, without duplicates."""
        every = (*self.warnings, *(warning for made in self.documents.values() for warning in made.warnings))
        return tuple(dict.fromkeys(every))

    @property
    def losses(self) -> dict[str, int]:
        """How much of the source is not, or not as such, in the article and its documents, by kind of warning."""
        found = Counter[str]()
        for one in self.all_warnings:
            if one.kind in LOSSES:
                found[one.kind.value] += one.count
        return dict(found)

    def to_json(self) -> Json:
        """Return the record as values for `json.dumps`, without unknown fields."""
        value: Json = {name: found for name in _PLAIN if (found := getattr(self, name)) is not None}
        value["state"] = self.state.value
        if self.reading:
            value["reading"] = self.reading
        if self.warnings:
            value["warnings"] = _warnings_out(self.warnings)
        if self.pictures:
            value["pictures"] = {name: one and asdict(one) for name, one in self.pictures.items()}
        if self.documents:
            value["documents"] = {name: _document_out(made) for name, made in self.documents.items()}
        return value

    def dumps(self) -> str:
        """Return the record as one line of JSON with sorted keys, without a line break."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def line(self) -> bytes:
        """The content of `record.json`."""
        return self.dumps().encode() + b"\n"

    @classmethod
    def from_json(cls, value: Json) -> Self:
        """Return the record that `to_json` made `value` from. Raise KeyError, TypeError or ValueError if invalid."""
        return cls(
            **{name: value[name] for name in _PLAIN if name in value},
            state=State(value["state"]),
            reading=value.get("reading", {}),
            warnings=_warnings_in(value.get("warnings", ())),
            documents={name: _document_in(made) for name, made in sorted(value.get("documents", {}).items())},
            pictures={
                name: None if one is None else PictureFile(one["path"], one["bytes"], one["sha256"])
                for name, one in sorted(value.get("pictures", {}).items())
            },
        )

    @classmethod
    def loads(cls, line: str | bytes) -> Self:
        """Return the record in a line of JSON. Raise what `from_json` raises."""
        return cls.from_json(json.loads(line))


_PLAIN = (
    "id", "origin", "title", "kicker", "byline", "dateline", "published", "source_name", "source_url", "retrieved",
    "language", "direction", "encoding", "words", "pages", "sha256", "source_path", "source_bytes", "sidecar_path",
    "error",
)  # fmt: skip


def folder_of(identifier: str) -> str:
    """Return the folder of an article's files: ASCII, stable, at most 256 entries per level."""
    return f"articles/{identifier[:2]}/{identifier[2:4]}/{identifier}"


def prefix_of(name: str) -> str:
    """Return how the paths of a shard's payload begin, seen from the payload of the catalogue."""
    return f"../../shards/{name}/data/"


def moved(record: Record, prefix: str) -> Record:
    """Return a record whose paths begin with `prefix`."""
    return replace(
        record,
        source_path=record.source_path and prefix + record.source_path,
        sidecar_path=record.sidecar_path and prefix + record.sidecar_path,
        documents={name: replace(one, path=prefix + one.path) for name, one in record.documents.items()},
        pictures={
            name: one and PictureFile(prefix + one.path, one.bytes, one.sha256) for name, one in record.pictures.items()
        },
    )


def _warnings_out(warnings: tuple[Warning, ...]) -> list[Json]:
    found = []
    for one in warnings:
        value: Json = {"kind": one.kind.value, "message": one.message}
        value |= {"count": one.count} if one.count != 1 else {}
        found.append(value | ({"characters": one.characters} if one.characters else {}))
    return found


def _warnings_in(values: Any) -> tuple[Warning, ...]:
    return tuple(
        Warning(Kind(value["kind"]), value["message"], value.get("count", 1), value.get("characters", 0))
        for value in values
    )


def _document_out(made: Document) -> Json:
    value: Json = {"path": made.path, "bytes": made.bytes, "sha256": made.sha256}
    if made.receipt is not None:
        value["receipt"] = made.receipt
    if made.warnings:
        value["warnings"] = _warnings_out(made.warnings)
    return value


def _document_in(value: Json) -> Document:
    warnings = _warnings_in(value.get("warnings", ()))
    return Document(value["path"], value["bytes"], value["sha256"], value.get("receipt"), warnings)
