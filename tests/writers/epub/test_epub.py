"""The EPUB."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import uharfbuzz as hb
from ebooklib import epub
from lxml import etree
from PIL import Image

import newsconvert
from newsconvert.model import Article, Heading, Link, Paragraph, Source, Strong, Text, Volume, article_text
from newsconvert.resources import THEMES, Resources, bundled_families
from support import judges

NS = {"h": "http://www.w3.org/1999/xhtml", "o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/",
      "e": "http://www.idpf.org/2007/ops"}  # fmt: skip


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def checked(data: bytes, folder: Path) -> dict[str, bytes]:
    """Return the files of an EPUB that EPUBCheck finds nothing wrong with."""
    path = folder / "checked.epub"
    path.write_bytes(data)
    report = judges.epubcheck(path)
    assert (report.fatal, report.errors, report.warnings) == (0, 0, 0), report.messages
    return files(data)


def fonts(found: dict[str, bytes]) -> list[str]:
    return [name for name in found if name.startswith("EPUB/fonts/")]


def test_epubcheck_and_ace_find_nothing(seed: Path, article: Article, tmp_path: Path) -> None:
    for value in (newsconvert.read(seed), article):
        checked(newsconvert.write(value, "epub"), tmp_path)
    assert judges.ace(tmp_path / "checked.epub", tmp_path) == []


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_hostile_text_gives_a_valid_book(theme: str, tmp_path: Path) -> None:
    hostile = "</title><script>alert(1)</script> & < > \" ' ]]> <!-- \x0b {x}"
    text = (Link("javascript:alert(1)", (Text(hostile),)),)
    article = Article(
        hostile, (Heading(2, text), Paragraph(text)), byline=hostile, source=Source(hostile, "x:y", hostile)
    )
    page = etree.fromstring(checked(newsconvert.write(article, "epub", theme=theme), tmp_path)["EPUB/text.xhtml"])
    assert not page.findall(".//h:script", NS)
    assert page.xpath("string(//h:h1)", namespaces=NS) == hostile.replace("\x0b", "")


@pytest.mark.parametrize("blank", ["", " ", "\x0b"])
def test_blank_parts_give_a_valid_book(blank: str, tmp_path: Path) -> None:
    text = (Text(blank),)
    article = Article("خبر", (Paragraph(text), Heading(2, text)), byline=blank, source=Source(blank, blank, blank))
    found = checked(newsconvert.write(article, "epub"), tmp_path)
    nav = etree.fromstring(found["EPUB/nav.xhtml"])
    assert nav.xpath("//h:nav[@e:type='toc']//h:a/text()", namespaces=NS) == ["خبر"]


def test_text_reads_back_to_the_letter(seed: Path, article: Article, tmp_path: Path) -> None:
    for source in (newsconvert.read(seed), article):
        (tmp_path / "read.epub").write_bytes(newsconvert.write(source, "epub"))
        book = epub.read_epub(tmp_path / "read.epub")  # EbookLib, which did not write it
        assert book.get_metadata("DC", "title") == [(source.headline, {})]
        page = etree.fromstring(book.get_item_with_id("text").get_content())
        blocks = page.xpath("//h:h1 | //h:h2 | //h:h3 | //h:p | //h:li", namespaces=NS)
        shown = ["".join(block.itertext()) for block in blocks]
        dates = page.xpath("//h:p[@class='date']", namespaces=NS)
        want = list(article_text(source))
        for day in dates:
            shown.remove("".join(day.itertext()))
        assert shown[: len(want)] == want


def test_everything_is_right_to_left(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    package = etree.fromstring(found["EPUB/content.opf"])
    assert package.get("version") == "3.0"
    assert package.get("dir") == "rtl"
    assert package.xpath("o:spine/@page-progression-direction", namespaces=NS) == ["rtl"]
    for name in ("EPUB/text.xhtml", "EPUB/nav.xhtml"):
        root = etree.fromstring(found[name])
        assert root.xpath("@dir | h:body/@dir", namespaces=NS) == ["rtl", "rtl"]
        assert root.get("lang") == root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_navigation_leads_to_every_heading(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    page, nav = etree.fromstring(found["EPUB/text.xhtml"]), etree.fromstring(found["EPUB/nav.xhtml"])
    links = nav.xpath("//h:nav[@e:type='toc']//h:a", namespaces=NS)
    ids = {element.get("id"): "".join(element.itertext()) for element in page.xpath("//*[@id]")}
    assert [(ids[a.get("href").split("#")[1]], a.text) for a in links] == [(a.text, a.text) for a in links]
    assert [a.text for a in links] == [article.headline, "أولاً: ما الذي تغيَّر؟", "Windows 11 في العناوين"]


def test_navigation_is_as_deep_as_the_headings(tmp_path: Path) -> None:
    body = tuple(Heading(level, (Text(f"عنوان {level}"),)) for level in (3, 2, 3, 4, 2))
    found = checked(newsconvert.write(Article("الخبر", body), "epub"), tmp_path)
    nav, ncx = etree.fromstring(found["EPUB/nav.xhtml"]), etree.fromstring(found["EPUB/toc.ncx"])
    depths = [(a.text, len(a.xpath("ancestor::h:ol", namespaces=NS)))
              for a in nav.xpath("//h:nav[@e:type='toc']//h:a", namespaces=NS)]  # fmt: skip
    assert depths == [("الخبر", 1), ("عنوان 3", 1), ("عنوان 2", 1), ("عنوان 3", 2), ("عنوان 4", 3), ("عنوان 2", 1)]
    points = ncx.xpath("//*[local-name()='navPoint']")
    assert [len(point.xpath("ancestor-or-self::*[local-name()='navPoint']")) for point in points] == [
        depth for _, depth in depths
    ]


def test_metadata(article: Article) -> None:
    stamp = Resources(timestamp=datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    package = etree.fromstring(files(newsconvert.render(article, "epub", resources=stamp).value)["EPUB/content.opf"])
    values = {name: package.findtext(f".//dc:{name}", namespaces=NS) for name in
              ("title", "language", "creator", "publisher", "source", "date", "rights", "description")}  # fmt: skip
    assert values == {
        "title": article.headline, "language": "ar", "creator": "محمد السيد", "publisher": "وكالة الأنباء",
        "source": "https://example.org/news/1", "date": "2026-03-14", "rights": "حقوق النصّ لصاحبه: وكالة الأنباء", "description": article.lead,
    }  # fmt: skip
    meta = [(m.get("property"), m.text) for m in package.findall(".//o:meta", NS)]
    assert ("dcterms:modified", "2026-11-24T12:00:00Z") in meta
    assert ("schema:accessMode", "textual") in meta
    assert ("schema:accessibilityHazard", "none") in meta


def test_fonts_are_inside_used_and_small(article: Article) -> None:
    data = newsconvert.write(article, "epub")
    found = files(data)
    style = found["EPUB/style.css"].decode()
    names = {name.removeprefix("EPUB/") for name in fonts(found)}
    assert names == {
        "fonts/1-Amiri-Regular.ttf", "fonts/2-Amiri-Bold.ttf",
        "fonts/3-NotoKufiArabic-Regular.ttf", "fonts/4-NotoKufiArabic-Bold.ttf",
    }  # fmt: skip
    assert set(re.findall(r'url\("(.*?)"\)', style)) == names
    first_choices = set(re.findall(r'font-family: ("[^"]+"),', style))
    assert first_choices == set(re.findall(r'@font-face { font-family: ("[^"]+");', style)) == {
        '"Amiri"', '"Noto Kufi Arabic"'
    }  # fmt: skip
    assert len(data) < 200_000


def test_each_weight_holds_what_it_shows() -> None:
    words = (Paragraph((Text("جمل ٣ "), Strong((Text("XYZ"),)))), Heading(2, (Text("ثعلب"),)))
    found = files(newsconvert.write(Article("فهد", words), "epub", theme="book"))
    faces = {name.rsplit("-", 1)[1]: set(map(chr, hb.Face(found[name]).unicodes)) for name in fonts(found)}
    assert set("جمل٣") <= faces["Regular.ttf"]
    assert set("ثعلبفهدXYZ") <= faces["Bold.ttf"]
    assert not set("XYZ") & faces["Regular.ttf"]
    assert not set("٣") & faces["Bold.ttf"]


@pytest.mark.parametrize(
    ("css", "regular", "bold"),
    [
        ("p:first-of-type { font-weight: bold }", "چ", "پ"),  # by the place of an element
        (".news > p { font: bold 1em serif }", "", "پچ"),
        ("@media (min-width: 30em) { p { font-weight: bold } }", "پچ", "پچ"),  # by what the book cannot know
        ('p::before { content: "§"; font-weight: bold }', "پچ§", "پچ§"),
    ],
)
def test_fonts_are_found_as_a_browser_finds_them(css: str, regular: str, bold: str, tmp_path: Path) -> None:
    theme = shutil.copytree(THEMES / "book", tmp_path / "own")
    with (theme / "epub.css").open("a", encoding="utf-8") as sheet:
        sheet.write(css)
    # Letters that no other text of the book has, and that none brings with it.
    body = (Paragraph((Text("پ"),)), Paragraph((Text("چ"),)))
    found = files(newsconvert.write(Article("ا", body), "epub", theme=theme, cover=False))
    faces = {name.rsplit("-", 1)[1]: set(map(chr, hb.Face(found[name]).unicodes)) for name in fonts(found)}
    assert "".join(c for c in "پچ§" if c in faces["Regular.ttf"]) == regular
    assert "".join(c for c in "پچ§" if c in faces["Bold.ttf"]) == bold


def test_the_browser_sets_the_page_in_the_fonts_of_the_book(article: Article, tmp_path: Path) -> None:
    # A family that no system has, so that only the book can have brought it.
    own = tmp_path / "own.ttf"
    own.write_bytes(
        bundled_families()["amiri"]
        .regular.read_bytes()
        .replace("Amiri".encode("utf-16-be"), "Qmiri".encode("utf-16-be"))
    )
    shown: list[set[str]] = []
    for bold in ("noto-kufi-arabic", own):
        (folder := tmp_path / f"{len(shown)}").mkdir()
        for name, data in files(newsconvert.write(article, "epub", font=own, headline_font=bold)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        judges.browser_pdf(folder / "EPUB" / "text.xhtml", folder / "page.pdf")
        shown.append({row.name.partition("+")[2] for row in judges.pdffonts(folder / "page.pdf")})
        shown[-1].discard("")  # where a font has no bold, the browser draws one, which has no name
    assert shown == [{"Qmiri-Regular", "NotoKufiArabic-Bold", "NotoKufiArabic-Regular"}, {"Qmiri-Regular"}]


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
def test_every_letter_shows_by_day_and_by_night(theme: str, article: Article, tmp_path: Path) -> None:
    found = files(newsconvert.write(article, "epub", theme=theme))
    assert not re.search(r"\d(?:px|cm|mm|in)\b", found["EPUB/style.css"].decode())  # the size is the reader's own
    for name, data in found.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    shades = {}
    for dark in (False, True):
        judges.screenshot(tmp_path / "EPUB" / "text.xhtml", tmp_path / "page.png", 500, 900, dark=dark)
        grey = Image.open(tmp_path / "page.png").convert("L")
        page = grey.tobytes()[0]
        # As many pixels stand out from the page, by more than the 4.5 to 1 of WCAG 2.2, 1.4.3.
        shades[dark] = (page, sum(abs(value - page) > 150 for value in grey.tobytes()))
    assert shades[False][0] > 240
    assert shades[True][0] < 40
    assert shades[True][1] > 0.8 * shades[False][1] > 2000


def test_fonts_have_every_character_of_every_page(tmp_path: Path) -> None:
    # A short article: the word over the table of contents has letters that it lacks.
    found = checked(newsconvert.write(Article("خبر 😀", (Paragraph((Text("ﷺ پ"),)),)), "epub"), tmp_path)
    bodies = [etree.fromstring(found[f"EPUB/{page}.xhtml"]).find("h:body", NS) for page in ("text", "nav")]
    shown = {ord(c) for body in bodies if body is not None for text in body.itertext() for c in str(text)}
    faces = {name: set(hb.Face(found[name]).unicodes) for name in fonts(found)}
    assert shown - {0x0A} <= set().union(*faces.values())
    (emoji,) = (codes for name, codes in faces.items() if "NotoEmoji" in name)
    assert emoji <= {0x20, ord("😀")}  # a family that only stands in brings no more than is asked of it


@pytest.mark.parametrize("name", ['خط "1" & more.ttf', "Amiri-Regular.ttf"])
def test_own_font_may_have_any_file_name(name: str, article: Article, tmp_path: Path) -> None:
    own = tmp_path / name
    shutil.copy(bundled_families()["noto-naskh-arabic"].regular, own)
    found = checked(newsconvert.write(article, "epub", font=own, headline_font="amiri"), tmp_path)
    assert len(fonts(found)) == 3
    assert all(re.fullmatch(r"EPUB/fonts/[0-9A-Za-z-]+\.ttf", font) for font in fonts(found))


def test_roles_and_terms_agree_with_the_text(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    page = etree.fromstring(found["EPUB/text.xhtml"])
    (credit,) = page.xpath("//*[@role='doc-credit']")
    assert (credit.tag, credit.get(f"{{{NS['e']}}}type")) == (f"{{{NS['h']}}}section", "credit")
    assert page.xpath("h:body/@e:type", namespaces=NS) == ["bodymatter"]
    nav = etree.fromstring(found["EPUB/nav.xhtml"])
    marks = nav.xpath("//h:nav[@e:type='landmarks']//h:a", namespaces=NS)
    assert [(a.get(f"{{{NS['e']}}}type"), a.get("href")) for a in marks] == [
        ("cover", "cover.xhtml"), ("bodymatter", "text.xhtml#headline")
    ]  # fmt: skip


def test_conformance_is_claimed_only_where_someone_vouches_for_it(article: Article, tmp_path: Path) -> None:
    assert b"conformsTo" not in files(newsconvert.write(article, "epub"))["EPUB/content.opf"]
    found = checked(newsconvert.write(article, "epub", certified_by="مكتبة <النور>"), tmp_path)
    meta = {m.get("property"): m.text for m in etree.fromstring(found["EPUB/content.opf"]).findall(".//o:meta", NS)}
    assert meta["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert meta["a11y:certifiedBy"] == "مكتبة <النور>"


def test_record_in_the_words_of_schema_org(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    (link,) = etree.fromstring(found["EPUB/content.opf"]).findall(".//o:link", NS)
    record = json.loads(found[f"EPUB/{link.get('href')}"])
    assert (link.get("rel"), link.get("media-type")) == ("record", "application/ld+json")
    assert {key: record[key] for key in ("@type", "headline", "author", "url", "datePublished")} == {
        "@type": "NewsArticle", "headline": article.headline, "author": [{"@type": "Person", "name": "محمد السيد"}],
        "url": "https://example.org/news/1", "datePublished": "2026-03-14",
    }  # fmt: skip


@pytest.fixture(scope="module")
def volume() -> Volume:
    """A volume in which articles have sources, share them and lack them, and one is in another language."""
    articles = [
        Article(
            f"الخبر {number}: عن أمر ما", (Heading(2, (Text("تفاصيل"),)), Paragraph((Text(f"نصّ الخبر {number}."),))),
            byline="كتب: سارة علي" if number % 3 else None,
            source=Source(f"وكالة {number % 7}", f"https://example.org/{number}") if number % 5 else None,
        )
        for number in range(14)
    ]  # fmt: skip
    english = Article("News & more", (Paragraph((Text("Text."),)),), language="en", direction="ltr")
    return Volume("مختارات <الأسبوع>", (*articles, english), "أخبار ومقالات", "دار النشر", date(2026, 3, 14))


def test_volume_satisfies_the_judges(volume: Volume, tmp_path: Path) -> None:
    checked(newsconvert.bind(volume, "epub").value, tmp_path)
    assert judges.ace(tmp_path / "checked.epub", tmp_path) == []


def test_volume_reads_back_in_order(volume: Volume, tmp_path: Path) -> None:
    (tmp_path / "read.epub").write_bytes(newsconvert.bind(volume, "epub").value)
    book = epub.read_epub(tmp_path / "read.epub")
    spine = [book.get_item_with_id(key) for key, _ in book.spine]
    assert [item.get_name() for item in spine if not item.get_name().startswith("article-")] == [
        "cover.xhtml", "title.xhtml", "nav.xhtml", "sources.xhtml", "bylines.xhtml", "colophon.xhtml"
    ]  # fmt: skip
    pages = [etree.fromstring(item.content) for item in spine if item.get_name().startswith("article-")]
    for page, article in zip(pages, volume.articles, strict=True):
        blocks = page.xpath("//h:h1 | //h:h2 | //h:article/h:p | //h:p[@class='byline']", namespaces=NS)
        assert ["".join(block.itertext()) for block in blocks] == list(article_text(article))
        assert (page.get("lang"), page.get("dir")) == (article.language, article.direction)
    nav = etree.fromstring(files((tmp_path / "read.epub").read_bytes())["EPUB/nav.xhtml"])
    lines = nav.xpath("//h:nav[@e:type='toc']/h:ol/h:li/h:a/text()", namespaces=NS)
    assert lines == [*(article.headline for article in volume.articles), "فهرس المصادر", "فهرس الكتّاب", "بيانات المجلد"]


def test_index_names_each_source_once(volume: Volume) -> None:
    page = etree.fromstring(files(newsconvert.bind(volume, "epub").value)["EPUB/sources.xhtml"])
    names = page.xpath("//h:ul[@class='index']/h:li/h:span/text()", namespaces=NS)
    assert names == [f"وكالة {number}" for number in range(7)]
    links = page.xpath("//h:a/@href", namespaces=NS)
    assert len(links) == len(set(links)) == sum(article.source is not None for article in volume.articles)


def test_container(article: Article) -> None:
    found = files(newsconvert.write(article, "epub"))
    assert next(iter(found)) == "mimetype"
    assert found["mimetype"] == b"application/epub+zip"


def test_identifier_is_the_article_s_own(seed: Path, article: Article) -> None:
    def identifier(value: Article) -> str | None:
        package = etree.fromstring(files(newsconvert.write(value, "epub"))["EPUB/content.opf"])
        return package.findtext(".//dc:identifier", namespaces=NS)

    assert identifier(newsconvert.read(seed)) == identifier(newsconvert.read(seed)) != identifier(article)
