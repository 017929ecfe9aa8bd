"""More kinds of change to web pages and EPUBs, by what a browser does with a page beyond the usual hiding."""

from __future__ import annotations

import re
from collections.abc import Callable

from mutation_markup import ADDED, CHANGES, PACKAGE, by_attribute, by_markup, by_rule, marked

_P = r"<p>([^<]{20,}?)</p>"
_BLACK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="

CHANGES |= {
    f"style: {css}": by_rule(f".x9 {{ {css} }}")
    for css in (
        "color: color-mix(in srgb, white 100%, black)", "color: light-dark(white, black)", "color: oklch(1 0 0)",
        "color: lab(100% 0 0)", "color: hwb(0 100% 0%)", "color: color(srgb 1 1 1)", "color: Canvas", "color: white !important",
        "font-size: clamp(0px, 0px, 1px)", "font-size: min(0px, 1em)", "opacity: calc(0)", "visibility: HIDDEN",
        "display: table-column", "display: table-column-group", "max-height: 1.2em; overflow: hidden",
        "height: 20px; overflow: hidden", "display: -webkit-box; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden",
        "white-space: nowrap; overflow: hidden; text-overflow: ellipsis", "text-indent: 9999px; white-space: nowrap; overflow: hidden",
        "-webkit-text-security: disc", "text-decoration: line-through", "text-decoration-line: line-through",
        "writing-mode: vertical-rl", "clip-path: polygon(0 0)", "clip-path: path('')", "position: absolute; top: 0; left: 0",
        "position: absolute; z-index: -1; top: 300vh", "inset: 0 auto auto -9999px; position: fixed", "mix-blend-mode: screen",
        "animation: gone 1s forwards", "font-family: Wingdings", "margin-inline-start: -9999px", "translate: 0 -9999px",
        "all: unset; display: none", "float: left; width: 0; height: 0; overflow: clip", "line-height: 0", "word-spacing: -2em",
        "contain: strict; height: 0", "font: 0px serif", "max-width: 0; overflow: hidden", "rotate: 180deg",
        f"background: url({_BLACK}); color: black", "text-transform: full-size-kana; font-size: 0",
    )
}  # fmt: skip
CHANGES["style: animation: gone 1s forwards"] = by_rule(
    "@keyframes gone { to { opacity: 0 } } .x9 { animation: gone 1s forwards }"
)
CHANGES |= {
    "rule: with :not": by_rule("p.x9:not(.y) { display: none }"),
    "rule: with :is": by_rule(":is(p, div).x9 { display: none }"),
    "rule: with :where": by_rule(":where(.x9) { display: none }"),
    "rule: with :has": by_rule("article:has(.x9) .x9 { display: none }"),
    "rule: with :lang": by_rule("p.x9:lang(ar) { display: none }"),
    "rule: with an attribute": by_rule('[class~="x9"] { display: none }'),
    "rule: with a namespace": by_rule("*|p.x9 { display: none }"),
    "rule: in a container query": by_rule("@container (min-width: 0) { .x9 { display: none } }"),
    "rule: in a scope": by_rule("@scope (article) { .x9 { display: none } }"),
    "rule: order of a flexible box": by_rule("article { display: flex; flex-direction: column-reverse }"),
    "rule: place in a flexible box": by_rule("article { display: flex; flex-direction: column } .x9 { order: -1 }"),
    "rule: content of a marker": by_rule(f'li::marker {{ content: "{ADDED}" }}'),
    "rule: number of a marker": by_rule('li::marker { content: "7. " }'),
    "rule: label as a string": by_rule(f'li {{ list-style-type: "{ADDED} " }}'),
    "rule: list without labels": by_rule("ol li { list-style: none }"),
    "rule: list in letters": by_rule("ol li { list-style-type: upper-roman }"),
    "rule: counter of a list": by_rule("ol { counter-reset: list-item 6 }"),
    "rule: picture hidden": by_rule("img { opacity: 0 }"),
    "rule: picture in place": by_rule(f"img {{ content: url({_BLACK}) }}"),
    "rule: picture turned": by_rule("img { transform: scaleX(-1) }"),
    "rule: picture inverted": by_rule("img { filter: invert(1) }"),
    "rule: picture behind text": by_rule(".x9 { background-image: url(https://evil.example/x.png) }"),
    "rule: page covered": by_rule(
        "body::after { content: ''; position: fixed; inset: 0; background: white }"
    ),
    "rule: digits in content": by_rule('.x9::after { content: " 1500" }'),
    "rule: counter in content": by_rule(".x9 { counter-reset: a 1500 } .x9::after { content: counter(a) }"),
    "rule: attribute in content": lambda page, sheet, rng: (
        marked(page, rng, f' class="x9" data-a="{ADDED}"'), sheet + ".x9::after { content: attr(data-a) }"),
    "rule: table turned": by_rule("table { direction: ltr }"),
    "attribute: inert": by_attribute('inert="inert" style="opacity:0"'),
    "attribute: popover": by_attribute('popover="auto"'),
    "attribute: handler": by_attribute("onclick=\"this.textContent=''\""),
    "attribute: editable": by_attribute('contenteditable="true"'),
    "attribute: description": by_attribute(f'aria-description="{ADDED}"'),
    "markup: struck out": by_markup(_P, r"<p><s>\1</s></p>"),
    "markup: deleted": by_markup(_P, r"<p><del>\1</del></p>"),
    "markup: two links exchanged": lambda page, sheet, rng: (exchanged(page, r'href="(https?://[^"]*)"'), sheet),
    "markup: two rows exchanged": by_markup(r"(<tr>(?:(?!</tr>).)*?<td.*?</tr>)(\s*)(<tr>.*?</tr>)", r"\3\2\1"),
    "markup: column joined": by_markup(r"<td([^>]*)>([^<]*)</td>(\s*)<td", r'<td\1>\2</td>\3<td hidden="hidden"'),
    "markup: element over the page": by_markup(
        r"</article>", '</article><div style="position:fixed;top:0;left:0;width:100%;height:100%;background:#fff"></div>'),
    "markup: refresh": by_markup(r"</head>", '<meta http-equiv="refresh" content="0;url=https://evil.example/"/></head>'),
    "markup: option of a list": by_markup(r"</article>", f"<p><select><option>{ADDED}</option></select></p></article>"),
    "markup: object": by_markup(r"</article>", '<object data="https://evil.example/x"></object></article>'),
    "markup: video": by_markup(r"</article>", '<video src="https://evil.example/x" autoplay=""></video></article>'),
    "markup: button": by_markup(r"</article>", '<p><button value="x">1500</button></p></article>'),
    "markup: other picture by density": by_markup(r"<img ", '<img srcset="https://evil.example/x.png 1x" '),
    "markup: other picture by source": by_markup(
        r"(<img [^>]*>)", r'<picture><source srcset="https://evil.example/x.png"/>\1</picture>'),
    "markup: number raised": by_markup(r"(<p>[^<]{20})([^<]+)", r"\1<sup>\2</sup>"),
    "markup: cover added": by_markup(
        r"</article>", f'</article><section role="doc-cover"><p>{ADDED}</p></section>'),
    "markup: colophon added": by_markup(
        r"</article>", f'</article><section role="doc-colophon"><p>{ADDED}</p></section>'),
    "markup: page break with text": by_markup(r"</article>", f'<p role="doc-pagebreak">{ADDED}</p></article>'),
    "markup: note reference with text": by_markup(r"</article>", f'<a role="doc-noteref" href="#x">{ADDED}</a></article>'),
    "markup: backlink with text": by_markup(r"</article>", f'<a role="doc-backlink" href="#x">{ADDED}</a></article>'),
    "markup: paragraph as a quotation": by_markup(_P, r"<blockquote><p>\1</p></blockquote>"),
    "markup: second body": by_markup(r"</body>", f"</body><body><p>{ADDED}</p></body>"),
    "markup: text after the article": by_markup(r"</article>", f"</article>{ADDED}"),
    "markup: processing instruction": lambda page, sheet, rng: (
        page if "<html xmlns" not in page else re.sub(
            r"(<html )", r'<?xml-stylesheet type="text/css" href="data:text/css,p%7Bdisplay:none%7D"?>\n\1', page, count=1), sheet),
}  # fmt: skip


