"""The outside judges: programs that did not write our documents and say what they think of them.

A judge that is missing is an error that says how to get it; only `./test --no-judges` leaves tests out instead.
"""

from __future__ import annotations

import atexit
import base64
import ctypes
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from support import ROOT

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser, Page

NPM = ROOT / ".judges"


#: Whether a test that needs a judge which is not there is left out, as `./test --no-judges` asks, or fails.
left_out = False

# Node.js comes as a Python package, so its command lies beside this interpreter.
PROGRAMS = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def need(judge: str, there: object = None) -> None:
    """Raise RuntimeError where a judge (a program, unless `there` says that it is) is missing, or leave the test out."""
    if there if there is not None else shutil.which(judge, path=PROGRAMS):
        return
    if left_out:
        pytest.skip(f"{LEFT_OUT}{judge}")
    raise RuntimeError(f"{judge} is not installed; ./test installs it")


LEFT_OUT = "left out, for want of "
PATIENCE = 240  # seconds: several times what the slowest takes on a busy machine


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program that must be there; its output is returned whatever its exit status.

    One that hangs, as browsers do now and then, is started once more.
    """
    need(str(command[0]))
    every = {**os.environ, "PATH": PROGRAMS, **environment}

    def start() -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(list(map(str, command)), capture_output=True, check=False, env=every, timeout=PATIENCE)

    try:
        return start()
    except subprocess.TimeoutExpired:
        return start()


def output(*command: str | Path) -> str:
    """Return what a program prints. Raise RuntimeError with its own words when it fails."""
    result = run(*command)
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode(errors='replace')}")
    return result.stdout.decode(errors="replace")


# Java: EPUBCheck, veraPDF and PDFBox, in one virtual machine for all tests of a process, which is a process of its own.


@cache
def _java_judges() -> subprocess.Popen[str]:
    need("java")
    program = [sys.executable, str(Path(__file__).with_name("java_judges.py"))]
    # Java takes names of files for what the locale says, and knows no letters but Latin ones in "C".
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    started = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    atexit.register(started.communicate)  # closes its input, which ends it
    return started


def _ask_java(judge: str, *arguments: str) -> Any:
    asked = _java_judges()
    assert asked.stdin
    assert asked.stdout
    try:
        print(json.dumps([judge, *arguments]), file=asked.stdin, flush=True)
        if not select.select([asked.stdout], [], [], PATIENCE)[0]:
            asked.kill()
        line = asked.stdout.readline()
    except BrokenPipeError:
        line = ""
    if not line:
        _java_judges.cache_clear()
        raise RuntimeError(f"{judge} ended with status {asked.wait()}")
    answer = json.loads(line)
    if "error" in answer:
        raise RuntimeError(f"{judge}: {answer['error']}")
    return answer["found"]


class EpubReport(NamedTuple):
    """What EPUBCheck says: counts, and each message with where it stands."""

    fatal: int
    errors: int
    warnings: int
    messages: list[str]


def epubcheck(path: Path) -> EpubReport:
    """Check an EPUB with EPUBCheck 5."""
    found = _ask_java("epubcheck", str(path))
    counts = found["checker"]
    messages = [f"{m['ID']} {m['message']} {[place['path'] for place in m['locations']]}" for m in found["messages"]]
    return EpubReport(counts["nFatal"], counts["nError"], counts["nWarning"], messages)


def verapdf(path: Path, flavour: str) -> list[str]:
    """Return what veraPDF finds wrong with a PDF; `flavour` is its own name for a standard, such as 3a or ua1."""
    found: list[str] = _ask_java("verapdf", str(path), flavour)
    return found


def openxml_audit(path: Path) -> list[str]:
    """Return what openxml-audit finds wrong with a DOCX."""
    from openxml_audit import OpenXmlValidator

    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


# PDF


class FontRow(NamedTuple):
    """A font of a PDF as pdffonts sees it."""

    name: str
    embedded: bool
    subset: bool
    unicode: bool


def pdffonts(path: Path) -> list[FontRow]:
    """Return the fonts of a PDF."""
    lines = output("pdffonts", path).splitlines()[2:]
    flags = [(line.split()[0], line.split()[-5:-2]) for line in lines]
    return [FontRow(name, *(flag == "yes" for flag in three)) for name, three in flags]


def pages(path: Path, dpi: int = 60) -> list[Image]:
    """Return a PDF's pages as pictures, drawn by Poppler."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        output("pdftoppm", "-r", str(dpi), path, Path(folder) / "page")
        return [Image.open(BytesIO(page.read_bytes())) for page in sorted(Path(folder).iterdir())]


