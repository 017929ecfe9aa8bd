"""A judge that lets everything pass is no judge: each is given a document that is broken in one place."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import newsconvert
from newsconvert.model import Article
from support import judges

Make = Callable[[str], Path]


@pytest.fixture
def make(article: Article, tmp_path: Path) -> Make:
    """Write the article in a format."""

    def write(to: str) -> Path:
        path = tmp_path / f"good.{to}"
        path.write_bytes(newsconvert.write(article, to))
        return path

    return write


def spoil(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Return a copy of a DOCX or EPUB with `old` made `new` in one part of it."""
    spoilt = path.with_name(f"bad{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoilt, "w") as target:
        assert old in source.read(name)
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry, data.replace(old, new) if entry.filename == name else data)
    return spoilt


def without(path: Path, key: str) -> Path:
    """Return a copy of a PDF in which no dictionary has the entry `key`."""
    spoilt = path.with_name("bad.pdf")
    with pikepdf.open(path) as pdf:
        holders = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and key in item]
        assert holders
        for holder in holders:
            del holder[key]
        pdf.save(spoilt)
    return spoilt


def test_epubcheck(make: Make) -> None:
    good = make("epub")
    assert judges.epubcheck(good) == (0, 0, 0, [])
    report = judges.epubcheck(spoil(good, "EPUB/text.xhtml", b"<article ", b'<article id="a b" '))
    assert report.errors == len(report.messages) == 1
    assert "EPUB/text.xhtml" in report.messages[0]


def test_ace(make: Make, tmp_path: Path) -> None:
    bad = spoil(make("epub"), "EPUB/text.xhtml", b"</article>", b'<img src="style.css"/></article>')
    assert any("image-alt" in message for message in judges.ace(bad, tmp_path))


def test_openxml_audit(make: Make, tmp_path: Path) -> None:
    good = make("docx")
    assert judges.openxml_audit(good) == []
    assert "sideways" in judges.openxml_audit(spoil(good, "word/document.xml", b"<w:bidi/>", b"<w:sideways/>"))[0]
    (tmp_path / "text.docx").write_bytes(b"text")
    assert judges.openxml_audit(tmp_path / "text.docx")


def test_docx_preview(make: Make) -> None:
    good = make("docx")
    shown, fonts = judges.docx_preview(good)
    assert sum("top" in paragraph.rules for paragraph in shown) == 1
    assert "Amiri" in fonts
    bad = spoil(good, "word/document.xml", b'<w:top w:val="none" w:sz="0"', b'<w:top w:val="single" w:sz="8"')
    assert sum("top" in paragraph.rules for paragraph in judges.docx_preview(bad)[0]) > 1
    assert "Amiri" not in judges.docx_preview(spoil(good, "word/fontTable.xml", b"Amiri", b"Amira"))[1]


def test_verapdf(make: Make) -> None:
    good = make("pdf")
    assert judges.verapdf(good, "ua1") == []
    assert judges.verapdf(without(good, "/MarkInfo"), "ua1")[0].startswith("6.2-1")
    assert judges.verapdf(good, "1b")  # another standard: the flavour is not ignored


def test_qpdf(make: Make) -> None:
    good = make("pdf")
    assert judges.qpdf_check(good) == ""
    bad = good.with_name("bad.pdf")
    bad.write_bytes(good.read_bytes().replace(b"startxref", b"startxxxx"))
    assert "damaged" in judges.qpdf_check(bad)


def test_pdffonts_sees_a_font_that_is_not_embedded(make: Make) -> None:
    good = make("pdf")
    assert {row[1:] for row in judges.pdffonts(good)} == {(True, True, True)}
    assert {row.embedded for row in judges.pdffonts(without(good, "/FontFile2"))} == {False}


@pytest.mark.parametrize("name", judges.EXTRACTORS)
def test_extractors_read_words_and_refuse_rubbish(name: str, make: Make, tmp_path: Path) -> None:
    assert "Microsoft" in judges.EXTRACTORS[name](make("pdf"))
    (tmp_path / "rubbish.pdf").write_bytes(b"rubbish")
    with pytest.raises(Exception, match=r"."):
        judges.EXTRACTORS[name](tmp_path / "rubbish.pdf")


@pytest.mark.parametrize(
    ("extracted", "recall", "order"),
    [
        ("قال الوزير: 12 Mac", 1, 1),
        ("قـال\u200f الوزير 12Mac", 1, 1),  # tatweel, controls and spaces do not count
        ("الوزير قال 12 Mac", 1, 0.75),
        ("قال ريزولا 12 Mac", 0.75, 0.75),
        ("قال قال قال قال", 0.25, 0.25),  # a word counts as often as it stands there
        ("", 0, 0),
    ],
)
def test_fidelity(extracted: str, recall: float, order: float) -> None:
    assert judges.fidelity("قال الوزير: 12 Mac", extracted) == (recall, order)


def test_browser_and_office_draw_the_page(make: Make, tmp_path: Path) -> None:
    judges.screenshot(make("html"), tmp_path / "page.png", 600, 800)
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    for page in judges.pages(judges.soffice_pdf(make("docx"), tmp_path)):
        grey = page.convert("L").tobytes()
        assert (min(grey) < 128, max(grey)) == (True, 255)


def test_missing_judge_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judges, "left_out", False)
    with pytest.raises(RuntimeError, match="no-such-judge is not installed"):
        judges.run("no-such-judge")


def test_a_judge_of_java_that_fails_says_so_and_the_next_is_asked_again(make: Make, tmp_path: Path) -> None:
    (tmp_path / "rubbish.pdf").write_bytes(b"rubbish")
    with pytest.raises(RuntimeError, match=r"^verapdf: "):
        judges.verapdf(tmp_path / "rubbish.pdf", "ua1")
    judges._java_judges().kill()
    with pytest.raises(RuntimeError, match="verapdf ended with status -9"):
        judges.verapdf(tmp_path / "rubbish.pdf", "ua1")
    assert judges.verapdf(make("pdf"), "ua1") == []