def exchanged(page: str, pattern: str) -> str:
    """Return the page with the first two different matches exchanged."""
    found = list(re.finditer(pattern, page))
    other = next((one for one in found if one[1] != found[0][1]), None)
    if other is None:
        return page
    one = found[0]
    return page[: one.start(1)] + other[1] + page[one.end(1) : other.start(1)] + one[1] + page[other.end(1) :]


def _page(pattern: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        name = next(one for one in files if one.endswith("text.xhtml"))
        files[name] = re.sub(pattern, new, files[name].decode(), count=1, flags=re.DOTALL).encode()

    return made


def _in(ending: str, pattern: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def made(files: dict[str, bytes]) -> None:
        for name in [name for name in files if name.endswith(ending)]:
            files[name] = re.sub(pattern, new, files[name].decode(), count=1, flags=re.DOTALL).encode()

    return made


def _second_page(files: dict[str, bytes]) -> None:
    package = next(one for one in files if one.endswith(".opf"))
    folder = package.rpartition("/")[0]
    files[f"{folder}/more.xhtml".lstrip("/")] = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{ADDED}</p></body></html>'
    ).encode()
    text = files[package].decode()
    text = text.replace(
        "</manifest>", '<item id="more" href="more.xhtml" media-type="application/xhtml+xml"/></manifest>'
    )
    files[package] = text.replace("</spine>", '<itemref idref="more"/></spine>').encode()


def _spine(files: dict[str, bytes]) -> None:
    package = next(one for one in files if one.endswith(".opf"))
    text = files[package].decode()
    every = re.findall(r"<itemref [^>]*/>", text)
    if len(every) > 1:
        files[package] = text.replace("".join(every), "".join(reversed(every))).encode()


PACKAGE |= {
    "package: text of the cover": _in("cover.xhtml", r"(<body.*?>)([^<>]{4,})(<)", rf"\1{ADDED}\3"),
    "package: text in the navigation": _in("nav.xhtml", r"</body>", f"<p>{ADDED}</p></body>"),
    "package: entry that leads elsewhere": _in("nav.xhtml", r'(<a [^>]*href=")[^"]*', r"\1https://evil.example/"),
    "package: page added": _second_page,
    "package: description added": _in(".opf", r"</metadata>", f"<dc:description>{ADDED}</dc:description></metadata>"),
    "package: second title": _in(".opf", r"</metadata>", f"<dc:title>{ADDED}</dc:title></metadata>"),
    "package: publisher": _in(".opf", r"</metadata>", f"<dc:publisher>{ADDED}</dc:publisher></metadata>"),
    "package: date": _in(".opf", r"(<dc:date[^>]*>)[^<]*", r"\g<1>1999-01-01"),
    "package: hash in the record": _in(".jsonld", r"[0-9a-f]{64}", "0" * 64),
    "package: media overlay": _in(".opf", r"<item ", '<item media-overlay="x" '),
    "package: encrypted part": lambda files: files.update(
        {"META-INF/encryption.xml": b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'}),
    "package: note leads to another": _page(r'(role="doc-noteref"[^>]*href="#)[^"]*', r"\1nowhere"),
}  # fmt: skip
