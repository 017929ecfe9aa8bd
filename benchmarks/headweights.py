"""Fit the weights by which `structure/weighing.py` chooses the layout of a head, and score them on sets left out.

    python benchmarks/headweights.py --read FOLDER ... >> layouts.jsonl
    python benchmarks/headweights.py layouts.jsonl

The first form writes, for each marked text (as `newsroom.py` says) whose head has several layouts, for the same with
blank lines between all its lines, and for its head over the body of the text before it, a line {"set", "weight",
"copy", "layouts": [{"margin", "right", "signs"}, ...]}: by how much each layout must be better than the first, which
the rules found, how much of title (twice), kicker and deck it gets right, and what speaks for it. Read texts with the
rules as they were before those texts were written: rules that know a text find it right, and more of its lines are
settled. The weights in the program are of twelve sets of texts, ten of them read with the rules of their day.

The second form prints the weights that make the right layouts most likely, then for each set the texts that weights
fitted without it read better and worse than the rules do.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import newsroom

from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure import weighing
from newsconvert.readers.structure.headsigns import Layout
from newsconvert.readers.structure.line import Line, Page

#: Variance of a weight before anything is known of it, and the steps of the fit.
_VARIANCE, _STEPS = 0.5, 120
#: How much a text over another's body counts, and the title beside kicker and deck.
_COPY = 0.5
_PARTS = (("kickers", "kicker", 1), ("headline", "title", 2), ("decks", "deck", 1))
Found: TypeAlias = tuple[Layout, list[Layout], dict[int, dict[str, float]]]


def read(marked: newsroom.Marked, body: list[Line]) -> Iterator[dict[str, Any]]:
    """Yield the layouts that a marked text may have, and again those that it has over `body`, which becomes its own.

    Where the text says nothing of its head again, the lines are told apart by their forms alone.
    """
    layouts = weighing.layouts

    def watch(page: Page, head: int) -> None:
        found.append(_read(marked, page, layouts(page, head)))
        if body and head < len(page.lines):
            other = Page([*page.lines[:head], *body])
            other.verdicts[:head], other.rules[:head] = page.verdicts[:head], page.rules[:head]
            found.append(_read(marked, other, layouts(other, head)))
        body[:] = page.lines[head:]

    found: list[list[dict[str, Any]]] = []
    weighing.layouts = watch
    try:
        explain(marked.text.encode(), ReaderOptions())
    finally:
        weighing.layouts = layouts
    for copy, one in enumerate(found):
        if len({layout["right"] for layout in one}) > 1:
            yield {"weight": _COPY if copy else 1 - _COPY / 2, "copy": bool(copy), "layouts": one}


def _read(marked: newsroom.Marked, page: Page, found: Found | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    ruled, others, signs = found
    rows = []
    for layout in (ruled, *others):
        total: dict[str, float] = {}
        for name, value in weighing.speaks(page, layout, signs):
            total[name] = total.get(name, 0) + value
        right = sum(many * _is_right(page, marked, layout, *part) for *part, many in _PARTS)
        margin = 0.0 if layout == ruled else weighing.margin(ruled, layout, signs)
        some = {name: round(value, 3) for name, value in total.items() if value}
        rows.append({"margin": margin, "right": right, "signs": some})
    return rows


def _is_right(page: Page, marked: newsroom.Marked, layout: Layout, part: str, name: str) -> bool:
    got = " ".join(page.lines[at].text.strip("#*>| ") for at in getattr(layout, part))
    wanted = {" ".join(str(want or "").strip("#*>| ").split()) for want in marked.fields[name]}
    return " ".join(got.split()) in wanted


def fit(texts: list[dict[str, Any]]) -> dict[str, float]:
    """Return the weights that make the right layouts of `texts` most likely, by resilient steps along the gradient."""
    names = sorted({name for text in texts for layout in text["layouts"] for name in layout["signs"]})
    weights, steps, before = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.1), dict.fromkeys(names, 0.0)
    for _ in range(_STEPS):
        slope = {name: -weights[name] / _VARIANCE for name in names}
        for text in texts:
            layouts = text["layouts"]
            shares = [math.exp(min(60.0, worth(weights, layout))) for layout in layouts]
            best = max(layout["right"] for layout in layouts)
            rights = [share * (layout["right"] == best) for share, layout in zip(shares, layouts, strict=True)]
            whole, good = sum(shares), sum(rights)
            for share, right, layout in zip(shares, rights, layouts, strict=True):
                pull = text["weight"] * (right / good - share / whole)
                for name, value in layout["signs"].items():
                    slope[name] += pull * value
        for name in names:
            turn = slope[name] * before[name]
            steps[name] = min(1.0, steps[name] * 1.2) if turn > 0 else steps[name] * 0.5 if turn < 0 else steps[name]
            weights[name] += math.copysign(steps[name], slope[name]) if slope[name] else 0.0
            before[name] = slope[name]
    return weights


def worth(weights: dict[str, float], layout: dict[str, Any]) -> float:
    return math.fsum(weights.get(name, 0.0) * value for name, value in layout["signs"].items())


def score(texts: list[dict[str, Any]], weights: dict[str, float]) -> tuple[int, int]:
    """Return how many of `texts` the weights read better than the rules, and how many worse."""
    better = worse = 0
    for text in texts:
        ruled = text["layouts"][0]
        best = max(text["layouts"], key=lambda layout: worth(weights, layout) - layout["margin"])
        better += best["right"] > ruled["right"]
        worse += best["right"] < ruled["right"]
    return better, worse


def table(weights: dict[str, float]) -> Iterator[str]:
    """Yield the lines of `structure/headweights.py` that hold weights."""
    for sign in dict.fromkeys(name.partition(", ")[2] for name in weights if ", " in name):
        row = (f"{weights.get(f'{part}, {sign}', 0.0):.2f}" for part in ("kicker", "headline", "wrapped", "deck"))
        yield f'    "{sign}": ({", ".join(row)}),'
    yield from (f'    "{name}": {value:.2f},' for name, value in weights.items() if ", " not in name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path, nargs="?", help="what --read has written")
    parser.add_argument("--read", type=Path, nargs="+", help="folders of marked texts")
    arguments = parser.parse_args()
    for folder in arguments.read or ():
        body: list[Line] = []
        for marked in newsroom.load(folder):
            for row in read(marked, body):
                print(json.dumps({"set": folder.name} | row, ensure_ascii=False, separators=(",", ":")))
            spaced = "\n\n".join(filter(None, marked.text.split("\n")))
            for row in read(replace(marked, text=spaced), []):
                some = {"set": folder.name} | row | {"weight": _COPY, "copy": True}
                print(json.dumps(some, ensure_ascii=False, separators=(",", ":")))
    if arguments.read:
        return
    if arguments.file is None:
        parser.error("name what --read has written, or give --read")
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    print("\n".join(table(fit(rows))))
    for left in dict.fromkeys(row["set"] for row in rows):
        texts = [row for row in rows if row["set"] == left and not row["copy"]]
        better, worse = score(texts, fit([row for row in rows if row["set"] != left]))
        print(f"{left:10} {len(texts):4} texts with several layouts: {better:3} better, {worse:2} worse")


if __name__ == "__main__":
    main()
