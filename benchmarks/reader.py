"""Score the reader of plain text on labelled lines, on news and on marked texts of newsrooms.

    python benchmarks/reader.py --labelled structure-labelled.jsonl --news news-sample.jsonl --newsroom FOLDER

The first file has one document a line, {"name", "lines": [[label, text], ...]} with the labels title, heading, para
and item; the second one article a line, {"title", "author", "content"}. Both are read as plain lines. Folders hold
texts with each line marked, as `newsroom.py` says; those beside this file are scored where none is named: those called
`tuned`, which the rules were written with, and those called `held`, which they were not; the wide ones and those of
desks and heads are of other habits. Exit status 1 when a figure is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import newsroom

from newsconvert.arabic import INVISIBLE
from newsconvert.model import Article, Heading, article_text
from newsconvert.options import ReaderOptions
from newsconvert.readers.characters import LINE_BREAK, clean
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure import Decision

#: Rules that take a line for a heading by a mark that it bears: running text has none.
_MARKED = {
    "marked heading", "short line with a colon", "ordinal heading", "numbered heading", "article of a law",
    "time heading",
}  # fmt: skip
_NAMES = {"headline": "title", "heading": "heading", "item": "item"}


def read(text: str, encoding: str = "utf-8") -> tuple[Article, list[Decision]]:
    found, decisions = explain(text.encode(encoding), ReaderOptions())
    return found.value, decisions


def load(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def f1(hits: int, claimed: int, wanted: int) -> float:
    return 2 * hits / (claimed + wanted) if claimed + wanted else 1.0


def score_labelled(documents: list[Any], verbose: bool) -> dict[str, float]:
    hits, claimed, wanted = Counter[str](), Counter[str](), Counter[str]()
    for document in documents:
        labels = [(label, text.strip()) for label, text in document["lines"] if text.strip()]
        _, decisions = read("\n".join(text for _, text in labels))
        found: dict[str, list[Decision]] = {}
        for decision in decisions:
            found.setdefault(decision.text, []).append(decision)
        for label, text in labels:
            taken = found[text].pop(0) if found.get(text) else None
            name = _NAMES.get(taken.role, "para") if taken else "lost"
            wanted[label] += 1
            claimed[name] += 1
            hits[label] += label == name
            if verbose and label != name:
                print(f"{label:8} read as {name:8} by {taken.rule if taken else '':18} {text[:110]}")
    names = ("title", "heading", "item", "para")
    return {f"{name} F1": f1(hits[name], claimed[name], wanted[name]) for name in names}


def lost(text: str, article: Article) -> list[str]:
    """Return the lines of `text` that are not in the article.

    White space, markers of items, HTML's entities and the colon after a byline do not count.
    """
    whole = "".join("".join(article_text(article)).split())
    lines = ["".join(unescape(line).split()).rstrip(":|") for line in clean(text)[0]]
    return [
        line
        for line in lines
        if line
        and line not in whole
        and line.lstrip("-–—•*▪_ ()/.0123456789٠١٢٣٤٥٦٧٨٩أبجدهـوزحطي") not in whole
        and INVISIBLE.sub("", line)
    ]


def score_news(articles: list[Any], verbose: bool) -> dict[str, float]:
    titles = credited = credits = marked = headings = paragraphs = broken = fits = 0
    texts = []
    for entry in articles:
        author = (entry["author"] or "").strip()
        text = "\n".join(part for part in (entry["title"], author, entry["content"]) if part)
        texts.append(text.encode())
        article, decisions = read(text)
        exact = article.headline == unescape(entry["title"]).strip(" \t\xa0")
        titles += exact
        if verbose and not exact:
            print(f"title    {entry['title']!r} read as {article.headline!r}")
        if author:
            credits += 1
            credits_found = " ".join(filter(None, (article.byline, article.dateline, article.timestamp)))
            known = unescape(author).strip(" :|\xa0") in credits_found
            credited += known
            if verbose and not known:
                print(f"author   {author!r}")
        lines = {line.strip() for line in LINE_BREAK.split(entry["content"]) if line.strip()}
        paragraphs += len([line for line in LINE_BREAK.split(entry["content"]) if line.strip()])
        claims = [decision for decision in decisions if decision.role == "heading" and decision.text in lines]
        marked += sum(decision.rule in _MARKED for decision in claims)
        headings += len(claims)
        if verbose:
            for claim in claims:
                print(f"heading  {claim.rule:18} {claim.text}")
        gone = lost(text, article)
        broken += bool(gone)
        if verbose and gone:
            print(f"lost     {gone}")
        try:
            data = text.encode("windows-1256")
        except UnicodeEncodeError:
            continue
        fits += 1
        again, _ = explain(data, ReaderOptions())
        same = list(article_text(again.value)) == list(article_text(article))
        broken += not same
        if verbose and not same:
            print(f"1256     {again.value.provenance.encoding} {again.value.headline}")
    begun = time.process_time()
    for data in texts:
        explain(data, ReaderOptions())
    speed = len(texts) / (time.process_time() - begun)
    assert isinstance(Heading, type)
    return {
        "headline exact": titles / len(articles), "author recognised": credited / max(1, credits),
        "headings in running text": (headings - marked) / max(1, paragraphs),
        "headings with a mark in it": marked, "articles that lose text": broken,
        "read in windows-1256": fits, "articles a second": speed,
    }  # fmt: skip


#: Figure, at least (True) or at most (False), limit.
TARGETS = (
    ("heading F1", True, 0.97), ("item F1", True, 0.95), ("headline exact", True, 0.99),
    ("author recognised", True, 0.9), ("headings in running text", False, 0.02), ("articles that lose text", False, 0),
    ("articles a second", True, 2000),
)  # fmt: skip


#: The same for each folder of marked texts.
NEWSROOM_TARGETS = {
    "title": 0.97, "kicker": 0.92, "deck": 0.92, "byline": 0.95, "place": 0.95, "date": 0.97, "agency": 0.92,
    "source": 0.95, "heading F1": 0.93, "item F1": 0.95, "lines": 0.97,
}  # fmt: skip


_FOLDERS = (
    "tuned", "held", "wide-tuned", "wide-held", "desks-tuned", "desks-held", "rounds", "other-hand", "heads-tuned",
    "heads-held", "kinds", "bodies", "habits",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--labelled", type=Path, help="JSON Lines of labelled documents")
    parser.add_argument("--news", type=Path, help="JSON Lines of articles")
    parser.add_argument("--newsroom", type=Path, nargs="*", help="folders of marked texts; default: those beside this")
    parser.add_argument("--verbose", "-v", action="store_true", help="print every line that is read otherwise")
    arguments = parser.parse_args()
    figures: dict[str, float] = {}
    if arguments.labelled:
        figures |= score_labelled(load(arguments.labelled), arguments.verbose)
    if arguments.news:
        figures |= score_news(load(arguments.news), arguments.verbose)
    folders = arguments.newsroom
    if folders is None:
        folders = [Path(__file__).parent / "newsroom" / name for name in _FOLDERS]
    bounds = {name: (least, limit) for name, least, limit in TARGETS}
    for folder in folders:
        for name, value in newsroom.score(list(newsroom.load(folder)), verbose=arguments.verbose).items():
            figures[f"{folder.name}: {name}"] = value
            if name in NEWSROOM_TARGETS:
                bounds[f"{folder.name}: {name}"] = (True, NEWSROOM_TARGETS[name])
    missed = 0
    for name, value in figures.items():
        least, limit = bounds.get(name, (True, float("-inf")))
        good = value >= limit if least else value <= limit
        missed += not good
        print(f"{name:26} {value:10.4f}{'' if good else f'   missed: {limit}'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
