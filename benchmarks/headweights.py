"""Fit the weights by which `structure/weighing.py` chooses the layout of a head, and score them on sets left out.

    python benchmarks/headweights.py --read FOLDER ... >> layouts.jsonl
    python benchmarks/headweights.py layouts.jsonl

The first form writes, for each marked text (as `newsroom.py` says) whose head has several layouts, a line
{"set", "layouts": [{"ruled", "right", "signs"}, ...]}: whether the rules found that layout, how many of title, kicker
and deck it gets right, and what speaks for it. Read texts with the rules as they were before those texts were written:
rules that know a text find it right, so that it teaches nothing. The weights in the program are of
eight sets of texts, six of them read with the rules of their day.

The second form prints the weights that make the right layouts most likely, then for each set the texts that weights
fitted without it read better and worse than the rules do.
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any

import newsroom

from newsconvert.options import ReaderOptions
from newsconvert.readers.plaintext import explain
from newsconvert.readers.structure import weighing
from newsconvert.readers.structure.line import Page

#: Variance of a weight before anything is known of it, and the steps of the fit.
_VARIANCE, _STEPS = 3.0, 400
_PARTS = (("kickers", "kicker"), ("headline", "title"), ("decks", "deck"))


def read(marked: newsroom.Marked) -> list[dict[str, Any]]:
    """Return the layouts that a marked text may have; none where there is one alone, or all are as right."""
    found: list[dict[str, Any]] = []
    layouts = weighing.layouts

    def watch(page: Page, head: int) -> None:
        ruled, others, signs = layouts(page, head) or (None, [], {})
        for layout in (ruled, *others) if ruled else ():
            total: dict[str, float] = {}
            for name, value in weighing.speaks(page, layout, signs):
                total[name] = total.get(name, 0) + value
            right = sum(_is_right(page, marked, layout, *part) for part in _PARTS)
            some = {name: round(value, 3) for name, value in total.items() if value}
            found.append({"ruled": layout == ruled, "right": right, "signs": some})

    weighing.layouts = watch
    try:
        explain(marked.text.encode(), ReaderOptions())
    finally:
        weighing.layouts = layouts
    return found if len({layout["right"] for layout in found}) > 1 else []


def _is_right(page: Page, marked: newsroom.Marked, layout: weighing.Layout, part: str, name: str) -> bool:
    got = " ".join(page.lines[at].text.strip("#*>| ") for at in getattr(layout, part))
    wanted = {" ".join(str(want or "").strip("#*>| ").split()) for want in marked.fields[name]}
    return " ".join(got.split()) in wanted


def fit(texts: list[list[dict[str, Any]]]) -> dict[str, float]:
    """Return the weights that make the right layouts of `texts` most likely, by resilient steps along the gradient."""
    names = list(weighing.WEIGHTS)
    weights, steps, before = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.1), dict.fromkeys(names, 0.0)
    for _ in range(_STEPS):
        slope = {name: -weights[name] / _VARIANCE for name in names}
        for layouts in texts:
            shares = [math.exp(min(60.0, worth(weights, layout))) for layout in layouts]
            best = max(layout["right"] for layout in layouts)
            rights = [share * (layout["right"] == best) for share, layout in zip(shares, layouts, strict=True)]
            for share, right, layout in zip(shares, rights, layouts, strict=True):
                pull = right / sum(rights) - share / sum(shares)
                for name, value in layout["signs"].items():
                    slope[name] += pull * value
        for name in names:
            turn = slope[name] * before[name]
            steps[name] = min(1.0, steps[name] * 1.2) if turn > 0 else steps[name] * 0.5 if turn < 0 else steps[name]
            weights[name] += math.copysign(steps[name], slope[name]) if slope[name] else 0.0
            before[name] = slope[name]
    return weights


def worth(weights: dict[str, float], layout: dict[str, Any]) -> float:
    return math.fsum(weights[name] * value for name, value in layout["signs"].items())


def score(texts: list[list[dict[str, Any]]], weights: dict[str, float]) -> tuple[int, int]:
    """Return how many of `texts` the weights read better than the rules, and how many worse."""
    better = worse = 0
    for layouts in texts:
        ruled = next(layout for layout in layouts if layout["ruled"])
        best = max(layouts, key=lambda layout: worth(weights, layout))
        if worth(weights, best) > worth(weights, ruled) + weighing.MARGIN:
            better += best["right"] > ruled["right"]
            worse += best["right"] < ruled["right"]
    return better, worse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path, nargs="?", help="what --read has written")
    parser.add_argument("--read", type=Path, nargs="+", help="folders of marked texts")
    arguments = parser.parse_args()
    for folder in arguments.read or ():
        for layouts in filter(None, map(read, newsroom.load(folder))):
            print(json.dumps({"set": folder.name, "layouts": layouts}, ensure_ascii=False, separators=(",", ":")))
    if arguments.read:
        return
    if arguments.file is None:
        parser.error("name what --read has written, or give --read")
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    for name, value in fit([row["layouts"] for row in rows]).items():
        print(f'    "{name}": {value:.1f},')
    for left in dict.fromkeys(row["set"] for row in rows):
        weights = fit([row["layouts"] for row in rows if row["set"] != left])
        texts = [row["layouts"] for row in rows if row["set"] == left]
        better, worse = score(texts, weights)
        print(f"{left:10} {len(texts):4} texts with several layouts: {better:3} better, {worse:2} worse")


if __name__ == "__main__":
    main()