def qpdf_check(path: Path) -> str:
    """Return what `qpdf --check` complains of, an empty string if nothing."""
    result = run("qpdf", "--check", path)
    return "" if result.returncode == 0 else (result.stdout + result.stderr).decode()


# Text back out of a PDF


def poppler_text(path: Path) -> str:
    """Return what pdftotext reads."""
    return output("pdftotext", path, "-")


def tags_text(path: Path) -> str:
    """Return what a screen reader is given: the ActualText of the tag tree (ISO 32000-1, 14.9.4), a line for each.

    Raise AssertionError where text has none, as its letters would be read from left to right.
    """
    import pikepdf

    lines: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif not isinstance(node, pikepdf.Dictionary):
            raise AssertionError("text without ActualText")
        elif "/ActualText" in node:
            lines.append(str(node.ActualText))
        elif node.get("/S") != "/Figure":
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return "\n".join(lines)


def pdfium_text(path: Path) -> str:
    """Return what PDFium (Chrome) reads."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def mupdf_text(path: Path) -> str:
    """Return what MuPDF reads."""
    import pymupdf

    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def pypdf_text(path: Path) -> str:
    """Return what pypdf reads."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


_PDFJS = """
import fs from 'fs';
import { getDocument } from '%s/pdfjs-dist/legacy/build/pdf.mjs';
const data = new Uint8Array(fs.readFileSync(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
const pages = [];
for (let n = 1; n <= pdf.numPages; n++) {
  const { items } = await (await pdf.getPage(n)).getTextContent();
  pages.push(items.map((item) => item.str + (item.hasEOL ? '\\n' : '')).join(''));
}
process.stdout.write(pages.join('\\n'));
"""


def pdfjs_text(path: Path) -> str:
    """Return what pdf.js (Firefox) reads."""
    modules = NPM / "node_modules"
    need("pdfjs-dist", (modules / "pdfjs-dist").is_dir())
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "extract.mjs"
        program.write_text(_PDFJS % modules)
        return output("node", program, path)


def pdfbox_text(path: Path, *, by_position: bool = False) -> str:
    """Return what PDFBox (Tika, Solr, DSpace) reads; they leave `by_position` off."""
    found: str = _ask_java("pdfbox", str(path), *["by position"] * by_position)
    return found


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler_text,
    "tags": tags_text,
    "pdfium": pdfium_text,
    "mupdf": mupdf_text,
    "pypdf": pypdf_text,
    "pdfjs": pdfjs_text,
    "pdfbox": pdfbox_text,
}

_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\u0640]")
_WORD = re.compile(
    "[\u0621-\u063f\u0641-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06fc\u0750-\u077f]+" + r"|\d+|[^\W\d_]+"
)


def words(text: str) -> list[str]:
    """Return the words of `text`: runs of Arabic letters and marks, of other letters, or of digits."""
    return _WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFC", text)))


class Fidelity(NamedTuple):
    """How much of a source came back: share of its words found whole, share of them in the source's order."""

    recall: float
    order: float


def fidelity(source: str, extracted: str) -> Fidelity:
    """Compare the text that was set with the text that was read back."""
    want, got = words(source), words(extracted)
    if not want:
        return Fidelity(1, 1)
    whole = (Counter(want) & Counter(got)).total()
    blocks = SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks()
    return Fidelity(whole / len(want), sum(block.size for block in blocks) / len(want))


# Browser and office

_CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def screenshot(page: Path, png: Path, width: int, height: int, *, dark: bool = False) -> None:
    """Render a web page in headless Chromium, for a reader who prefers light colours or `dark` ones."""
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    with tempfile.TemporaryDirectory() as profile:
        run(
            *_CHROMIUM,
            f"--user-data-dir={profile}",
            scheme,
            f"--window-size={width},{height}",
            f"--screenshot={png}",
            page,
        )
    assert png.exists()


