"""Elements of pages, parts of EPUBs, formatting of Word documents and lines of PDFs are those of the article."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name, String

import newsconvert
from newsconvert.model import (
    Article,
    Cell,
    Emphasis,
    Figure,
    Heading,
    ItemList,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Source,
    Strong,
    Superscript,
    Table,
    Text,
)
from newsconvert.verification import verify_document
from support.repacked import rewritten, substituted
from support.rich_article import picture

LONG = "فقرة طويلة عن حال السوق في هذا اليوم وفي كل يوم من أيام الأسبوع كلها، وما كان من أمر الناس فيها. " * 5
ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text(LONG), Strong((Text("كلام مهم"),)), Text(" وكلام "), Emphasis((Text("مشدد"),)), Text("."))),
        Heading(2, (Text("أرقام"),)),
        Paragraph((Text("في "), Link("https://example.org/1", (Text("الصفحة الأولى"),)), Text(" وفق بيان"),
                   Note((Paragraph((Text("حاشية."),)),)), Text(" على م"), Superscript((Text("2"),)), LineBreak(),
                   Text("وما بعده"), Note((Paragraph((Text("أخرى."),)),)), Text("."))),
        Heading(3, (Text("قوائم"),)),
        ItemList(True, ((Text("بند أول"),), (Text("بند ثان"),))),
        Quotation((Text("السوق قلب المدينة."),)),
        Table(tuple(tuple(Cell((Text(cell),)) for cell in row)
                    for row in (("مدينة", "عدد"), ("دمشق", "125"), ("حلب", "90"))), header_rows=1),
        Figure((Picture(picture(), "ألواح شمسية"),), (Text("ألواح على سطح"),)),
        Preformatted("x = 1\ny = 2"),
        Paragraph((Text(LONG),)),
    ),
    byline="سامي حداد", published=date(2025, 3, 4), source=Source("وكالة", "https://example.org/"),
)  # fmt: skip
MADE = {format: newsconvert.write(ARTICLE, format) for format in ("html", "epub", "docx", "pdf")}


def whole(format: str, data: bytes) -> bool:
    return not verify_document(ARTICLE, format, data).findings


@pytest.mark.parametrize("format", MADE)
def test_documents_are_whole(format: str) -> None:
    assert whole(format, MADE[format])


@pytest.mark.parametrize("kind", ["html", "epub"])
@pytest.mark.parametrize(("theme", "colophon"), [("book", "full"), ("magazine", "source")])
def test_pages_of_other_looks_are_whole(kind: str, theme: str, colophon: str) -> None:
    assert whole(kind, newsconvert.write(ARTICLE, kind, theme=theme, colophon=colophon))


PAGES = {
    "rule added": ("<h2 ", "<hr/><h2 "),
    "bold added": ("بند أول", "<strong>بند</strong> أول"),
    "bold removed": (r"<strong>(.*?)</strong>", r"\1"),
    "stress removed": (r"<em>(.*?)</em>", r"\1"),
    "marked": ("بند أول", "<mark>بند</mark> أول"),
    "lowered": (r"<sup>2</sup>", "<sub>2</sub>"),
    "in the line": (r"<sup>2</sup>", "2"),
    "line broken": ("بند أول", "بند<br/>أول"),
    "list nested": (r"(<li>بند أول)</li>\s*(<li>بند ثان</li>)", r"\1<ol start='2'>\2</ol></li>"),
    "head at the foot": ("(</?)thead>", r"\1tfoot>"),
    "empty cell": ("<td>125", "<td></td><td>125"),
    "row parted": ("</td><td>125", "</td></tr><tr><td>125"),
    "table parted": (r"</tr>\s*(<tr><td>حلب)", r"</tr></tbody></table><table><tbody>\1"),
    "code as paragraph": (r"<pre.*?>(.*?)</pre>", r"<p>\1</p>"),
    "code indented": ("\ny = 2", "\n      y = 2"),
    "language of a part": ("<h2 ", '<h2 lang="en" '),
    "aside": (r"(<blockquote>.*?</blockquote>)", r"<aside>\1</aside>"),
    "level said": ("<h1 ", '<h1 aria-level="5" '),
    "citation first": (r'(<header>.*)(<(section|footer) class="citation".*?</\3>)', r"\2\1"),
    "citation gone": (r'<(section|footer) class="citation".*?</\1>', ""),
    "day of machines": (r'datetime="\d{4}', 'datetime="1999'),
    "note to another": ('href="#note1"', 'href="#note2"'),
    "back to another": ('href="#note1-mark"', 'href="#note2-mark"'),
    "mark of another": (r'(role="doc-noteref">)1', r"\g<1>9"),
    "label of a note": (r'(role="doc-backlink">)1', r"\g<1>9"),
    "label of a picture": ("<img ", '<img aria-label="زور" '),
    "icon": ("<title>", '<link rel="icon" href="data:image/png,x"/><title>'),
}


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize(("pattern", "new"), PAGES.values(), ids=PAGES)
def test_pages_with_other_elements(format: str, pattern: str, new: str) -> None:
    if format == "epub":
        assert not whole(format, substituted(MADE[format], r".*text\.xhtml", pattern, new))
    else:
        changed = re.sub(pattern, new, MADE[format].decode(), flags=re.DOTALL)
        assert changed != MADE[format].decode()
        assert not whole(format, changed.encode())


SHEETS = (
    "p { text-shadow: 6px 6px 0 #000 }", "p { letter-spacing: 1.5em }", "tr, td { display: block }",
    "li { display: block }", "header { border-bottom: 900px solid #000 }", "header { border-top: 20cm solid }",
    '@page { @top-center { content: "زور" } }', "@page { size: 1cm 1cm }", "li::marker { color: transparent }",
    "article > p { position: relative; inset-inline-start: 200vw }",
)  # fmt: skip


@pytest.mark.parametrize("rule", SHEETS)
def test_rules_that_documents_do_not_have(rule: str) -> None:
    assert not whole("html", MADE["html"].replace(b"</style>", f"{rule}</style>".encode(), 1))


@pytest.mark.parametrize(
    "rule",
    [
        "p { text-shadow: 0 1px 1px #ccc; letter-spacing: 0.02em }", "h1 { border-bottom: 4px solid #333 }",
        "@page { margin: 2cm; size: A5 landscape }", "td { border-radius: 40px; border-spacing: 3em }",
    ],
)  # fmt: skip
def test_rules_that_themes_may_have(rule: str) -> None:
    assert whole("html", MADE["html"].replace(b"</style>", f"{rule}</style>".encode(), 1))


OPF, NAV, NCX, COVER = r".*\.opf", r".*nav\.xhtml", r".*toc\.ncx", r".*cover\.svg"
BOOKS = {
    "order of the spine": (OPF, r'(<itemref idref="cover"/>)\s*(<itemref idref="text"/>)', r"\2\1"),
    "property of the spine": (OPF, '<itemref idref="text"/>', '<itemref idref="text" properties="page-spread-left"/>'),
    "hazard": (OPF, 'Hazard">none', 'Hazard">flashing'),
    "feature": (OPF, r'<meta property="schema:accessibilityFeature">readingOrder</meta>', ""),
    "sheet not listed": (OPF, r'<item href="style.css"[^>]*/>', ""),
    "picture not listed": (OPF, r'<item href="images/1[^>]*/>', ""),
    "record elsewhere": (OPF, 'href="article.jsonld"', 'href="https://evil.example/a.jsonld"'),
    "link": (OPF, "</metadata>", '<link rel="voicing" href="article.jsonld"/></metadata>'),
    "date gone": (OPF, r"<dc:date>.*?</dc:date>", ""),
    "description gone": (OPF, r"<dc:description>.*?</dc:description>", ""),
    "publisher gone": (OPF, r"<dc:publisher>.*?</dc:publisher>", ""),
    "media type": ("mimetype", ".*", "application/zip"),
    "entry not nested": (NAV, r"\s*<ol>\s*(<li>\s*<a href=\"text\.xhtml#h2\">.*?</li>)\s*</ol>\s*</li>", r"</li>\1"),
    "title of the contents": (NAV, "<title>[^<]*", "<title>زور"),
    "landmark": (NAV, r'bodymatter" href="text\.xhtml#headline"', 'bodymatter" href="cover.xhtml"'),
    "page list": (NAV, "</body>", '<nav epub:type="page-list"><ol><li><a href="text.xhtml#h1">٩</a></li></ol></nav></body>'),
    "older entry": (NCX, r"text\.xhtml#headline", "cover.xhtml"),
    "heard entry": (NCX, "<navLabel>", '<navLabel><audio src="x.mp3"/>'),
    "guide": (OPF, r'href="text\.xhtml#headline"/>', 'href="nav.xhtml"/>'),
    "cover": (r".*cover\.xhtml", r'src="cover\.svg"', 'src="images/1.png"'),
    "stroke over the cover": (COVER, "</svg>", '<path d="M0 0L9 9"/></svg>'),
    "mirrored cover": (COVER, r"(<g fill)", r'<g transform="scale(-1 1)"></g>\1'),
    "cover beside its frame": (COVER, 'viewBox="0 0', 'viewBox="900 0'),
}  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), BOOKS.values(), ids=BOOKS)
def test_books_whose_parts_do_not_go_together(part: str, pattern: str, new: str) -> None:
    assert not whole("epub", substituted(MADE["epub"], part, pattern, new, count=1))


def test_books_without_a_cover_and_with_pages_are_whole() -> None:
    every: tuple[dict[str, Any], ...] = {"cover": False}, {"page_list": True}
    for options in every:
        assert whole("epub", newsconvert.write(ARTICLE, "epub", **options))


MAIN, BODY = r"word/document\.xml", r'(<w:pStyle w:val="BodyText"/>.*?)'
WORD = {
    "underlined": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:u w:val="thick"/><w:rtl/>'),
    "large": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:szCs w:val="200"/><w:rtl/>'),
    "small": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:szCs w:val="6"/><w:rtl/>'),
    "near": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:spacing w:val="-80"/><w:rtl/>'),
    "wide": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:w w:val="600"/><w:rtl/>'),
    "font of a script": (MAIN, f"{BODY}<w:rtl/>", r'\1<w:rFonts w:cs="Noto Emoji"/><w:rtl/>'),
    "slanted": (MAIN, f"{BODY}<w:rtl/>", r"\1<w:i/><w:rtl/>"),
    "bold gone": (MAIN, r"<w:b/><w:bCs/><w:rtl/>", "<w:rtl/>"),
    "raised gone": (MAIN, r'<w:vertAlign w:val="superscript"/>', ""),
    "not quoted": (MAIN, '"Quote"', '"BodyText"'),
    "quoted": (MAIN, '"BodyText"', '"Quote"'),
    "style that is not there": (MAIN, '"BodyText"', '"Nothing"'),
    "column broken": (MAIN, f"{BODY}<w:t ", r'\1<w:br w:type="column"/><w:t '),
    "cells apart": (MAIN, "<w:cantSplit/>", '<w:tblCellSpacing w:w="3000" w:type="dxa"/><w:cantSplit/>'),
    "section": (MAIN, "</w:sectPr>", '<w:vAlign w:val="bottom"/></w:sectPr>'),
    "first page": (MAIN, "<w:titlePg/>", ""),
    "header not shown": (MAIN, r"<w:headerReference [^>]*/>", ""),
    "number of the last page": (r"word/footer1\.xml", " PAGE ", " NUMPAGES "),
    "link twice": (MAIN, "<w:hyperlink w:history=\"1\" r:id", "<w:hyperlink w:anchor=\"x\" w:history=\"1\" r:id"),
    "entry of contents": (MAIN, r'w:anchor="_Toc\d+"', 'w:anchor="nowhere"'),
    "levels of contents": (MAIN, r'TOC \\o "\d-\d"', r'TOC \\o "5-6"'),
    "bookmark": (MAIN, r"(<w:bookmarkStart [^>]*/>)(.*?)(<w:p>)", r"\2\3\1"),
    "view": (r"word/settings\.xml", r"(<w:settings[^>]*>)", r'\1<w:view w:val="outline"/>'),
    "ignored": (MAIN, "<w:document ", '<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w" '),
    "label": (r"word/numbering\.xml", r"(<w:lvlText)", r'<w:suff w:val="nothing"/>\1'),
    "title gone": (r"docProps/core\.xml", r"<dc:title>.*?</dc:title>", ""),
    "day of the change": (r"docProps/core\.xml", r"(<dcterms:modified[^>]*>)\d{4}", r"\g<1>1999"),
    "kind of source": (r"customXml/item1\.xml", r"(<b:SourceType>)\w+", r"\1Film"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), WORD.values(), ids=WORD)
def test_word_documents_that_are_formatted_otherwise(part: str, pattern: str, new: str) -> None:
    assert not whole("docx", substituted(MADE["docx"], part, pattern, new, count="numbering" not in part))


def on_page(pdf: Any, change: Callable[[str], str]) -> None:
    page = pdf.pages[0]
    old = page.Contents.read_bytes().decode("latin-1")
    new = change(old)
    assert new != old
    page.Contents = pdf.make_stream(new.encode("latin-1"))


def around_longest(before: str) -> Callable[[str], str]:
    def change(content: str) -> str:
        block = max(re.findall(r"BT\b.*?\bET\b", content, re.DOTALL), key=len)
        return content.replace(block, f"q {before} {block} Q", 1)

    return change


def line_under(content: str) -> str:
    block = max(re.findall(r"BT\b.*?\bET\b", content, re.DOTALL), key=len)
    y = re.search(r"1 0 0 -1 [\d.]+ ([\d.]+) Tm", block)
    assert y
    return content.replace(block, f"{block} /Artifact BMC 1 0 0 RG 1 w 100 {y[1]} m 600 {y[1]} l S EMC", 1)


def elements(pdf: Any, kind: str) -> list[Any]:
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == Name(f"/{kind}")]
    assert found
    return found


def first_link(pdf: Any) -> Any:
    return next(one for page in pdf.pages for one in page.get("/Annots", ()) if "/A" in one)


def without_info(pdf: Any, name: str) -> None:
    del pdf.docinfo[name]


FILES: dict[str, Callable[[Any], object]] = {
    "line lowered": lambda pdf: on_page(pdf, around_longest("1 0 0 1 0 6 cm")),
    "line moved to the right": lambda pdf: on_page(pdf, around_longest("1 0 0 1 40 0 cm")),
    "line under words": lambda pdf: on_page(pdf, line_under),
    "property of marked content": lambda pdf: on_page(
        pdf, lambda content: content.replace("/MCID 2>>", "/MCID 2 /Alt (x)>>", 1)
    ),
    "number of a page": lambda pdf: (pdf.pages[-1].__setitem__("/Contents", pdf.make_stream(
        (content := pdf.pages[-1].Contents.read_bytes())[: content.rfind(b"/Artifact")]))),
    "link said otherwise": lambda pdf: first_link(pdf).__setitem__("/Contents", String("في")),
    "link beyond its words": lambda pdf: first_link(pdf).__setitem__("/Rect", Array([0, 0, 595, 842])),
    "text of a picture": lambda pdf: elements(pdf, "Figure")[0].__setitem__("/ActualText", String("زور")),
    "quotation": lambda pdf: [one.__setitem__("/S", Name.BlockQuote) for one in elements(pdf, "P")[:1]],
    "caption": lambda pdf: [one.__setitem__("/S", Name.P) for one in elements(pdf, "Caption")],
    "summary of a table": lambda pdf: elements(pdf, "Table")[0].__setitem__(
        "/A", pikepdf.Dictionary(O=Name.Table, Summary=String("زور"))),
    "cell over two columns": lambda pdf: elements(pdf, "TD")[0].__setitem__(
        "/A", pikepdf.Dictionary(O=Name.Table, ColSpan=2)),
    "title not shown": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
    "pages in reverse": lambda pdf: pdf.pages.reverse(),
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "no metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "no title": lambda pdf: without_info(pdf, "/Title"),
}  # fmt: skip


@pytest.mark.parametrize("change", FILES.values(), ids=FILES)
def test_pdfs_that_say_or_show_otherwise(change: Callable[[Any], object]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        change(pdf)
        pdf.save(out)
    assert not whole("pdf", out.getvalue())


@pytest.mark.parametrize("options", [{"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.disable}])
def test_files_that_are_saved_in_another_way_are_whole(options: dict[str, Any]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        pdf.save(out, **options)
    assert whole("pdf", out.getvalue())


def test_a_font_with_other_widths_is_found() -> None:
    from fontTools.ttLib import TTFont

    name = r".*fonts/1-[^/]*\.ttf"

    def narrowed(part: str, data: bytes) -> bytes:
        if not re.fullmatch(name, part):
            return data
        font = TTFont(io.BytesIO(data))
        font["hmtx"].metrics = {glyph: (1, side) for glyph, (_, side) in font["hmtx"].metrics.items()}
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    assert not whole("epub", rewritten(MADE["epub"], narrowed))


@pytest.mark.parametrize("theme", ["newspaper", "book", "magazine"])
@pytest.mark.parametrize("columns", [1, 2])
def test_lines_of_columns_and_themes_are_even(theme: str, columns: int) -> None:
    assert whole("pdf", newsconvert.write(ARTICLE, "pdf", theme=theme, columns=columns))
