"""Further kinds of change to web pages and EPUBs: fonts, labels, roles and encodings, and what packages state."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable

from fontTools.ttLib import TTFont
from mutation_markup import ADDED, CHANGES, PACKAGE, by_attribute, by_markup, by_rule, marked
from mutation_markup_more import _P

CHANGES |= {
    f"style: {css}": by_rule(f".x9 {{ {css} }}")
    for css in (
        "-webkit-text-stroke: 1em white", "outline: 3em solid white; outline-offset: -3em", "zoom: .01",
        "text-emphasis: 'ص'", "-webkit-box-reflect: below", "border-image: url(data:image/gif;base64,AAAA) 1",
        "font-feature-settings: 'init' 0, 'medi' 0, 'fina' 0", "transform: skewX(85deg)",
        "offset-path: path('M 9999 9999 h 1')", "margin-block-end: -4em", "position: relative; top: 3em", "top: -3em; position: sticky",
        "color: rgb(from white r g b)", "color: ButtonFace", "unicode-bidi: isolate-override",
        "text-decoration: underline; text-underline-offset: -0.5em", "max-block-size: 1em; overflow: clip",
        "aspect-ratio: 1000 / 1; overflow: hidden", "block-size: 0; overflow-y: hidden", "text-wrap: nowrap; overflow: hidden",
        "column-width: 1px; height: 1em; overflow: hidden", "display: inline-block; inline-size: 0", "speak: none",
        "vertical-align: 100em; display: inline", "font-size-adjust: 0", "--c: white; color: var(--c)", "shape-outside: none; float: right; width: 1px",
        "backdrop-filter: blur(9px); color: #0000", "perspective: 1px; transform: rotateX(89deg)", "margin: 0 100vw 0 -100vw",
        "padding-right: 9999px", "word-break: break-all; width: 1ch", "font-palette: none; font-stretch: 1%; color: #ffffff01",
        "-epub-writing-mode: vertical-rl", "text-orientation: sideways; writing-mode: sideways-lr", "font-synthesis: none; line-height: .2",
    )
}  # fmt: skip
CHANGES |= {
    "rule: hidden in dark mode": by_rule("@media (prefers-color-scheme: dark) { .x9 { display: none } }"),
    "rule: black on black in dark mode": by_rule("@media (prefers-color-scheme: dark) { body { background: #000; color: #000 } } .x9 {}"),
    "rule: hidden in print": by_rule("@media print { .x9 { display: none } }"),
    "rule: hidden in print of a size": by_rule("@media print and (min-width: 1px) { .x9 { visibility: hidden } }"),
    "rule: hidden on telephones": by_rule("@media (max-width: 600px) { .x9 { font-size: 0 } }"),
    "rule: hidden by a range of widths": by_rule("@media (1px < width < 9000px) { .x9 { font-size: 0 } }"),
    "rule: hidden but on paper": by_rule("@media not print { .x9 { display: none } }"),
    "rule: in supports not": by_rule("@supports not (display: nothing) { .x9 { display: none } }"),
    "rule: in supports of a selector": by_rule("@supports selector(a > b) { .x9 { display: none } }"),
    "rule: registered property": by_rule('@property --h { syntax: "*"; inherits: false; initial-value: none } .x9 { display: var(--h) }'),
    "rule: order of layers": by_rule("@layer b, a; @layer a { .x9 { display: none } } @layer b { .x9 { display: block } }"),
    "rule: important in a layer": by_rule("@layer a { .x9 { display: none !important } } .x9 { display: block !important }"),
    "rule: revert": by_rule(".x9 { display: none } @layer a { .x9 { display: block } }"),
    "rule: container style": by_rule("article { container-type: inline-size } @container (width > 1px) { .x9 { display: none } }"),
    "rule: under the pointer": by_rule(".x9:hover { opacity: 0 }"),
    "rule: nth child": by_rule(".x9:nth-child(n + 1) { opacity: 0 }"),
    "rule: nth child of": by_rule(":nth-child(n of .x9) { opacity: 0 }"),
    "rule: not a class": by_rule("p:not([class]) { display: none } .x9 {}"),
    "rule: covered by its own pseudo-element": by_rule('.x9 { position: relative } .x9::after { content: ""; position: absolute; inset: 0; background: #fff }'),
    "rule: content for the ear": by_rule(f'.x9::before {{ content: "" / "{ADDED}" }}'),
    "rule: content that overrides direction": by_rule('.x9::before { content: "\\202E" }'),
    "rule: content of a drawing": by_rule(f".x9::before {{ content: url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>{ADDED}</text></svg>\") }}"),
    "rule: content of an attribute": lambda page, sheet, rng: (marked(page, rng, f' class="x9" data-x="{ADDED}"'), sheet + "\n.x9::after { content: attr(data-x) }\n"),
    "rule: counter style of our own": by_rule('@counter-style arabic-indic { system: cyclic; symbols: "٩" "٨" } .x9 {}'),
    "rule: counter style": by_rule('@counter-style own { system: cyclic; symbols: "ص" } ol { list-style-type: own !important } .x9 {}'),
    "rule: counter of the list set": by_rule("ol { counter-reset: list-item 6 } .x9 {}"),
    "rule: picture as a label": by_rule("li { list-style-image: url(data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==) } .x9 {}"),
    "rule: list on its side": by_rule("ol { display: flex; flex-direction: column-reverse } .x9 {}"),
    "rule: text upon text in a grid": by_rule("article { display: grid } article > * { grid-area: 1 / 1 } .x9 {}"),
    "rule: article from below": by_rule("article { display: flex; flex-direction: column-reverse } .x9 {}"),
    "rule: cells from the other side": by_rule("tr { display: flex; flex-direction: row-reverse } .x9 {}"),
    "rule: rows from below": by_rule("tbody { display: flex; flex-direction: column-reverse } .x9 {}"),
    "rule: head of the table at its end": by_rule("thead { display: table-footer-group } .x9 {}"),
    "rule: column collapsed": by_rule("td:nth-child(2) { visibility: collapse } .x9 {}"),
    "rule: second column of no size": by_rule("td:last-child { font-size: 0 } .x9 {}"),
    "rule: mark of a note as text": by_rule("sup { vertical-align: baseline; font-size: 1em; line-height: inherit } .x9 {}"),
    "rule: marks of notes hidden": by_rule("sup { display: none } .x9 {}"),
    "rule: links that cannot be followed": by_rule("a { pointer-events: none } .x9 {}"),
    "rule: small capitals": by_rule(".technical, .technical * { font-variant: all-small-caps } .x9 {}"),
    "rule: capitals": by_rule(".technical, .technical * { text-transform: uppercase } .x9 {}"),
    "rule: title of the page shown": by_rule("head, title { display: block } .x9 {}"),
    "rule: picture of no size": by_rule("img { width: 1px !important; height: 1px !important } .x9 {}"),
    "rule: picture out of its box": by_rule("img { object-fit: none; object-position: 9999px 0 } .x9 {}"),
    "rule: picture black": by_rule("img { filter: brightness(0) } .x9 {}"),
    "rule: picture under its background": by_rule("img { padding: 80px 0 0; height: 0 !important; background: black } .x9 {}"),
    "rule: font of the family from the system": by_rule('@font-face { font-family: "Amiri"; src: local("Wingdings") } .x9 {}'),
    "rule: font of a tiny size": by_rule('@font-face { font-family: "Amiri"; src: local("Amiri"); size-adjust: 1% } .x9 {}'),
    "rule: dark scheme with black text": by_rule(":root { color-scheme: dark } .x9 { color: #000 }"),
    "rule: root hidden": by_rule("html { display: none } .x9 {}"),
    "rule: root white": by_rule(":root { color: white; background: white } .x9 {}"),
    "rule: page scrolls not": by_rule("html, body { height: 100vh; overflow: hidden } .x9 {}"),
    "rule: page of no width": by_rule("body { width: 1px; overflow: hidden } .x9 {}"),
    "attribute: role of a picture": by_attribute('role="img"'),
    "attribute: role of a heading": by_attribute('role="heading" aria-level="2"'),
    "attribute: described by": by_attribute(f'aria-description="{ADDED}" aria-describedby="x"'),
    "attribute: description of the role": by_attribute(f'aria-roledescription="{ADDED}"'),
    "attribute: label in braille": by_attribute(f'aria-braillelabel="{ADDED}"'),
    "attribute: label by another element": by_attribute('aria-labelledby="headline"'),
    "attribute: owner": by_attribute('aria-owns="headline"'),
    "attribute: direction by a first letter": lambda page, sheet, rng: (marked(page, rng, ' dir="auto"').replace(' dir="auto">', ' dir="auto"><bdi>A</bdi>'), sheet),
    "markup: heading without its role": by_markup(r"<h2 ", '<h2 role="presentation" '),
    "markup: heading with another level": by_markup(r"<h2 ", '<h2 aria-level="5" '),
    "markup: list without its role": by_markup(r"<ol", '<ol role="none"'),
    "markup: table without its role": by_markup(r"<table", '<table role="presentation"'),
    "markup: head as a cell": lambda page, sheet, rng: (re.sub(r"<(/?)th\b(?: scope=\"col\")?", r"<\1td", page), sheet),
    "markup: head of rows": by_markup(r'<th scope="col"', '<th scope="row"'),
    "markup: short form of a head": by_markup(r"<th ", f'<th abbr="{ADDED}" '),
    "markup: cell over two rows": by_markup(r"<td", '<td rowspan="2"'),
    "markup: font white": by_markup(_P, r'<p><font color="white">\1</font></p>'),
    "markup: font tiny in the body": by_markup(r"<body", '<body text="white"'),
    "markup: cell black": by_markup(r"<td", '<td bgcolor="black"'),
    "markup: marquee": by_markup(_P, r"<marquee>\1</marquee>"),
    "markup: quotation marks": by_markup(_P, r"<p><q>\1</q></p>"),
    "markup: legend": by_markup(r"</article>", f"<fieldset><legend>{ADDED}</legend></fieldset></article>"),
    "markup: meter": by_markup(r"</article>", '<meter value="0.5"></meter></article>'),
    "markup: formula": by_markup(r"</article>", f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>{ADDED}</mtext></math></article>'),
    "markup: rule over the text": by_markup(r"</article>", '<hr style="height:50em;margin:-50em 0 0;background:#fff;position:relative"/></article>'),
    "markup: paths over the text": by_markup(r"</article>", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path d="M0 0h9v90h-9z"/></svg></article>'),
    "markup: map of a picture": lambda page, sheet, rng: (re.sub(r"<img ", '<img usemap="#m" ', page, count=1).replace("</figure>", f'<map name="m"><area shape="default" href="https://evil.example/" alt="{ADDED}"/></map></figure>', 1), sheet),
    "markup: address of the page": by_markup(r"</head>", '<link rel="canonical" href="https://evil.example/"/></head>'),
    "markup: title for networks": by_markup(r"</head>", f'<meta property="og:title" content="{ADDED}"/></head>'),
    "markup: description for networks": by_markup(r"</head>", f'<meta name="twitter:description" content="{ADDED}"/></head>'),
    "markup: picture for networks": by_markup(r"</head>", '<meta property="og:image" content="https://evil.example/a.png"/></head>'),
    "markup: keywords": by_markup(r"</head>", f'<meta name="keywords" content="{ADDED}"/></head>'),
    "markup: microdata": by_markup(r"</article>", f'<span itemscope="" itemtype="https://schema.org/NewsArticle"><meta itemprop="headline" content="{ADDED}"/></span></article>'),
    "markup: another encoding": lambda page, sheet, rng: (page.replace('charset="utf-8"', 'charset="windows-1252"').replace('encoding="utf-8"', 'encoding="iso-8859-1"'), sheet),
    "markup: another encoding by its header": by_markup(r'<meta charset="utf-8"/?>', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"/>'),
    "markup: sheet in another file": by_markup(r"</head>", '<link rel="stylesheet" href="data:text/css,p%7Bdisplay:none%7D"/></head>'),
    "markup: second style element": by_markup(r"</body>", "<style>p { opacity: 0 }</style></body>"),
    "markup: sheet for print": by_markup(r"</head>", '<style media="print">p { display: none }</style></head>'),
    "markup: kaf of another script": by_markup("(<p>[^<]*?)ك", r"\1ک"),
    "markup: letters not joined": by_markup("(<p>[^<]*?[بتثنيلمهعسح])(?=[بتثنيلمهعسح])", "\\1\u200c"),
    "markup: stroke through a letter": by_markup("(<p>[^<]*?[بتثنيلمهعسح])", "\\1\u0338"),
    "markup: override in the text": by_markup("<p>([^<]{20})", "<p>\u202d\\1\u202c"),
    "markup: isolate in the text": by_markup("<p>([^<]{20})", "<p>\u2066\\1\u2069"),
    "markup: word broken": by_markup(r"(<p>[^<]*?[بتثنيلمهعسح])(?=[بتثنيلمهعسح])", r"\1<br/>"),
    "markup: paragraph broken": by_markup(r"(<p>[^<]{20,}?) ", r"\1<br/><br/>"),
    "markup: two paragraphs joined": by_markup(r"</p>\s*<p>", " "),
    "markup: hidden style of a word": by_markup(r"(<p>[^<]*? )([^ <]+ [^ <]+)", r'\1<span style="color:#fff">\2</span>'),
    "markup: a number in letters of another size": by_markup(r"<td>(\d)(\d)", r'<td>\1<small style="font-size:.05em">\2</small>'),
    "markup: number turned by isolation": by_markup(r"<td>(\d)(\d)(\d)", r'<td><bdo dir="rtl">\1\2\3</bdo>'),
    "markup: word in parts that float": by_markup(r"<td>(\d)(\d)", r'<td><span style="float:right">\1</span>\2'),
    "markup: base direction of the article": by_markup(r'(<article [^>]*dir=)"rtl"', r'\1"ltr"'),
    "markup: page that goes elsewhere": by_markup(r"</head>", '<link rel="next" href="https://evil.example/"/></head>'),
    "markup: comment that ends early": by_markup(r"</article>", f"<!-->{ADDED}<!-- --></article>"),
}  # fmt: skip


def _digits_exchanged(data: bytes, one: str = "١", other: str = "٢", latin: tuple[str, str] = ("1", "2")) -> bytes:
    font = TTFont(io.BytesIO(data))
    for table in {id(one.cmap): one for one in font["cmap"].tables}.values():  # some share their characters
        for a, b in ((one, other), latin):
            if ord(a) in table.cmap and ord(b) in table.cmap:
                table.cmap[ord(a)], table.cmap[ord(b)] = table.cmap[ord(b)], table.cmap[ord(a)]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _in_sheet(extra: str) -> Callable[..., tuple[str, str]]:
    """Return the change of the page's first embedded font, with `extra` in its rule."""

    def made(page: str, sheet: str, rng: object) -> tuple[str, str]:
        found = re.search(r"@font-face \{[^}]*?base64,([^\"]+)[^}]*\}", sheet)
        if not found:
            return page, sheet
        other = base64.b64encode(_digits_exchanged(base64.b64decode(found[1]))).decode()
        rule = found[0].replace(found[1], other)
        if not extra:
            return page.replace("<p>", '<p class="x9">', 1), sheet.replace(found[0], rule)
        return page.replace("<p>", '<p class="x9">', 1), sheet.replace(
            found[0], found[0] + rule.replace("}", f"; {extra} }}")
        )

    return made


