"""The EPUB."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

import judges
import newsconvert
from newsconvert.model import Article, Heading, Link, Paragraph, Source, Text, article_text
from newsconvert.resources import Resources

NS = {"h": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/",
      "e": "http://www.idpf.org/2007/ops"}  # fmt: skip


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_and_ace_find_nothing(seed: Path, article: Article, tmp_path: Path) -> None:
    for name, value in (("seed", newsconvert.read(seed)), ("full", article)):
        path = tmp_path / f"{name}.epub"
        path.write_bytes(newsconvert.write(value, "epub"))
        report = judges.epubcheck(path)
        assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    assert judges.ace(path, tmp_path) == []


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_hostile_text_gives_a_valid_book(theme: str, tmp_path: Path) -> None:
    hostile = "</title><script>alert(1)</script> & < > \" ' ]]> <!-- \x0b {x}"
    text = (Link("javascript:alert(1)", (Text(hostile),)),)
    article = Article(
        hostile, (Heading(2, text), Paragraph(text)), byline=hostile, source=Source(hostile, "x:y", hostile)
    )
    path = tmp_path / "a.epub"
    path.write_bytes(newsconvert.write(article, "epub", theme=theme))
    report = judges.epubcheck(path)
    assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    page = etree.fromstring(files(path.read_bytes())["EPUB/text.xhtml"])
    assert not page.findall(".//h:script", NS)
    assert page.findtext(".//h:h1", namespaces=NS) == hostile.replace("\x0b", "")


def test_text_reads_back_to_the_letter(seed: Path, article: Article) -> None:
    for source in (newsconvert.read(seed), article):
        page = etree.fromstring(files(newsconvert.write(source, "epub"))["EPUB/text.xhtml"])
        blocks = page.xpath("//h:h1 | //h:h2 | //h:h3 | //h:p | //h:li", namespaces=NS)
        shown = ["".join(block.itertext()) for block in blocks]
        dates = page.xpath("//h:p[@class='date']", namespaces=NS)
        want = list(article_text(source))
        for date in dates:
            shown.remove("".join(date.itertext()))
        assert shown[: len(want)] == want


def test_everything_is_right_to_left(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    package = etree.fromstring(found["EPUB/content.opf"])
    assert package.get("version") == "3.0"
    assert package.get("dir") == "rtl"
    assert package.find("o:spine", NS).get("page-progression-direction") == "rtl"
    for name in ("EPUB/text.xhtml", "EPUB/nav.xhtml"):
        root = etree.fromstring(found[name])
        for element in (root, root.find("h:body", NS)):
            assert element.get("dir") == "rtl"
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_navigation_leads_to_every_heading(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    page, nav = etree.fromstring(found["EPUB/text.xhtml"]), etree.fromstring(found["EPUB/nav.xhtml"])
    links = nav.xpath("//h:nav[@e:type='toc']//h:a", namespaces=NS)
    ids = {element.get("id"): "".join(element.itertext()) for element in page.xpath("//*[@id]")}
    assert [(ids[a.get("href").split("#")[1]], a.text) for a in links] == [(a.text, a.text) for a in links]
    assert [a.text for a in links] == [article.headline, "أولاً: ما الذي تغيَّر؟", "Windows 11 في العناوين"]


def test_metadata(article: Article) -> None:
    stamp = Resources(timestamp=datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    package = etree.fromstring(files(newsconvert.render(article, "epub", resources=stamp).value)["EPUB/content.opf"])
    values = {name: package.findtext(f".//dc:{name}", namespaces=NS) for name in
              ("title", "language", "creator", "publisher", "source", "date", "description")}  # fmt: skip
    assert values == {
        "title": article.headline, "language": "ar", "creator": "كتب: محمد السيد", "publisher": "وكالة الأنباء",
        "source": "https://example.org/news/1", "date": "2026-03-14", "description": article.lead,
    }  # fmt: skip
    meta = [(m.get("property"), m.text) for m in package.findall(".//o:meta", NS)]
    assert ("dcterms:modified", "2026-11-24T12:00:00Z") in meta
    assert ("schema:accessMode", "textual") in meta
    assert ("schema:accessibilityHazard", "none") in meta


def test_fonts_are_inside_used_and_small(article: Article) -> None:
    data = newsconvert.write(article, "epub")
    found = files(data)
    fonts = {name for name in found if name.startswith("EPUB/fonts/")}
    style = found["EPUB/style.css"].decode()
    assert {"EPUB/fonts/Amiri-Regular.ttf", "EPUB/fonts/NotoKufiArabic-Bold.ttf"} <= fonts
    assert all(f'url("{name.removeprefix("EPUB/")}")' in style for name in fonts)
    assert len(data) < 250_000


def test_container(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    assert next(iter(found)) == "mimetype"
    assert found["mimetype"] == b"application/epub+zip"


def test_identifier_is_the_article_s_own(seed: Path, article: Article) -> None:
    def identifier(value: Article) -> str | None:
        package = etree.fromstring(files(newsconvert.write(value, "epub"))["EPUB/content.opf"])
        return package.findtext(".//dc:identifier", namespaces=NS)

    assert identifier(newsconvert.read(seed)) == identifier(newsconvert.read(seed)) != identifier(article)


def test_same_bytes_in_another_time_zone_and_locale(seed: Path) -> None:
    program = (
        f"import newsconvert, sys; sys.stdout.buffer.write(newsconvert.write(newsconvert.read({str(seed)!r}), 'epub'))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True,
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": hashing},
        ).stdout
        for zone, locale, hashing in (("UTC", "C", "1"), ("Asia/Tokyo", "C.UTF-8", "2"))
    }  # fmt: skip
    assert len(made) == 1
    assert made.pop().startswith(b"PK")
