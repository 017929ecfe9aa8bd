"""Find a loss of speed: compare ratios to peers, measured now, with those in docs/benchmarks.md.

    python benchmarks/guard.py ARTICLES.jsonl [--count 40] [--rounds 2] [--slack 0.15]

A ratio is the seconds of a peer for each second of newsconvert on the same articles in the same run, so that it hangs
little on the machine. Exit status 1 if one is smaller than in the document by more than `--slack` of it. To be run by
hand, on a machine with nothing else to do, before a release and after a change to a writer. After an improvement,
`peers.py --write` records the new ratios. Needs the dependency groups `test` and `bench`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from peers import SUBJECTS, measure, prepare

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
#: LibreOffice, and pandoc with WeasyPrint, take too long to start to show a difference.
PEERS = ("weasyprint", "typst", "pandoc-docx", "pandoc-epub")


def recorded(document: str) -> dict[tuple[str, str], float]:
    """Return the ratios of the table in a document, by format and label of the program."""
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \| [0-9.]+ \| ([0-9.]+) \|", document, re.MULTILINE)
    return {(format_, label): float(ratio) for format_, label, ratio in rows}


def measured(corpus: Path, count: int, rounds: int) -> dict[tuple[str, str], float]:
    """Return the ratios of the peers, measured now; of each program its best round counts."""
    names = [*dict.fromkeys(SUBJECTS[name].suffix for name in PEERS), *PEERS]
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        inputs, made = Path(folder, "inputs"), Path(folder, "made")
        inputs.mkdir()
        prepare(corpus, count, inputs)
        for _ in range(rounds):
            for name in names:
                target = made / name
                target.mkdir(parents=True, exist_ok=True)
                seconds = measure(name, inputs, target)["seconds"]
                best[name] = min(seconds, best.get(name, seconds))
    subjects = {name: SUBJECTS[name] for name in PEERS}
    return {(one.suffix, one.label): best[name] / best[one.suffix] for name, one in subjects.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--slack", type=float, default=0.15)
    options = parser.parse_args()
    before = recorded(DOCUMENT.read_text(encoding="utf-8"))
    slower = False
    print("| format | peer | recorded | now | |\n|---|---|---:|---:|---|")
    for key, ratio in measured(options.corpus, options.count, options.rounds).items():
        lost = ratio < before[key] * (1 - options.slack)
        slower |= lost
        print(f"| {key[0]} | {key[1]} | {before[key]:.2f} | {ratio:.2f} | {'slower' if lost else ''} |")
    sys.exit(slower)


if __name__ == "__main__":
    main()