CHANGES |= {
    "rule: digits exchanged in an embedded font": _in_sheet(""),
    "rule: font of some characters": _in_sheet("unicode-range: U+30-39, U+660-669"),
}


def _sub(part: str, pattern: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        for name in [name for name in files if re.search(part, name)]:
            files[name] = re.sub(pattern, new, files[name].decode(), count=1, flags=re.DOTALL).encode()

    return made


def _new(name: str, content: str, kind: str, opf: str = "", properties: str = "") -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        files[f"EPUB/{name}"] = content.encode()
        item = f'<item id="new" href="{name}" media-type="{kind}"{properties}/></manifest>'
        text = files["EPUB/content.opf"].decode().replace("</manifest>", item)
        files["EPUB/content.opf"] = text.replace("</spine>", f"{opf}</spine>").encode()

    return made


def _other_package(files: dict[str, bytes]) -> None:
    files["EPUB/other.xhtml"] = re.sub(rb"<p>[^<]+", f"<p>{ADDED}".encode(), files["EPUB/text.xhtml"])
    files["EPUB/other.opf"] = files["EPUB/content.opf"].replace(b'href="text.xhtml"', b'href="other.xhtml"')
    container = files["META-INF/container.xml"].decode()
    new = re.sub(
        r"(<rootfile [^>]*/>)", lambda found: found[1] + found[1].replace("content.opf", "other.opf"), container
    )
    files["META-INF/container.xml"] = new.encode()


def _cover_exchanged(files: dict[str, bytes]) -> None:
    text = files["EPUB/cover.svg"].decode()
    drawings = re.findall(r'<path id="g\d+" d="([^"]+)"', text)
    text = text.replace(drawings[0], "\0").replace(drawings[1], drawings[0]).replace("\0", drawings[1])
    files["EPUB/cover.svg"] = text.encode()


PACKAGE |= {
    "package: text drawn on the cover": _sub(r"cover\.svg", "</svg>", f'<text x="300" y="90" font-size="60">{ADDED}</text></svg>'),
    "package: title of the cover's drawing": _sub(r"cover\.svg", r"(<title[^>]*>)[^<]+", rf"\1{ADDED}"),
    "package: description of the cover's drawing": _sub(r"cover\.svg", r"(<desc[^>]*>)[^<]+", rf"\1{ADDED}"),
    "package: letters of the cover exchanged": _cover_exchanged,
    "package: cover's letters left out": _sub(r"cover\.svg", r"<use .*?/>", ""),
    "package: cover covered": _sub(r"cover\.svg", "</svg>", '<rect width="600" height="900" fill="#fff"/></svg>'),
    "package: label of the cover's drawing": _sub(r"cover\.svg", r'role="img"', f'role="img" aria-label="{ADDED}"'),
    "package: picture of the cover replaced": lambda files: files.update({"EPUB/cover.png": files["EPUB/images/1.png"]}),
    "package: text twice in the spine": _sub(".opf", r'(<itemref [^>]*idref="text"[^>]*/>)', r"\1\1"),
    "package: fallback of the text": lambda files: (_new("other.xhtml", f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{ADDED}</p></body></html>", "application/xhtml+xml")(files),
        _sub(".opf", r'(<item href="text.xhtml"[^>]*media-type=)"[^"]+"', r'\1"application/x-demo" fallback="new"')(files))[0],
    "package: second package": _other_package,
    "package: pages of a fixed size": _sub(".opf", "</metadata>", '<meta property="rendition:layout">pre-paginated</meta></metadata>'),
    "package: contributor": _sub(".opf", "</metadata>", f"<dc:contributor>{ADDED}</dc:contributor></metadata>"),
    "package: second author": _sub(".opf", "</metadata>", f"<dc:creator>{ADDED}</dc:creator></metadata>"),
    "package: subject": _sub(".opf", "</metadata>", f"<dc:subject>{ADDED}</dc:subject></metadata>"),
    "package: rights": _sub(".opf", r"(<dc:rights>)[^<]+", rf"\1{ADDED}"),
    "package: summary of accessibility": _sub(".opf", r'(accessibilitySummary">)[^<]+', rf"\1{ADDED}"),
    "package: title in another script": _sub(".opf", "</metadata>", f'<meta refines="#id" property="alternate-script" xml:lang="en">{ADDED}</meta></metadata>'),
    "package: collection": _sub(".opf", "</metadata>", f'<meta property="belongs-to-collection" id="c">{ADDED}</meta></metadata>'),
    "package: title of the guide": _sub(".opf", r'title="الغلاف"', f'title="{ADDED}"'),
    "package: label of a landmark": _sub("nav.xhtml", "معالم الكتاب", ADDED),
    "package: entry of a landmark": _sub("nav.xhtml", "بداية النص", ADDED),
    "package: landmarks shown": _sub("nav.xhtml", ' hidden="hidden"', ""),
    "package: heading of the contents": _sub("nav.xhtml", r"(<h1[^>]*>)[^<]+", rf"\1{ADDED}"),
    "package: entries of the contents exchanged": _sub("nav.xhtml", r"(<li>.*?</li>)(\s*)(<li>.*?</li>)", r"\3\2\1"),
    "package: entry of the contents left out": _sub("nav.xhtml", r"<li>((?!</li>).)*h1((?!</li>).)*</li>", ""),
    "package: title of the NCX": _sub("toc.ncx", r"(<docTitle>\s*<text>)[^<]+", rf"\1{ADDED}"),
    "package: author of the NCX": _sub("toc.ncx", r"</docTitle>", f"</docTitle><docAuthor><text>{ADDED}</text></docAuthor>"),
    "package: page list of the NCX": _sub("toc.ncx", "</ncx>", f'<pageList><pageTarget type="normal" id="p1"><navLabel><text>{ADDED}</text></navLabel><content src="text.xhtml"/></pageTarget></pageList></ncx>'),
    "package: pronunciation": _sub("text.xhtml", "<p>", '<p xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:ph="nas">'),
    "package: lexicon": lambda files: (_new("a.pls", f'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme><grapheme>دمشق</grapheme><alias>{ADDED}</alias></lexeme></lexicon>', "application/pls+xml")(files),
        _sub("text.xhtml", "</head>", '<link rel="pronunciation" type="application/pls+xml" href="a.pls"/></head>')(files))[0],
    "package: text by an entity": _sub("text.xhtml", r"<!DOCTYPE html>(.*?)</article>", rf'<!DOCTYPE html [<!ENTITY x "{ADDED}">]>\1<p>&x;</p></article>'),
    "package: sheet by an instruction": lambda files: (_new("x.css", "p { display: none }", "text/css")(files), _sub("text.xhtml", r"(<!DOCTYPE)", r'<?xml-stylesheet href="x.css" type="text/css"?>\1')(files))[0],
    "package: language of the title": _sub(".opf", "<dc:title", '<dc:title xml:lang="en" dir="ltr"'),
    "package: identifier": _sub(".opf", r"(<dc:identifier[^>]*>)[^<]+", r"\1urn:isbn:9780000000002"),
    "package: headline in the record": _sub("article.jsonld", r'("headline": ")[^"]+', rf"\1{ADDED}"),
    "package: keyword in the record": _sub("article.jsonld", r"\}$", f', "keywords": "{ADDED}"}}'),
    "package: address in the record": _sub("article.jsonld", r'("url": ")[^"]+', r"\1https://evil.example/"),
    "package: alternative text of the cover": _sub("cover.xhtml", r'(alt=")[^"]+', rf"\1{ADDED}"),
    "package: title of a page": _sub("cover.xhtml", r"(<title>)[^<]+", rf"\1{ADDED}"),
    "package: text beside the cover": _sub("cover.xhtml", "</section>", f"<p>{ADDED}</p></section>"),
    "package: cover hidden": _sub("cover.xhtml", "<section ", '<section style="display:none" '),
}  # fmt: skip