def browser_pdf(page: Path, pdf: Path) -> None:
    """Print a web page with headless Chromium; the PDF holds the fonts that it really used."""
    with tempfile.TemporaryDirectory() as profile:
        run(*_CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", "--no-pdf-header-footer", page)
    assert pdf.exists()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@contextmanager
def browser() -> Iterator[Browser]:
    """Start headless Chromium, to be driven by Playwright."""
    from playwright.sync_api import sync_playwright

    need("chromium")
    need("libatomic1", _loads("libatomic.so.1"))  # of Playwright's own Node.js
    program = shutil.which("chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=[*_CHROMIUM[2:]])
        yield started
        started.close()


def axe(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it stands: WCAG 2.2 A and AA, and best practices."""
    program = NPM / "node_modules" / "axe-core" / "axe.min.js"
    need("axe-core", program.exists())
    page.evaluate(program.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ preload: false })")  # what it would fetch, a strict page forbids
    assert found["passes"]
    return [f"{wrong['id']}: {wrong['help']} {[n['html'] for n in wrong['nodes']]}" for wrong in found["violations"]]


def epubjs(page: Page, book: bytes, width: int = 500, height: int = 700) -> dict[str, Any]:
    """Return what epub.js makes of an EPUB: the page progression, the first document, and of each in reading order
    its fonts, its pages, where the text moves when one is turned, and blocks that do not start at their edge.
    """
    modules = NPM / "node_modules"
    if not (modules / "epubjs").is_dir():
        raise RuntimeError("epubjs is not installed; ./test installs it")
    body = '<!DOCTYPE html><html><body style="margin: 0"><div id="area"></div></body></html>'
    page.route("http://book.test/**", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("http://book.test/")  # fonts need an origin; no network is asked for it
    for program in ("jszip/dist/jszip.min.js", "epubjs/dist/epub.min.js"):
        page.add_script_tag(path=modules / program)
    program = Path(__file__).with_name("epubjs.js").read_text(encoding="utf-8")
    found: dict[str, Any] = page.evaluate(program, [base64.b64encode(book).decode(), width, height])
    return found


class Previewed(NamedTuple):
    """A paragraph of a Word document as docx-preview shows it.

    `indent` is how far its first line begins from where lines begin, in pixels; `rules` are the sides with a line.
    """

    text: str
    direction: str
    indent: float
    rules: list[str]


_PREVIEW = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  await docx.renderAsync(bytes, document.body, null, { useBase64URL: true });
  await document.fonts.ready;
  const shown = [...document.querySelectorAll('p')].filter((p) => p.textContent.trim()).map((p) => {
    const look = getComputedStyle(p), box = p.getBoundingClientRect(), range = document.createRange();
    range.selectNodeContents(p);
    const rects = [...range.getClientRects()].filter((r) => r.width);
    const line = rects.filter((r) => r.top < rects[0].bottom && r.bottom > rects[0].top);
    const end = look.direction === 'rtl';
    const indent = end ? box.right - Math.max(...line.map((r) => r.right)) : Math.min(...line.map((r) => r.left)) - box.left;
    const sides = ['top', 'right', 'bottom', 'left'].filter((side) => parseFloat(look[`border-${side}-width`]));
    return [p.textContent, look.direction, indent, sides];
  });
  return [shown, [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family.replaceAll('"', ''))];
}"""


def docx_preview(path: Path) -> tuple[list[Previewed], set[str]]:
    """Show a Word document with docx-preview in headless Chromium; return its paragraphs, and the fonts it loaded."""
    modules = NPM / "node_modules"
    programs = [modules / "jszip/dist/jszip.min.js", modules / "docx-preview/dist/docx-preview.min.js"]
    if not all(program.exists() for program in programs):
        raise RuntimeError("docx-preview is not installed; ./test installs it")
    with browser() as started:
        page = started.new_page()
        page.set_content("<!DOCTYPE html><meta charset=utf-8><title>docx</title><body>")
        for program in programs:
            page.add_script_tag(path=program)
        shown, fonts = page.evaluate(_PREVIEW, base64.b64encode(path.read_bytes()).decode())
    return [Previewed(*one) for one in shown], set(fonts)


def soffice(to: str, documents: Iterable[Path], folder: Path) -> list[Path]:
    """Turn documents into the format `to` with LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = list(documents)
    result = run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, *sources)
    made = [folder / f"{source.stem}.{to}" for source in sources]
    assert all(path.exists() for path in made), result.stderr.decode()
    return made


def soffice_pdf(document: Path, folder: Path) -> Path:
    """Turn a document into a PDF with LibreOffice."""
    return soffice("pdf", [document], folder)[0]


def ace(path: Path, folder: Path) -> list[str]:
    """Return the assertions of Ace by DAISY about an EPUB, none if it passes."""
    program = NPM / "node_modules" / ".bin" / "ace-cli"
    need("ace-cli", program.exists())
    need("chromium")
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\nexec {" ".join(_CHROMIUM)} "$@"\n')
    browser.chmod(0o755)
    result = run(program, "-f", "-s", "-o", folder / "ace", path, PUPPETEER_EXECUTABLE_PATH=str(browser))
    report = folder / "ace" / "report.json"
    assert report.exists(), result.stderr.decode()
    found = json.loads(report.read_text(encoding="utf-8"))
    items = [item for subject in found["assertions"] for item in subject.get("assertions", ())]
    shown = [f"{item['earl:test']['dct:title']}: {item['earl:result']['dct:description']}" for item in items]
    assert (found["earl:result"]["earl:outcome"] == "pass") == (not shown)
    return shown
