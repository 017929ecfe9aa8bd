"""Change documents in many ways, and count what `newsconvert verify` does not find.

    python benchmarks/verify.py articles.jsonl --count 40

The file has one article a line, {"title", "author", "content"}. A list, a table, links, notes, headings and a picture
are added to each, so that there is something to change. First the documents as they are made must be whole; then each
kind of change is made to each. Exit status 1 if there was a false alarm or a change was missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import mutation_markup
import mutation_markup_further  # noqa: F401 - it adds kinds of change
import mutation_markup_more  # noqa: F401 - it adds kinds of change
import mutation_pdf
import mutation_pdf_claims  # noqa: F401 - it adds kinds of change
import mutation_pdf_further  # noqa: F401 - it adds kinds of change
import mutation_pdf_more  # noqa: F401 - it adds kinds of change
import mutation_pdf_said  # noqa: F401 - it adds kinds of change
import mutation_word
import mutation_word_further  # noqa: F401 - it adds kinds of change
import mutation_word_more  # noqa: F401 - it adds kinds of change

import newsconvert
from newsconvert.model import (
    Article,
    Block,
    Cell,
    Figure,
    Heading,
    Image,
    ItemList,
    Link,
    Note,
    Paragraph,
    Picture,
    Source,
    Table,
    Text,
)  # fmt: skip
from newsconvert.verification import verify_document

FORMATS = ("pdf", "docx", "epub", "html")
#: Changes that no reader of the document sees or hears, or that leave its text as it was: not counted.
HARMLESS = {
    "attribute: title",
    "paragraph: mark hidden",
    "text shown twice",
    # No browser shows the content of an element that is none of its pseudo-elements; Word begins lists where the list
    # itself says so, and not the kind of list that it is of.
    "rule: content in place",
    "list: begins at another number",
    "paragraph: left to right",  # the style says that it runs from right to left
}


def extras(number: int) -> Iterator[Block]:
    """Yield blocks of all kinds."""
    yield Heading(2, (Text(f"أرقام ومعلومات {number}"),))
    yield Paragraph((
        Text("تفاصيل أخرى في "), Link(f"https://example.org/{number}", (Text("صفحة الموقع"),)),
        Text(" وفق بيان"), Note((Paragraph((Text(f"حاشية رقم {number} عن البيان."),)),)), Text(" صدر يوم 12 مايو."),
    ))  # fmt: skip
    yield ItemList(True, tuple((Text(f"البند رقم {at} من القائمة"),) for at in (1, 2, 3)))
    yield Figure((Picture(Image("image/png", _PNG), "منظر عام للمدينة"),), caption=(Text("صورة من المدينة"),))
    rows = (("المدينة", "العدد"), ("دمشق", str(125 + number)), ("حلب", str(521 + number)))
    yield Table(
        tuple(tuple(Cell((Text(cell),), header=not at) for cell in row) for at, row in enumerate(rows)), header_rows=1
    )


def _picture() -> bytes:
    import io

    import PIL.Image

    out = io.BytesIO()
    PIL.Image.radial_gradient("L").crop((0, 0, 200, 110)).resize((120, 80)).save(out, "PNG")
    return out.getvalue()


_PNG = _picture()


def articles(path: Path, first: int, count: int) -> Iterator[Article]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, first, first + count)):
            record = json.loads(line)
            text = "\n".join(filter(None, (record["title"], record.get("author"), record["content"])))
            article = newsconvert.read_text(text)
            source = article.source or Source("وكالة الأنباء", f"https://example.org/news/{number}")
            content = text.encode()
            yield replace(
                article, body=(*article.body, *extras(number)), source=source,
                provenance=replace(article.provenance, content=content, file_name="a.txt"),
            )  # fmt: skip


def changes(format: str) -> dict[str, Callable[[bytes, random.Random], bytes | None]]:
    match format:
        case "pdf":
            return {name: _of_pdf(name) for name in mutation_pdf.CHANGES}
        case "docx":
            return {name: _of_word(name) for name in mutation_word.CHANGES}
    return {name: _of_markup(name, format) for name in mutation_markup.names(format)}


def _of_pdf(name: str) -> Callable[[bytes, random.Random], bytes | None]:
    return lambda data, rng: mutation_pdf.apply(name, data, rng)


def _of_word(name: str) -> Callable[[bytes, random.Random], bytes | None]:
    return lambda data, rng: mutation_word.apply(name, data, rng)


def _of_markup(name: str, format: str) -> Callable[[bytes, random.Random], bytes | None]:
    return lambda data, rng: mutation_markup.apply(name, format, data, rng)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="articles to pass over")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--only", default="", help="changes whose name has this text")
    parser.add_argument("--missed", action="store_true", help="print only the kinds that were missed")
    asked = parser.parse_args()
    every = list(articles(asked.articles, asked.first, asked.count))
    failed = 0
    for format in asked.format or FORMATS:
        made = [newsconvert.write(article, format) for article in every]
        if format == "pdf":
            mutation_pdf.OTHER[:] = made[:1]
        start = time.process_time()
        alarms = [list(map(str, verify_document(a, format, d).findings)) for a, d in zip(every, made, strict=True)]
        spent = (time.process_time() - start) / max(1, len(made))
        false = [found for found in alarms if found]
        print(f"\n{format}: {len(false)} of {len(made)} false alarms on whole documents; {spent * 1000:.1f} ms each")
        for found in false[:5]:
            print("   ", found[0][:200])
        tried, found_of = Counter[str](), Counter[str]()
        for name, change in changes(format).items():
            if asked.only not in name or name in HARMLESS:
                continue
            for number, (article, data) in enumerate(zip(every, made, strict=True)):
                changed = change(data, random.Random(f"{name} {number}"))
                if changed is None or changed == data or (name == "font of another article" and not number):
                    continue
                tried[name] += 1
                found_of[name] += not verify_document(article, format, changed).ok
        for name in tried:
            if found_of[name] < tried[name] or not asked.missed:
                print(f"  {found_of[name]:4} of {tried[name]:4} found  {name}")
        kinds = sum(found_of[name] == tried[name] for name in tried)
        print(f"{format}: {kinds} of {len(tried)} kinds found always, {found_of.total()} of {tried.total()} changes")
        failed += bool(false) or found_of.total() < tried.total()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
