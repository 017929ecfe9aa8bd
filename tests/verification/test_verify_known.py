"""Elements, values, names and claims that documents do not have are reported; what they do have is not."""

from __future__ import annotations

import datetime
import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

import newsconvert
from newsconvert.model import Article, Cell, Heading, ItemList, Link, Note, Paragraph, Source, Table, Text, Volume
from newsconvert.verification import FindingKind, verify_document, verify_volume
from support.repacked import substituted

TEXT = "فقرة أولى طويلة بعض الشيء عن حال السوق في هذا اليوم وفي كل يوم من أيام الأسبوع كلها."
ARTICLE = Article(
    "عنوان الخبر",
    (
        Paragraph((Text(TEXT),)), Paragraph((Text(f"{TEXT} ثم كان ما كان من أمر الناس فيها."),)),
        Heading(2, (Text("أرقام"),)),
        Paragraph((Text("في "), Link("https://example.org/1", (Text("الصفحة الأولى"),)), Text(" وفق بيان"),
                   Note((Paragraph((Text("حاشية."),)),)), Text("."))),
        ItemList(True, ((Text("بند أول"),), (Text("بند ثان"),))),
        Table(tuple(tuple(Cell((Text(cell),), header=not at) for cell in row)
                    for at, row in enumerate((("مدينة", "عدد"), ("دمشق", "125")))), header_rows=1),
    ),
    source=Source("وكالة", "https://example.org/"),
)  # fmt: skip
MADE = {format: newsconvert.write(ARTICLE, format) for format in ("html", "epub", "docx", "pdf")}
VOLUME = Volume("مجلد", (ARTICLE, Article("خبر آخر", (Paragraph((Text(TEXT),)),), byline="سامي حداد")),
                publisher="دار النشر", published=datetime.date(2025, 3, 4))  # fmt: skip
BOUND = {format: newsconvert.bind(VOLUME, format).value for format in ("epub", "docx", "pdf")}


def whole(format: str, data: bytes) -> bool:
    return not verify_document(ARTICLE, format, data).findings


@pytest.mark.parametrize("format", MADE)
def test_documents_are_whole(format: str) -> None:
    assert whole(format, MADE[format])


@pytest.mark.parametrize("format", BOUND)
def test_volumes_are_whole(format: str) -> None:
    assert verify_volume(VOLUME, format, BOUND[format]).findings == ()


