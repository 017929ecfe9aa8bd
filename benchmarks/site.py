"""Measure the site of a large archive: what it costs to write, how large it is, how soon a browser answers.

    python benchmarks/site.py ARTICLES.jsonl [--count 100000] [--words 20] [--folder FOLDER]

ARTICLES has one JSON object a line with `title`, `author`, `source`, `content` and `url`; they are repeated up to
`count`, each time with other invented words, so that the index grows as that of different articles would. Printed are
seconds of processor time and memory to write the site, the bytes of its parts, and for some searches the seconds from
opening the page from disk until the results stand there, and the memory of its scripts. `--words` shortens the texts.
Run it in the environment that ./test makes.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from playwright.sync_api import expect

from newsconvert.archive.outputs.site import Download, Entry, write_site
from support import judges

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SEARCHES = ("", "q=وزارة الداخلية", "q=في", "q=الس", "q=مسؤول&date=2013&source=1", "q=الرياض&sort=oldest&page=9")


def entries(path: Path, count: int, words: int | None = None) -> Iterator[Entry]:
    """Return `count` articles of a corpus, of so many words, with a dozen each that hardly another has."""
    chance = random.Random(1)
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for number, row in enumerate(itertools.islice(itertools.cycle(rows), count)):
        invented = " ".join("".join(chance.choices(_LETTERS, k=chance.randint(3, 8))) for _ in range(12))
        yield Entry(
            title=row["title"],
            byline=row.get("author"),
            source=row.get("source"),
            url=row.get("url"),
            published=date(2004, 1, 1) + timedelta(days=chance.randrange(7300)),
            downloads=tuple(Download(name, f"articles/{number}/a.{name.lower()}", 99_999) for name in ("PDF", "EPUB")),
            text=f"{' '.join(row['content'].split()[:words])}\n{invented}",
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--words", type=int)
    parser.add_argument("--folder", type=Path, help="where to leave the site; a temporary folder if not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        start = time.process_time()
        write_site(folder, entries(options.articles, options.count, options.words))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"{options.count} articles: {time.process_time() - start:.0f} s, {memory:.0f} MB of memory")
        for part in sorted((folder / "site").iterdir()):
            sizes = [path.stat().st_size for path in (part.rglob("*") if part.is_dir() else [part]) if path.is_file()]
            total, most = sum(sizes) / 1e6, max(sizes, default=0) / 1e3
            print(f"  {part.name:12} {total:8.1f} MB in {len(sizes)} files, the largest {most:.0f} kB")
        with judges.browser() as browser:
            for search in _SEARCHES:
                page = browser.new_page()
                start = time.perf_counter()
                page.goto(f"{folder.resolve().as_uri()}/index.html#{quote(search, safe='=&')}")
                expect(page.locator("#status")).not_to_be_empty(timeout=60_000)
                seconds = time.perf_counter() - start
                heap = page.context.new_cdp_session(page).send("Runtime.getHeapUsage")["usedSize"] / 1e6
                print(f"  #{search}: {seconds:.2f} s, {heap:.0f} MB, {page.locator('#status').inner_text()}")
                page.close()


if __name__ == "__main__":
    main()
