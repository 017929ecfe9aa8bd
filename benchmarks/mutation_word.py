"""Kinds of change to Word documents, as readers see them in Word or hear them."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

from mutation_markup import packed

ADDED = "نص دخيل"
Files = dict[str, bytes]
Change = Callable[[Files, random.Random], None]
CHANGES: dict[str, Change] = {}
_MAIN = "word/document.xml"
_RUN = re.compile(r"<w:r><w:rPr>((?:(?!</w:rPr>).)*)</w:rPr><w:t[^>]*>[^<]{12,}</w:t></w:r>")
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(properties: str) -> Change:
    """Return the change of the properties of a run; those that it has of the same name are replaced."""
    names = re.findall(r"<(w:\w+)", properties)

    def made(files: Files, rng: random.Random) -> None:
        text = files[_MAIN].decode()
        found = list(_RUN.finditer(text))
        if found:
            one = rng.choice(found)
            kept = re.sub("|".join(rf"<{name}\b[^>]*/>" for name in names), "", one[1])
            files[_MAIN] = (text[: one.start(1)] + properties + kept + text[one.end(1) :]).encode()

    return made


def paragraph(properties: str) -> Change:
    def made(files: Files, rng: random.Random) -> None:
        text = files[_MAIN].decode()
        found = list(re.finditer(r'<w:pPr><w:pStyle w:val="BodyText"/>', text))
        if found:
            one = rng.choice(found)
            files[_MAIN] = (text[: one.end()] + properties + text[one.end() :]).encode()

    return made


def sub(pattern: str, new: str, part: str = _MAIN, count: int = 1) -> Change:
    def made(files: Files, rng: random.Random) -> None:
        for name in [name for name in files if re.fullmatch(part, name)]:
            files[name] = re.sub(pattern, new, files[name].decode(), count=count, flags=re.DOTALL).encode()

    return made


def style(name: str, properties: str) -> Change:
    return sub(rf'(<w:style [^>]*w:styleId="{name}".*?)(<w:rPr>|</w:style>)',
               lambda found: f"{found[1]}<w:rPr>{properties}" + ("" if "rPr" in found[2] else "</w:rPr></w:style>"),  # type: ignore[arg-type]
               "word/styles.xml")  # fmt: skip


def part(name: str, content: str, kind: str, reference: str) -> Change:
    """Return the change that adds a part, with what refers to it at the end of the first paragraphs."""

    def made(files: Files, rng: random.Random) -> None:
        files[f"word/{name}"] = content.encode()
        rels = files["word/_rels/document.xml.rels"].decode()
        one = f'<Relationship Id="rX" Type="{_RELATED}/{kind}" Target="{name}"/>'
        files["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{one}</Relationships>").encode()
        files[_MAIN] = files[_MAIN].decode().replace("</w:p>", f"</w:p>{reference}", 1).encode()

    return made


def emptied(pattern: str, new: bytes | None) -> Change:
    def made(files: Files, rng: random.Random) -> None:
        for name in [name for name in files if re.search(pattern, name)]:
            if new is None:
                del files[name]
            else:
                files[name] = new

    return made


TEXT = f"<w:r><w:t>{ADDED}</w:t></w:r>"
AFTER = r"(<w:pStyle w:val=\"BodyText\"/>.*?)</w:p>"
_FRAME = '<w:framePr w:w="1000" w:hSpace="1" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="-9000" w:y="1"/>'
CHANGES |= {
    "run: vanish": run("<w:vanish/>"),
    "run: webHidden": run("<w:webHidden/>"),
    "run: specVanish": run("<w:vanish/><w:specVanish/>"),
    "run: white": run('<w:color w:val="FFFFFF"/>'),
    "run: white in small letters": run('<w:color w:val="ffffff"/>'),
    "run: nearly white": run('<w:color w:val="FAFAFA"/>'),
    "run: light grey": run('<w:color w:val="E8E8E8"/>'),
    "run: colour of the theme's ground": run('<w:color w:val="FFFFFF" w:themeColor="background1"/>'),
    "run: theme colour alone": run('<w:color w:themeColor="background1" w:val="000000"/>'),
    "run: in the colour of its shading": run('<w:color w:val="204060"/><w:shd w:val="clear" w:fill="204060"/>'),
    "run: white on white shading": run('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="FFFFFF"/>'),
    "run: black on black": run('<w:shd w:val="clear" w:fill="000000"/>'),
    "run: black highlight": run('<w:color w:val="000000"/><w:highlight w:val="black"/>'),
    "run: yellow on yellow highlight": run('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>'),
    "run: one point": run('<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    "run: two points": run('<w:sz w:val="4"/><w:szCs w:val="4"/>'),
    "run: one percent wide": run('<w:w w:val="1"/>'),
    "run: letters upon each other": run('<w:spacing w:val="-400"/>'),
    "run: raised off the page": run('<w:position w:val="4000"/>'),
    "run: in another direction": run('<w:rtl w:val="0"/>'),
    "run: in another language": run('<w:lang w:bidi="fr-FR" w:val="fr-FR"/>'),
    "run: symbols": run('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>'),
    "run: struck out": run("<w:strike/>"),
    "run: deleted": sub(AFTER, r"\1<w:del w:id='9'><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"),
    "run: text deleted": sub(r"<w:r>((?:(?!<w:r>).)*?)<w:t( [^>]*)?>([^<]{12,})</w:t></w:r>",
                             r"<w:del w:id='9' w:author='x'><w:r>\1<w:delText>\3</w:delText></w:r></w:del>"),
    "run: moved away": sub(r"(<w:r>(?:(?!<w:r>).)*?<w:t[^>]*>[^<]{12,}</w:t></w:r>)", r"<w:moveFrom w:id='9' w:author='x'>\1</w:moveFrom>"),
    "run: text removed": sub(r"(<w:t[^>]*>)[^<]{12,}", r"\1"),
    "run: a letter changed": sub(r"(<w:t[^>]*>[^<]{12})[^<]", r"\1ظظ"),
    "paragraph: in a frame off the page": paragraph(_FRAME),
    "paragraph: indented off the page": paragraph('<w:ind w:left="30000" w:start="30000" w:right="30000"/>'),
    "paragraph: line of no height": paragraph('<w:spacing w:line="1" w:lineRule="exact"/>'),
    "paragraph: left to right": sub(r'(<w:pStyle w:val="BodyText"/>)<w:bidi/>', r"\1"),
    "paragraph: mark hidden": paragraph("<w:rPr><w:vanish/></w:rPr>"),
    "paragraph: as a heading": sub(r'<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="Heading2"/>'),
    "paragraph: outline level": paragraph('<w:outlineLvl w:val="0"/>'),
    "heading: of another level": sub(r'<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading4"/>'),
    "heading: as a paragraph": sub(r'<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="BodyText"/>'),
    "headline: as a paragraph": sub(r'<w:pStyle w:val="Title"/>', '<w:pStyle w:val="BodyText"/>'),
    "style: vanish": style("BodyText", "<w:vanish/>"),
    "style: white": style("BodyText", '<w:color w:val="FFFFFF"/>'),
    "style: tiny": style("BodyText", '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    "style: default vanish": sub(r"(<w:rPrDefault><w:rPr>)", r"\1<w:vanish/>", "word/styles.xml"),
    "style: default white": sub(r"(<w:rPrDefault><w:rPr>)", r'\1<w:color w:val="FFFFFF"/>', "word/styles.xml"),
    "style: Normal white": style("Normal", '<w:color w:val="FFFFFF"/>'),
    "page: coloured as the text": sub(r"<w:body>", '<w:background w:color="000000"/><w:body>'),
    "page: of an inch": sub(r"<w:pgSz [^>]*/>", '<w:pgSz w:w="1440" w:h="1440"/>'),
    "page: margins beyond it": sub(r"<w:pgMar [^>]*/>", '<w:pgMar w:top="30000" w:right="30000" w:bottom="0" w:left="0" w:header="0" w:footer="0" w:gutter="0"/>', count=9),
    "field: PAGE with text": sub(AFTER, rf'\1<w:fldSimple w:instr="PAGE">{TEXT}</w:fldSimple></w:p>'),
    "field: DATE with text": sub(AFTER, rf'\1<w:fldSimple w:instr="DATE">{TEXT}</w:fldSimple></w:p>'),
    "field: TOC with text": sub(AFTER, rf'\1<w:fldSimple w:instr="TOC">{TEXT}</w:fldSimple></w:p>'),
    "field: REF with text": sub(AFTER, rf'\1<w:fldSimple w:instr="REF x">{TEXT}</w:fldSimple></w:p>'),
    "field: QUOTE": sub(AFTER, rf'\1<w:fldSimple w:instr="QUOTE {ADDED}"/></w:p>'),
    "field: INCLUDETEXT": sub(AFTER, r'\1<w:fldSimple w:instr="INCLUDETEXT http://evil.example/x.docx"/></w:p>'),
    "field: DDEAUTO": sub(AFTER, r'\1<w:fldSimple w:instr="DDEAUTO c:\\\\x.exe"/></w:p>'),
    "header: text": sub(r"</w:hdr>", f"<w:p>{TEXT}</w:p></w:hdr>", r"word/header\d\.xml"),
    "footer: text": sub(r"</w:ftr>", f"<w:p>{TEXT}</w:p></w:ftr>", r"word/footer\d\.xml"),
    "text box": sub(AFTER, rf'\1<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>{TEXT}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'),
    "word art": sub(AFTER, rf'\1<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="{ADDED}"/></v:shape></w:pict></w:r></w:p>'),
    "symbol": sub(AFTER, r'\1<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'),
    "equation": sub(AFTER, rf'\1<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{ADDED}</m:t></m:r></m:oMath></w:p>'),
    "comment": part("comments.xml", f'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="x"><w:p>{TEXT}</w:p></w:comment></w:comments>', "comments", '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'),
    "content control with text": sub(AFTER, rf"\1<w:sdt><w:sdtPr/><w:sdtContent>{TEXT}</w:sdtContent></w:sdt></w:p>"),
    "content control as contents": sub(r"</w:p>", f'</w:p><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p>{TEXT}</w:p></w:sdtContent></w:sdt>'),
    "imported HTML": part("x.html", f"<html><body>{ADDED}</body></html>", "aFChunk", f'<w:altChunk xmlns:r="{_RELATED}" r:id="rX"/>'),
    "imported document": part("sub.docx", "x", "subDocument", f'<w:subDoc xmlns:r="{_RELATED}" r:id="rX"/>'),
    "alternate content": sub(AFTER, rf'\1<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><w:r/></mc:Choice><mc:Fallback>{TEXT}</mc:Fallback></mc:AlternateContent></w:p>'),
    "list: begins at another number": sub(r'<w:start w:val="1"/>', '<w:start w:val="7"/>', "word/numbering.xml", 0),
    "list: another format": sub(r'<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="upperRoman"/>', "word/numbering.xml", 0),
    "list: text in the label": sub(r'<w:lvlText w:val="%1', f'<w:lvlText w:val="{ADDED} %1', "word/numbering.xml", 0),
    "list: label hidden": sub(r'<w:numFmt w:val="\w+"/>', '<w:numFmt w:val="none"/>', "word/numbering.xml", 0),
    "list: numbering removed": sub(r"<w:numPr>.*?</w:numPr>", "", count=0),
    "note: mark removed": sub(r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>(?:(?!</w:r>).)*</w:r>', ""),
    "note: mark that leads nowhere": sub(r'<w:footnoteReference( [^>]*)?w:id="1"', r'<w:footnoteReference\1w:id="99"'),
    "note: text changed": sub(r"(<w:t[^>]*>)[^<]{4,}", rf"\1{ADDED}", "word/footnotes.xml", 0),
    "link to another place": sub(r'Target="http[^"]*"', 'Target="https://evil.example/"', "word/_rels/document.xml.rels"),
    "link removed": sub(r"</?w:hyperlink[^>]*>", "", count=0),
    "link to a bookmark instead": sub(r"<w:hyperlink [^>]*>", '<w:hyperlink w:anchor="x">'),
    "link: other screen tip": sub(r"<w:hyperlink ", f'<w:hyperlink w:tooltip="{ADDED}" '),
    "picture: removed": sub(r"<w:drawing>.*?</w:drawing>", ""),
    "picture: emptied": emptied("media/", b""),
    "picture: replaced": emptied("media/", b"GIF89a\1\0\1\0\0\0\0;"),
    "picture: without size": sub(r'(<wp:extent )cx="\d+" cy="\d+"', r'\1cx="0" cy="0"'),
    "picture: of another place": sub(r'r:embed="', 'r:link="'),
    "picture: alternative text": sub(r'descr="[^"]*"', f'descr="{ADDED}"'),
    "picture: hidden": sub(r"<wp:docPr ", '<wp:docPr hidden="1" '),
    "picture: cropped away": sub(r"(<a:blip .*?)<a:stretch", r'\1<a:srcRect l="100000"/><a:stretch'),
    "table: cell of no width": sub(r'<w:tcW w:w="\d+"', '<w:tcW w:w="0"'),
    "table: row of no height": sub(r"<w:trPr>", '<w:trPr><w:trHeight w:val="1" w:hRule="exact"/>'),
    "table: row hidden": sub(r"<w:trPr>", "<w:trPr><w:hidden/>"),
    "table: columns from left to right": sub(r"<w:bidiVisual/>", ""),
    "metadata: title": sub(r"(<dc:title>)[^<]*", rf"\1{ADDED}", "docProps/core.xml"),
    "metadata: author": sub(r"(<dc:creator>)[^<]*", rf"\1{ADDED}", "docProps/core.xml"),
    "metadata: language": sub(r"(<dc:language>)[^<]*", r"\1fr", "docProps/core.xml"),
    "metadata: source": sub(r"https?://[^<]*", "https://evil.example/", "docProps/custom.xml|customXml/item1.xml", 0),
    "package: fonts emptied": emptied(r"\.odttf$", b""),
    "package: styles removed": emptied("word/styles.xml", None),
    "package: macros": lambda files, rng: files.update({"word/vbaProject.bin": b"x"}),
}  # fmt: skip


def apply(name: str, data: bytes, rng: random.Random) -> bytes | None:
    """Return the document with a change, or None if it has nothing to change."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {one: package.read(one) for one in package.namelist()}
    before = dict(files)
    CHANGES[name](files, rng)
    return None if files == before else packed(files)
