"""Measure one article from the shell, start included: newsconvert and pandoc in turn, in one run.

    python benchmarks/start.py ARTICLE.txt [--rounds 10]

Seconds of the processor are those of a command and its children, the least of the rounds. The first round of each
fills what is kept between runs. Needs the dependency groups `test` and `bench`.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pypandoc

_STYLE = """@page { size: A4; margin: 25mm }
html { font: 12pt/1.8 Amiri; direction: rtl } p { text-align: justify } h1 { font-size: 20pt }"""
FORMATS = ("pdf", "docx", "epub")


def commands(source: Path, folder: Path) -> dict[str, list[str]]:
    """Return what is run for each format, by its label, and what everything written in Python with Typer takes."""
    here = Path(sys.executable).parent
    style = folder / "style.css"
    style.write_text(_STYLE, encoding="utf-8")
    plain = [pypandoc.get_pandoc_path(), "--from", "markdown", str(source), "--metadata", "title=خبر", "--output"]
    engine = ["--pdf-engine", str(here / "weasyprint"), "--css", str(style)]
    found = {"python -c pass": [sys.executable, "-c", "pass"], "import typer": [sys.executable, "-c", "import typer"]}
    for name in FORMATS:
        ours = [str(here / "newsconvert"), "convert", "--force", str(source), "--to", name, "-o", str(folder)]
        found[f"newsconvert {name}"] = ours
        found[f"pandoc {name}"] = [*plain, str(folder / f"pandoc.{name}"), *(engine if name == "pdf" else ())]
    return found


def seconds(command: list[str]) -> float:
    """Return the seconds of the processor that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        every = commands(options.article, Path(folder))
        taken = {label: [seconds(command)] for label, command in every.items()}
        for _ in range(options.rounds):
            for label, command in every.items():
                taken[label].append(seconds(command))
    least = {label: min(times) for label, times in taken.items()}
    print("| command | seconds of the processor | the same of pandoc |\n|---|---:|---:|")
    for label, time in least.items():
        peer = least.get(label.replace("newsconvert", "pandoc"), 0) if label.startswith("newsconvert") else 0
        print(f"| {label} | {time:.3f} | {f'{time / peer:.2f}' if peer else ''} |")


if __name__ == "__main__":
    main()
