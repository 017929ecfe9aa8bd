"""What `newsconvert convert` does for one source: read it, and make its documents. It may run in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..api import load_many
from ..errors import (
    InputError,
    MissingDependencyError,
    NewsConvertError,
    OptionError,
    OutputError,
    UnknownFormatError,
    unforeseen,
)
from ..model import Article, Volume
from ..options import ReaderOptions, WriterOptions
from ..resources import Resources
from ..result import Converted, Warning
from ..writers import writers
from .paths import is_folder


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all jobs of a run have in common. It can be pickled.

    `formats` are pairs of a writer's name and its options, `timestamp` is that of `Resources`, `reader` names the one
    asked for.
    """

    formats: tuple[tuple[str, WriterOptions], ...]
    timestamp: datetime | None
    reader: str | None
    reading: ReaderOptions

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the formats."""
        return tuple(name for name, _ in self.formats)


@dataclass(frozen=True, slots=True)
class Job:
    """A source and what to make of it; both can be pickled.

    `content` is the article or volume; None where it is to be read from the file `source`. `error` stands in the place
    of an article that could not be read. `formats` name the documents to make. With `keep`, the outcome has the
    article; with `idle`, there is nothing to do. `number` identifies a job of a run.
    """

    source: str
    content: Converted[Article] | Volume | None
    recipe: Recipe
    formats: tuple[str, ...]
    error: NewsConvertError | None = None
    keep: bool = False
    idle: bool = False
    number: int = 0


@dataclass(slots=True)
class Outcome:
    """What came of the job of that number.

    `warnings` are in the order they were raised; `documents` by format, and `saved` their sizes once they are files.
    `left_out` says for each format that could not
    be made here what is missing. `error` is the source's, after which nothing was made; with `fatal`, that of an
    option, which every other source would meet too.
    """

    number: int = 0
    warnings: list[Warning] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    error: str | None = None
    fatal: NewsConvertError | None = None
    article: Article | None = None


def make(job: Job) -> Outcome:
    """Return what comes of a job. It raises nothing but what ends the process."""
    outcome = Outcome(job.number)
    try:
        if not job.idle:
            _make(job, outcome)
    except (OptionError, UnknownFormatError) as problem:
        outcome.fatal = problem
    except (InputError, OutputError) as problem:
        outcome.error = str(problem)
    except NewsConvertError as problem:
        outcome.error = f"{job.source}: {problem}"
    except Exception as problem:  # a fault of ours must not take the other sources with it
        outcome.error = unforeseen(job.source, problem)
    if outcome.error or outcome.fatal:
        outcome.documents.clear()
    return outcome


def lost_outcome(job: Job, error: str) -> Outcome:
    """Return the outcome of a job that ended its worker."""
    return Outcome(job.number, error=f"{job.source}: {error}")


def _make(job: Job, outcome: Outcome) -> None:
    if job.error:
        raise job.error
    content = job.content if job.content is not None else _read(job)
    if isinstance(content, Converted):
        outcome.warnings += content.warnings
        outcome.article = content.value if job.keep else None
    resources = Resources(timestamp=job.recipe.timestamp)
    for name, options in job.recipe.formats:
        if name not in job.formats:
            continue
        writer = writers()[name]
        try:
            if isinstance(content, Volume):
                document = writer.bind(content, options, resources)
            else:
                document = writer.write(content.value, options, resources)
        except MissingDependencyError as problem:  # of this format alone
            outcome.left_out[name] = str(problem)
            continue
        outcome.warnings += document.warnings
        outcome.documents[name] = document.value


def _read(job: Job) -> Converted[Article]:
    """Return the article of a file that holds one. Raise InputError when it cannot be read."""
    if is_folder(job.source):
        raise InputError(f"{job.source}: this is a folder; name the files in it, or use `newsconvert archive`.")
    for _, found in load_many(job.source, reader=job.recipe.reader, options=job.recipe.reading):
        if isinstance(found, InputError):
            raise found
        return found
    raise InputError(f"{job.source}: the file holds no article.")