RULES = (
    "@media print { p { display: none } }", "@media (prefers-color-scheme: dark) { body { background: #000; color: #000 } }",
    "@layer b, a; @layer a { p { display: none } } @layer b { p { display: block } }",
    "@layer a { p { display: none !important } } p { display: block !important }", "p:hover { opacity: 0 }",
    "html { display: none }", '@counter-style arabic-indic { system: cyclic; symbols: "٩" "٨" }',
    '@property --h { syntax: "*"; inherits: false; initial-value: none } p { display: var(--h) }',
    "p { outline: 3em solid white; outline-offset: -3em }", "p { text-emphasis: 'ص' }", "p { margin-block-end: -4em }",
    "p { font-feature-settings: 'init' 0, 'medi' 0 }", "p { position: relative; top: 3em }", "p { speak: none }",
    "p { padding-right: 9999px }", "p { width: 1ch }", "p { display: inline }", ".technical { text-transform: uppercase }",
    'p::before { content: "\\202E" }', "thead { display: table-footer-group }", "a { pointer-events: none }",
    "sup { vertical-align: baseline; font-size: 1em }", ":root { color-scheme: dark } p { color: #000 }",
    '@font-face { font-family: "Amiri"; src: local("Wingdings") }', "head, title { display: block }",
    "body { height: 100vh; overflow: hidden }", "td span { float: right } p { user-select: none }",
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_rules_that_documents_do_not_have(rule: str) -> None:
    assert not whole("html", MADE["html"].replace(b"</style>", f"{rule}</style>".encode(), 1))


@pytest.mark.parametrize(
    "rule",
    [
        "@media print { p { orphans: 3 } }", "p:hover { color: #333 }", "@layer a { p { margin: 1em 0 } }",
        "p { text-transform: uppercase } .technical { text-transform: none }", "sup { position: relative; top: -0.4em }",
        "p { padding: 0 1em; outline: 1px solid #ccc }", "p { font-feature-settings: 'kern', 'ss01' 1 }",
        "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }",
    ],
)  # fmt: skip
def test_rules_that_themes_may_have(rule: str) -> None:
    rule = rule.replace("p { text-transform: uppercase }", "h1 { text-transform: uppercase }")
    assert whole("html", MADE["html"].replace(b"</style>", f"{rule}</style>".encode(), 1))


PAGES = (
    ("<p>فقرة", '<p role="img">فقرة'), ("<p>فقرة", '<p aria-labelledby="headline">فقرة'),
    ("<p>فقرة", '<p aria-owns="headline">فقرة'), ("<h2 ", '<h2 role="presentation" '), ("<ol", '<ol role="none"'),
    ("<ol", '<ol type="a"'), ("<table", '<table role="presentation"'), ("<th ", '<th abbr="زور" '),
    ('<th scope="col"', '<th scope="row"'), ("<td", '<td rowspan="2"'), ("<td", '<td bgcolor="black"'),
    ("<p>فقرة", '<p><font color="white">فقرة'), ("<body", '<body text="white"'), ("<p>فقرة", "<p><q>x</q>فقرة"),
    ("</head>", '<link rel="canonical" href="https://evil.example/"></head>'),
    ("</head>", '<meta property="og:image" content="https://evil.example/a.png"></head>'),
    ('charset="utf-8"', 'charset="windows-1252"'), ("img-src data:", "img-src 'none'"), ("أولى طويلة", "أولى<br><br>طويلة"),
    ("<td>125", '<td><bdo dir="rtl">125</bdo>'), ('<article class="news" lang="ar" dir="rtl"', '<article dir="ltr"'),
    ("</article>", '<svg width="9" height="9"><path d="M0 0h9v9z"/></svg></article>'),
    ("width=device-width", "width=1"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), PAGES)
def test_markup_that_documents_do_not_have(old: str, new: str) -> None:
    changed = MADE["html"].replace(old.encode(), new.encode(), 1)
    assert changed != MADE["html"]
    assert not whole("html", changed)


BOOKS = (
    (r".*\.opf", "</metadata>", '<meta property="rendition:layout">pre-paginated</meta></metadata>'),
    (r".*\.opf", r"(<dc:rights>)[^<]+", r"\1زور"), (r".*\.opf", r'(accessibilitySummary">)[^<]+', r"\1زور"),
    (r".*\.opf", "<dc:title", '<dc:title xml:lang="fr"'), (r".*\.opf", r'title="الغلاف"', 'title="زور"'),
    (r".*\.opf", r"(<dc:identifier[^>]*>)[^<]+", r"\1urn:x:1"), (r".*container\.xml", r"(<rootfile [^>]*/>)", r"\1\1"),
    (r".*nav\.xhtml", r"(<li>.*?</li>)(\s*)(<li>.*?</li>)", r"\3\2\1"), (r".*nav\.xhtml", r"<li>((?!</li>).)*#h1.*?</li>", ""),
    (r".*nav\.xhtml", "بداية النص", "زور"), (r".*nav\.xhtml", ' hidden="hidden"', ""),
    (r".*jsonld", r'("headline": ")[^"]+', r"\1زور"), (r".*jsonld", r"\}$", ', "keywords": "زور"}'),
    (r".*cover\.svg", "</svg>", "<text>زور</text></svg>"), (r".*cover\.svg", r"(<title[^>]*>)[^<]+", r"\1زور"),
    (r".*cover\.svg", "</svg>", '<rect width="600" height="900" fill="#fff"/></svg>'),
    (r".*text\.xhtml", "<p>", '<p xmlns:s="http://www.w3.org/2001/10/synthesis" s:ph="nas">'),
    (r".*text\.xhtml", "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x "زور">]>'),
    (r".*cover\.xhtml", "<section ", '<section style="display:none" '),
)  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), BOOKS)
def test_packages_that_books_are_not(part: str, pattern: str, new: str) -> None:
    assert not whole("epub", substituted(MADE["epub"], part, pattern, new, count=1))


