"""The site of an archive, made from its records."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator

from ... import __version__
from ...interchange import parse_date
from ...model import Article, Figure, article_text
from ...writers.pictures import thumbnail
from ..record import State
from .contents import Contents
from .site import Download, Entry, Lead, write_site
from .site.entry import shorten_name
from .site.store import Row, row_of

_LABELS = {"docx": "Word"}


#: The list of a shard's entries for the site of all.
ENTRIES = "site-entries.jsonl"


def listed(contents: Contents) -> None:
    """Write the entries of the site, for a site that is made of those of several bags."""
    with contents.create(ENTRIES) as stream:
        for entry in _entries(contents):
            stream.write(row_of(entry).to_json().encode() + b"\n")


def browsable(contents: Contents, digits: str = "auto") -> None:
    """Write `index.html` and the folder `site`, unless no record has changed since they were written."""
    make_site(contents, _entries(contents), digits)


def make_site(contents: Contents, entries: Iterable[Entry | Row], digits: str) -> None:
    """Write the site of these entries, unless no record has changed since it was written; see `write_site`."""
    files = [Download(name, path, contents.size(path)) for path, name in contents.shown.items()]
    known = hashlib.sha256(f"{__version__}\0{contents.title}\0{digits}\0{files}".encode())
    for record in contents.records(State.MADE, State.FAILED):
        known.update(record.dumps().encode())
    fingerprint = known.hexdigest()
    if contents.keep("index.html", fingerprint):
        return
    with contents.scratch() as folder:
        write_site(folder, entries, title=contents.title, files=files, digits=digits)
        # The page is written last: if it is there, so is the rest.
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "index.html")
        for path in [*paths, folder / "index.html"]:
            with path.open("rb") as made, contents.create(path.relative_to(folder).as_posix(), fingerprint) as stream:
                shutil.copyfileobj(made, stream)


def _entries(contents: Contents) -> Iterator[Entry]:
    for record in contents.records(State.MADE, State.FAILED):
        if record.title is None:  # a record of a source that could not be read
            continue
        downloads = [Download(_LABELS.get(name, name.upper()), m.path, m.bytes) for name, m in record.documents.items()]
        if record.source_path:
            downloads.append(Download("الملف الأصلي", record.source_path, record.source_bytes or 0))
        told = (record.title, record.byline)  # the site shows these in other places
        article = contents.article(record)
        pieces = [piece for piece in article_text(article) if piece not in told]
        above = (article.kicker, article.dateline_above, article.timestamp)  # no beginning of an excerpt
        text = "\n".join(sorted(pieces, key=above.__contains__))
        yield Entry(
            record.title,
            record.byline,
            record.source_name,
            record.source_url,
            parse_date(record.published),
            record.language or "ar",
            tuple(downloads),
            text,
            _lead(article),
        )


def _lead(article: Article) -> Lead | None:
    """Return the first picture of an article that the archive has, small."""
    for block in article.body:
        for picture in block.pictures if isinstance(block, Figure) else ():
            made = thumbnail(picture.image) if picture.image else None
            if made is not None:
                data, width, height = made
                name = f"{hashlib.sha256(data).hexdigest()[:32]}.jpg"
                return Lead(name, shorten_name(picture.alternative or ""), width, height, data)
    return None
