"""Measure what it takes to bind a volume as PDF: seconds, memory at its peak, pages, bytes.

    python benchmarks/volumes.py ARTICLES.jsonl [--counts 50 200 500]

Each count is measured in a process of its own. The last column is what verification finds when it reads the text back.
Run it in the environment that ./test makes.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import time
from pathlib import Path

import newsconvert
from newsconvert.errors import InputError
from newsconvert.model import Volume
from newsconvert.verification import verify_volume


def measure(path: Path, count: int) -> None:
    """Bind the first `count` articles of a corpus and print a row of the table."""
    read = (found.value for _, found in newsconvert.load_many(path) if not isinstance(found, InputError))
    volume = Volume("مجلد", tuple(itertools.islice(read, count)))
    began, busy = time.perf_counter(), time.process_time()
    data = newsconvert.bind(volume, "pdf").value
    took, busy = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kibibytes on Linux
    receipt = verify_volume(volume, "pdf", data)
    columns = (
        len(volume.articles),
        receipt.pages,
        f"{took:.0f}",
        f"{busy:.0f}",
        f"{peak:.0f}",
        f"{len(data) / 1e6:.1f}",
    )
    print("|", " | ".join(map(str, (*columns, receipt.words, len(receipt.findings)))), "|", flush=True)


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[50, 200, 500])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.corpus, options.counts[0])
        return
    print("| articles | pages | seconds | of them CPU | peak MB | file MB | words | findings |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for count in options.counts:
        command = [sys.executable, __file__, str(options.corpus), "--counts", str(count), "--one"]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
