"""The same input, options and version give the same bytes: on another day, in another place, in another language."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsconvert.writers import writers
from support.judges import run

pytestmark = pytest.mark.slow

#: Two machines that have little in common. `faketime` moves the clock of the whole process.
HERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "LANGUAGE": "en", "PYTHONHASHSEED": "1", "HOME": "/nowhere"}
THERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANGUAGE": "ar", "PYTHONHASHSEED": "77", "COLUMNS": "40"}
DAYS = {"2001-02-03 04:05:06": HERE, "2033-10-11 12:13:14": THERE}


def convert(folder: Path, day: str, *arguments: str | Path, **more: str) -> dict[str, bytes]:
    """Run `newsconvert convert` on that day and return the documents by name."""
    folder.mkdir()
    program = [sys.executable, "-m", "newsconvert.cli", "convert", *arguments, "-q", "-o", folder]
    done = run("faketime", "-f", day, *program, **DAYS[day], **more)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def all_documents(folder: Path, day: str, sources: list[Path], **more: str) -> dict[str, bytes]:
    """Return documents of every format: of the articles, for a press, and bound in a volume."""
    folder.mkdir()
    found = convert(folder / "each", day, *sources, "--to", ",".join(writers()), **more)
    found |= {f"press {name}": data for name, data in convert(
        folder / "press", day, *sources, "--to", "pdf", "--print-ready", **more).items()}  # fmt: skip
    binders = ",".join(name for name, writer in writers().items() if writer.binder)
    if binders:
        found |= convert(folder / "bound", day, *sources, "--to", binders, "--bind", "مجلد", **more)
    return found


@pytest.fixture
def sources(tmp_path: Path, seed: Path) -> list[Path]:
    other = tmp_path / "خبر.txt"
    other.write_text("عنوان الخبر\nكتب: فلان\nقال 3.5% من Windows في 12/5/2026.\n- بند\n- بند آخر\n", encoding="utf-8")
    return [seed, other]


def test_the_clock_of_the_test_is_moved() -> None:
    shown = run(
        "faketime", "-f", "2001-02-03 04:05:06", sys.executable, "-c", "import time; print(time.localtime()[:3])"
    )
    assert shown.stdout == b"(2001, 2, 3)\n"


@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_same_bytes_on_another_day_in_another_place(tmp_path: Path, sources: list[Path], epoch: str | None) -> None:
    more = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    first, second = (all_documents(tmp_path / day[:4], day, sources, **more) for day in DAYS)
    assert {name for name in first if first[name] != second[name]} == set()
    assert first.keys() == second.keys()
    assert len(first) >= 2 * len(writers())


def test_the_order_of_the_work_does_not_matter(tmp_path: Path, sources: list[Path]) -> None:
    # What one article leaves in the caches of fonts and styles must not show in the next.
    day = next(iter(DAYS))
    together = convert(tmp_path / "together", day, *sources, "--to", "pdf,docx,epub")
    backwards = convert(tmp_path / "backwards", day, *sources[::-1], "--to", "epub,pdf,docx")
    assert together == backwards
