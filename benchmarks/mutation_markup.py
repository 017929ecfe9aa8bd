"""Kinds of change to web pages and EPUBs: by style sheets, in the markup, in the package."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

ADDED = "نص دخيل"
#: A change of a page and of its style sheet.
Change = Callable[[str, str, random.Random], tuple[str, str]]
CHANGES: dict[str, Change] = {}
#: Of EPUBs alone: a change of the files of the package.
PACKAGE: dict[str, Callable[[dict[str, bytes]], None]] = {}

_PARAGRAPH = re.compile(r"<p>(?=[^<]{20})")


def marked(page: str, rng: random.Random, attributes: str = ' class="x9"') -> str:
    """Return the page with attributes at one of its paragraphs."""
    found = list(_PARAGRAPH.finditer(page))
    if not found:
        return page
    one = rng.choice(found)
    return f"{page[: one.start()]}<p{attributes}>{page[one.end() :]}"


def by_rule(css: str) -> Change:
    return lambda page, sheet, rng: (marked(page, rng), f"{sheet}\n{css}\n")


def by_attribute(attributes: str) -> Change:
    return lambda page, sheet, rng: (marked(page, rng, f" {attributes}"), sheet)


def by_markup(pattern: str, new: str) -> Change:
    return lambda page, sheet, rng: (re.sub(pattern, new, page, count=1, flags=re.DOTALL), sheet)


CHANGES |= {
    f"style: {css}": by_rule(f".x9 {{ {css} }}")
    for css in (
        "display: none", "visibility: hidden", "visibility: collapse", "opacity: 0", "opacity: .01", "opacity: 0%", "font-size: 0",
        "font-size: 0.01em", "font-size: .1px", "font: 0/0 a", "font: 1px/0 serif; font-size: 0pt", "font-size: calc(1px - 1px)",
        "--a: none; display: var(--a)", "display: var(--b, none)", "color: white", "color: #fff", "color: transparent",
        "color: rgba(0,0,0,0)", "color: rgb(255 255 255 / 1)", "color: hsl(0 0% 100%)", "color: #0000", "color: #fefefe",
        "color: #000; background: #000", "background: black; color: black", "position: absolute; left: -9999px",
        "position: fixed; top: -500em", "position: relative; left: -200vw", "text-indent: -9999px",
        "text-indent: -100vw; white-space: nowrap; overflow: hidden", "clip: rect(0 0 0 0); position: absolute",
        "clip-path: inset(50%)", "clip-path: circle(0)", "transform: scale(0)", "transform: translateX(-9999px)",
        "transform: scaleX(-1)", "transform: rotateY(90deg)", "scale: 0", "translate: -9999px", "height: 0; overflow: hidden",
        "max-height: 0; overflow: hidden", "width: 0; overflow: hidden", "height: 1px; width: 1px; overflow: hidden",
        "margin-left: -9999px", "margin-top: -9999px", "filter: opacity(0)", "filter: blur(20px)", "mask: linear-gradient(transparent, transparent)",
        "content-visibility: hidden", "display: N\\6fne", "unicode-bidi: bidi-override; direction: ltr",
        "direction: ltr", "-webkit-text-fill-color: transparent", "text-transform: uppercase; display: none !important",
        "letter-spacing: -2em", "line-height: 0; overflow: hidden; height: 0",
    )
}  # fmt: skip
CHANGES |= {
    "rule: content before": by_rule(f'.x9::before {{ content: "{ADDED}" }}'),
    "rule: content after": by_rule(f'.x9:after {{ content: "{ADDED}" }}'),
    "rule: content in place": by_rule(f'.x9 {{ content: "{ADDED}" }}'),
    "rule: in all of a media query": by_rule("@media all { .x9 { display: none } }"),
    "rule: for narrow and wide screens": by_rule("@media (min-width: 0) { .x9 { display: none } }"),
    "rule: in supports": by_rule("@supports (display: block) { .x9 { display: none } }"),
    "rule: in a layer": by_rule("@layer a { .x9 { display: none } }"),
    "rule: nested": by_rule("body { .x9 { display: none } }"),
    "rule: nested with &": by_rule("article { & .x9 { display: none } }"),
    "rule: first letter": by_rule(".x9::first-letter { font-size: 0 }"),
    "rule: first line": by_rule(".x9::first-line { color: white }"),
    "rule: imported": lambda page, sheet, rng: (marked(page, rng), '@import "data:text/css,.x9%7Bdisplay:none%7D";' + sheet),
    "rule: with an escape": by_rule(".x\\39 { displ\\61y: none }"),
    "rule: of all paragraphs": by_rule("p { font-size: 0 }"),
    "rule: of the body, inherited": by_rule("body { font-size: 0; }"),
    "rule: of the article, inherited": by_rule("article { visibility: hidden }"),
    "attribute: style": by_attribute('style="display:none"'),
    "attribute: style in capitals": by_attribute('style="DISPLAY : NONE"'),
    "attribute: style, tiny": by_attribute('style="font-size:1px"'),
    "attribute: style, white": by_attribute('style="color:#FFF"'),
    "attribute: hidden": by_attribute('hidden="hidden"'),
    "attribute: hidden until found": by_attribute('hidden="until-found"'),
    "attribute: aria-hidden": by_attribute('aria-hidden="true"'),
    "attribute: aria-label": by_attribute(f'aria-label="{ADDED}"'),
    "attribute: title": by_attribute(f'title="{ADDED}"'),
    "attribute: another language": by_attribute('lang="fr" xml:lang="fr"'),
    "attribute: another direction": by_attribute('dir="ltr"'),
    "markup: in closed details": by_markup(r"<p>([^<]{20,}?)</p>", r"<details><summary></summary><p>\1</p></details>"),
    "markup: in a template": by_markup(r"<p>([^<]{20,}?)</p>", r"<template><p>\1</p></template>"),
    "markup: in a comment": by_markup(r"<p>([^<]{20,}?)</p>", r"<!-- <p>\1</p> -->"),
    "markup: in noscript": by_markup(r"<p>([^<]{20,}?)</p>", r"<noscript><p>\1</p></noscript>"),
    "markup: in a closed dialog": by_markup(r"<p>([^<]{20,}?)</p>", r"<dialog><p>\1</p></dialog>"),
    "markup: in a text area": by_markup(r"<p>([^<]{20,}?)</p>", r"<p><textarea rows='1'>\1</textarea></p>"),
    "markup: in nav": by_markup(r"</p>", f"</p><nav><p>{ADDED}</p></nav>"),
    "markup: as contents": by_markup(r"</article>", f'<section role="doc-toc"><p>{ADDED}</p></section></article>'),
    "markup: as index": by_markup(r"</article>", f'<section role="doc-index"><p>{ADDED}</p></section></article>'),
    "markup: in a form": by_markup(r"</article>", f'<p><input value="{ADDED}"/></p></article>'),
    "markup: as placeholder": by_markup(r"</article>", f'<p><input placeholder="{ADDED}"/></p></article>'),
    "markup: in SVG": by_markup(r"</article>", f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">{ADDED}</text></svg></article>'),
    "markup: reversed by bdo": by_markup(r"<p>([^<]{20,}?)</p>", r'<p><bdo dir="ltr">\1</bdo></p>'),
    "markup: text removed": by_markup(r"<p>[^<]{20,}?</p>", ""),
    "markup: a letter changed": by_markup(r"(<p>[^<]{9})[^<]", r"\1ظظ"),
    "markup: ruby": by_markup(r"<p>([^<]{5})", rf"<p><ruby>\1<rt>{ADDED}</rt></ruby>"),
    "markup: label of a list": by_markup(r"<ol", '<ol start="7"'),
    "markup: value of an item": by_markup(r"<li", '<li value="9"'),
    "markup: list reversed": by_markup(r"<ol", '<ol reversed="reversed"'),
    "markup: list unordered": lambda page, sheet, rng: (page.replace("<ol", "<ul").replace("</ol>", "</ul>"), sheet),
    "markup: heading of another level": by_markup(r"<h2(.*?)</h2>", r"<h4\1</h4>"),
    "markup: heading as a paragraph": by_markup(r"<h2(.*?)</h2>", r"<p\1</p>"),
    "markup: headline as a paragraph": by_markup(r"<h1(.*?)</h1>", r"<p\1</p>"),
    "markup: paragraph as a heading": by_markup(r"<p>([^<]{20,}?)</p>", r"<h2>\1</h2>"),
    "markup: link to another place": by_markup(r'href="https?://[^"]*"', 'href="https://evil.example/"'),
    "markup: link that runs a script": by_markup(r'href="https?://[^"]*"', 'href="javascript:alert(1)"'),
    "markup: base of links": by_markup(r"</head>", '<base href="https://evil.example/"/></head>'),
    "markup: script": by_markup(r"</head>", "<script>document.body.innerHTML=''</script></head>"),
    "markup: frame": by_markup(r"</article>", '<iframe src="https://evil.example/"></iframe></article>'),
    "markup: picture removed": by_markup(r"<img [^>]*>", ""),
    "markup: picture of another place": by_markup(r'(<img [^>]*src=")[^"]*', r"\1https://evil.example/x.png"),
    "markup: picture without size": by_markup(r"<img ", '<img width="0" height="0" style="width:0" '),
    "markup: alternative text": by_markup(r'alt="[^"]*"', f'alt="{ADDED}"'),
    "markup: language of the page": by_markup(r'lang="[^"]*"', 'lang="en"'),
    "markup: direction of the page": by_markup(r'dir="rtl"', 'dir="ltr"'),
    "markup: title of the page": by_markup(r"(<title>)[^<]*", rf"\1{ADDED}"),
}  # fmt: skip
_NOT_READ = "aria-hidden"


def _sub(ending: str, pattern: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        for name in [name for name in files if name.endswith(ending)]:
            files[name] = re.sub(pattern, new, files[name].decode(), count=1, flags=re.DOTALL).encode()

    return made


def _without(pattern: str) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        for name in [name for name in files if re.search(pattern, name)]:
            del files[name]

    return made


def _bytes(pattern: str, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        for name in [name for name in files if re.search(pattern, name)]:
            files[name] = new

    return made


def _exchange_glyphs(files: dict[str, bytes]) -> None:
    from fontTools.ttLib import TTFont

    for name in [name for name in files if name.endswith((".ttf", ".otf"))][:2]:
        font = TTFont(io.BytesIO(files[name]))
        table = font["cmap"].getBestCmap()
        drawn = [table[ord(one)] for one in "0123456789" if ord(one) in table]
        if len(drawn) > 1:
            glyphs = font["glyf"]
            glyphs[drawn[0]], glyphs[drawn[1]] = glyphs[drawn[1]], glyphs[drawn[0]]
            out = io.BytesIO()
            font.save(out)
            files[name] = out.getvalue()


PACKAGE |= {
    "package: title in the metadata": _sub(".opf", r"(<dc:title[^>]*>)[^<]*", rf"\1{ADDED}"),
    "package: author in the metadata": _sub(".opf", r"(<dc:creator[^>]*>)[^<]*", rf"\1{ADDED}"),
    "package: language in the metadata": _sub(".opf", r"(<dc:language[^>]*>)[^<]*", r"\1en"),
    "package: source in the metadata": _sub(".opf", r"(<dc:source[^>]*>)[^<]*", r"\1https://evil.example/"),
    "package: pages from left to right": _sub(".opf", "rtl", "ltr"),
    "package: entry of the contents": _sub("nav.xhtml", r"(<a [^>]*>)[^<]+", rf"\1{ADDED}"),
    "package: entry of the NCX": _sub("toc.ncx", r"(<text>)[^<]+", rf"\1{ADDED}"),
    "package: picture emptied": _bytes(r"images/", b""),
    "package: picture replaced": _bytes(r"images/", b"GIF89a\1\0\1\0\0\0\0;"),
    "package: pictures removed": _without(r"images/"),
    "package: fonts removed": _without(r"\.ttf$"),
    "package: font damaged": _bytes(r"\.ttf$", b"no font"),
    "package: drawings of two digits exchanged": _exchange_glyphs,
    "package: style sheet removed": _without(r"\.css$"),
    "package: page not in the spine": _sub(".opf", r"<itemref [^>]*idref=\"text\"[^>]*/>", ""),
    "package: page left out of reading": _sub(".opf", r'(<itemref [^>]*idref="text")', r'\1 linear="no"'),
}


def names(format: str) -> list[str]:
    return [*CHANGES, *(PACKAGE if format == "epub" else ())]


def apply(name: str, format: str, data: bytes, rng: random.Random) -> bytes | None:
    """Return the document with a change, or None if it has nothing to change."""
    if format == "html":
        text = data.decode()
        start = text.index(">", text.index("<style")) + 1
        end = text.index("</style>")
        sheet = text[start:end]
        page, changed = CHANGES[name](text[:start] + "\0" + text[end:], sheet, rng)
        made = page.replace("\0", changed, 1).encode()
        return None if made == data or _nothing(name, page) else made
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {one: package.read(one) for one in package.namelist()}
    before = dict(files)
    if name in PACKAGE:
        PACKAGE[name](files)
    else:
        page = next(one for one in files if one.endswith("text.xhtml"))
        sheet = next(one for one in files if one.endswith(".css"))
        made_page, made_sheet = CHANGES[name](files[page].decode(), files[sheet].decode(), rng)
        if _nothing(name, made_page):
            return None
        files[page], files[sheet] = made_page.encode(), made_sheet.encode()
    return None if files == before else packed(files)


def _nothing(name: str, page: str) -> bool:
    """Return whether no paragraph got the class that the rule is for."""
    return name.startswith(("style:", "rule:")) and "x9" not in page


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()