_BODY = r'(<w:pStyle w:val="BodyText"/>.*?)'
WORDS = (
    ("word/styles.xml", r'(w:styleId="BodyText".*?<w:pPr>)', r'\1<w:numPr><w:numId w:val="2"/></w:numPr>'),
    ("word/styles.xml", r'(w:styleId="BodyText".*?<w:pPr>.*?)</w:pPr>', r'\1<w:outlineLvl w:val="0"/></w:pPr>'),
    ("word/styles.xml", r'(w:styleId="Hyperlink".*?<w:rPr>)', r"\1<w:caps/>"),
    ("word/styles.xml", r'(w:styleId="Hyperlink".*?<w:rPr>)', r"\1<w:strike/>"),
    ("word/styles.xml", r'(w:styleId="TableGrid".*?)</w:style>',
     r'\1<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'),
    ("word/numbering.xml", r'w:val="%1\."', 'w:val="%1%1."'),
    ("word/numbering.xml", r'<w:startOverride w:val="1"/>',
     '<w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'),
    ("word/settings.xml", "</w:settings>", '<w:documentProtection w:edit="forms"/></w:settings>'),
    ("word/settings.xml", "<w:footnotePr>", '<w:footnotePr><w:numFmt w:val="chicago"/>'),
    ("word/fontTable.xml", r'(<w:font w:name="Amiri">)', r'\1<w:altName w:val="Wingdings"/>'),
    ("word/footer1.xml", " PAGE ", " PAGE \\\\* CardText "), ("word/document.xml", " CITATION ", " CITATION x "),
    ("word/document.xml", r"(<w:footnoteReference [^>]*/>)", r"\1<w:t>زور</w:t>"),
    ("word/footnotes.xml", "<w:footnoteRef/>", ""), ("word/document.xml", "<w:tblHeader/>", ""),
    ("word/document.xml", "(<w:tcPr>)", r'\1<w:gridSpan w:val="3"/>'),
    ("word/document.xml", r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="1"/>'),
    ("word/document.xml", "(<w:tblPr>)", r'\1<w:tblDescription w:val="زور"/>'),
    ("word/document.xml", "(<w:hyperlink )", r'\1w:docLocation="x" '),
    ("word/document.xml", "(<w:sectPr>)", r'\1<w:lnNumType w:countBy="1"/>'),
    ("word/document.xml", _BODY + "<w:rPr>", r'\1<w:rPr><w:position w:val="-40"/>'),
    ("word/document.xml", _BODY + "<w:rPr>", r'\1<w:rPr><w:bdr w:val="single" w:sz="96"/>'),
    ("docProps/custom.xml", r'(name="Source"><vt:lpwstr>)[^<]*', r"\1زور"),
    ("docProps/core.xml", r"(<cp:category>)[^<]*", r"\1زور"),
)  # fmt: skip


@pytest.mark.parametrize(("part", "pattern", "new"), WORDS)
def test_values_that_word_documents_do_not_have(part: str, pattern: str, new: str) -> None:
    assert not whole("docx", substituted(MADE["docx"], re.escape(part), pattern, new, count=1))


def _drawn(pdf: pikepdf.Pdf) -> None:
    content = b"q 0 g 60 20 1 6 re f 68 20 1 6 re f 76 20 1 6 re f Q"
    pdf.pages[0].contents_add(pdf.make_stream(content))


def _stated(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes().replace(
        b"</rdf:Description>", b"<dc:rights>x</dc:rights></rdf:Description>", 1
    )
    pdf.Root.Metadata = pdf.make_stream(text, Type=Name.Metadata, Subtype=Name.XML)


def _tagged(kind: str, name: str) -> object:
    def change(pdf: pikepdf.Pdf) -> None:
        found = next(one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == Name(kind))
        found.S = Name(name)

    return change


FILES = {
    "labels": lambda pdf: pdf.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(P=String("زور"))])),
    "unit": lambda pdf: pdf.pages[0].obj.__setitem__("/UserUnit", 40),
    "trimmed": lambda pdf: pdf.pages[0].obj.__setitem__("/TrimBox", Array([1, 1, 9, 9])),
    "portfolio": lambda pdf: pdf.Root.__setitem__("/Collection", Dictionary(View=Name.D)),
    "no bookmarks": lambda pdf: pdf.Root.__delitem__("/Outlines"),
    "digits of rectangles": _drawn,
    "rights": _stated,
    "table as a part": _tagged("/Table", "/Div"),
    "paragraph as code": _tagged("/P", "/Code"),
    "paragraph as private": _tagged("/P", "/Private"),
    "hidden link": lambda pdf: [one.__setitem__("/F", 2) for one in pdf.pages[0].Annots],
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_documents_are_not(name: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(MADE["pdf"])) as pdf:
        FILES[name](pdf)  # type: ignore[operator]
        pdf.save(out)
    assert not whole("pdf", out.getvalue())


@pytest.mark.parametrize("format", BOUND)
def test_a_volume_whose_title_is_not_known_is_whole(format: str) -> None:
    unknown = Volume("volume.pdf", VOLUME.articles)
    assert verify_volume(unknown, format, BOUND[format], titled=False).findings == ()
    assert verify_volume(unknown, format, BOUND[format]).findings


CLAIMS = (
    ("epub", r".*\.opf", r"(<dc:title[^>]*>)[^<]+", r"\1زور"), ("epub", r".*\.opf", r"(<dc:publisher>)[^<]+", r"\1زور"),
    ("epub", r".*\.xhtml", "عدد المقالات: 2", "عدد المقالات: 3"), ("epub", r".*nav\.xhtml", "خبر آخر", "زور"),
    ("epub", r".*\.xhtml", "سامي حداد</", "زور</"), ("docx", "docProps/core.xml", r"(<dc:title>)[^<]*", r"\1زور"),
    ("docx", "word/document.xml", "دار النشر", "زور"),
)  # fmt: skip


@pytest.mark.parametrize(("format", "part", "pattern", "new"), CLAIMS)
def test_claims_of_volumes(format: str, part: str, pattern: str, new: str) -> None:
    changed = substituted(BOUND[format], part, pattern, new)
    found = {one.kind for one in verify_volume(VOLUME, format, changed).findings}
    assert found
    assert found <= {FindingKind.ADDED, FindingKind.METADATA, FindingKind.CHANGED}


def test_a_mark_at_the_start_of_a_word_is_drawn_as_its_font_draws_it() -> None:
    article = Article("عنوان", (Paragraph((Text("قال إن الأمر ُيعرض غدا على الناس"),)),))
    for font in ("amiri", "noto-kufi-arabic"):
        assert verify_document(article, "pdf", newsconvert.write(article, "pdf", font=font)).findings == ()
