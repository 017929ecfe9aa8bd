"""What dialects of Markdown have beside CommonMark, as HTML or as CommonMark: Obsidian, GitHub, pandoc, Hugo."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from html import escape

from ..result import Kind
from .account import Account
from .drawntables import with_bars

#: Code, in which all of it is text.
CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|"
    r"(?<!`)(?P<tick>`+)(?!`)[^\n]*?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_CALLOUT = re.compile(r"^((?:[ \t]*>)+[ \t]*)\[!(\w+)\][+-]?[ \t]*(.*)$", re.MULTILINE)
_CALLOUTS = {
    "note": "ملاحظة", "tip": "نصيحة", "important": "مهم", "warning": "تحذير", "caution": "تنبيه", "info": "معلومة",
    "danger": "خطر",
}  # fmt: skip
#: A callout between colons (Docusaurus, VitePress, pandoc, Quarto): «:::warning», «:::tip[عنوان]», «::: note عنوان»,
#: «::: {.warning}», «::: {.callout-tip title="عنوان"}».
_ADMONITION = re.compile(
    r"^:{3,}[ \t]*(?:\{(?P<stated>[^}\n]*)\}|"
    r"(?P<kind>\w+)(?:\[(?P<boxed>[^\]\n]*)\]|[ \t]+(?P<title>[^\s:{][^\n]*))?)[ \t]*:*[ \t]*$",
    re.MULTILINE,
)
_CLASS = re.compile(r"(?:^|\s)\.(?:callout-)?([\w-]+)")
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)\[([ xX])\](?=[ \t])", re.MULTILINE)
_EMBED = re.compile(r"!\[\[([^\]|\n]+?)(?:\|([^\]\n]*))?\]\]")
_WIKI = re.compile(r"\[\[([^\]|\n]+?)(?:\|([^\]\n]+))?\]\](?!\()")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
#: An item that pandoc numbers through the whole document (`example_lists`).
_EXAMPLE = re.compile(r"^\(@[\w-]*\)[ \t]+(?=\S)", re.MULTILINE)
_MARK = re.compile(r"(?<![=A-Za-z0-9_])==(?=\S)([^=\n]+?)(?<=\S)==(?![=A-Za-z0-9_])")
_RAISED = re.compile(r"(?<=[\w)\]])\^([^\s^]{1,20})\^")
_LOWERED = re.compile(r"(?<=[\w)\]])(?<!~)~([^\s~]{1,20})~(?!~)")
_NOTE = re.compile(r"(?<!%)%%(?!%)(.{0,5000}?)%%", re.DOTALL)
_ATTRIBUTE = r"(?:[#.][\w:.-]+|-|=\w+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
_BRACED = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
#: Attributes stand right after a link, a picture, emphasis, code or an element, at the end of a heading, on a line of
#: their own, or, as a class or a name, at the end of any line. Elsewhere braces are text: «{n=5}», «x_{i=1}».
_ATTRIBUTES = re.compile(
    rf"(?P<inline>\]\((?:[^()\n]|\([^()\n]*\))*\)|\]\[[^\[\]\n]*\]|(?<=\S)\*|>){_BRACED}|"
    rf"(?P<code>\A){_BRACED}|"
    rf"(?P<heading>^[ \t>]*\#{{1,6}}[ \t][^\n]*?)[ \t]*{_BRACED}(?=[ \t#]*$)|"
    rf"(?P<over>^[^\n]+?)[ \t]*{_BRACED}(?=[ \t]*\n[=-]{{2,}}[ \t]*$)|"
    rf"(?P<item>^[ \t>]*(?:[-*+]|\d{{1,3}}[.)])[ \t]+)\{{:[^{{}}\n]*\}}[ \t]*|"
    rf"(?P<alone>^[ \t>]*){_BRACED}(?=[ \t]*$)|"
    rf"[ \t]+(?=\{{:?[ \t]*(?:[#.][a-z]|[a-z-]+=[\"'])){_BRACED}(?=[ \t]*$)",
    re.MULTILINE,
)
#: A span of pandoc: what stands in brackets right before attributes, and is neither a link nor a note.
_SPAN = re.compile(rf"(?<![!\]A-Za-z0-9_])\[(?![\^ ])([^\[\]\n]+)\]{_BRACED}")
#: The caption of a table (pandoc's `table_captions`), beside a row of it, and a mark for how it begins.
CAPTIONS = {"": "\ue002", "Table": "\ue003", "table": "\ue004"}
_CAPTION_BELOW = re.compile(r"(^[ \t]*\|[^\n]*\|[ \t]*\n)(?:[ \t]*\n)?([Tt]able)?:[ \t]+(?=\S)", re.MULTILINE)
_CAPTION_ABOVE = re.compile(
    r"(\A|\n[ \t]*\n)([Tt]able)?:[ \t]+(?=\S[^\n]*(?:\n(?!\|)[^\n]+)*\n[ \t]*\n[ \t]*\|[^\n]*\|[ \t]*\n)"
)
#: The name of a block, for links to it (Obsidian), at the end of its text or on a line below it.
_BLOCK_ID = re.compile(r"(?:(?<=\S)[ \t]+|(?<=\n))\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]+)?[ \t]*:*[ \t]*$", re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{[<%]\s*(\/?[\w-]+)\s*(.{0,2000}?)\s*\/?[>%]\}\}", re.DOTALL)
_VALUE = re.compile(r"""([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))""")
_LINES = re.compile(r"(?:^\|(?![^\n]*\|[ \t]*$)(?:[ \t][^\n]*)?(?:\n|\Z)){2,}", re.MULTILINE)
_TITLE_BLOCK = re.compile(r"\A%[ \t]*([^\n]+)\n(?:%[ \t]*([^\n]*)\n)?(?:%[ \t]*([^\n]*)\n)?")


def title_block(text: str) -> tuple[dict[str, str], str]:
    """Return title, authors and date that pandoc reads from the first lines («% …»), and the text after them."""
    found = _TITLE_BLOCK.match(text)
    if found is None or "%%" in found[0]:
        return {}, text
    stated = zip(("title", "author", "date"), found.groups(), strict=True)
    return {name: value.strip() for name, value in stated if value and value.strip()}, text[found.end() :]


def metadata_block(text: str) -> tuple[dict[str, str], str]:
    """Return the fields that MultiMarkdown and Pelican read from the first lines («Title: …»), and the text after them.

    One of them is the title; lines that are indented continue the value above them.
    """
    found = _METADATA.match(text)
    fields = _FIELD.findall(found[0]) if found else []
    stated = {name.strip().lower().replace(" ", "_"): " ".join(value.split()) for name, value in fields}
    if found is None or not stated.get("title") or not text[found.end() :].strip():
        return {}, text
    return {name: value for name, value in stated.items() if value}, text[found.end() :]


_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9 _-]{0,30}):[ \t]*([^\n]*(?:\n[ \t]+\S[^\n]*)*)(?:\n|\Z)", re.MULTILINE)
_METADATA = re.compile(r"\A\s*(?:[A-Za-z][A-Za-z0-9 _-]{0,30}:[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n|\Z))+(?:[ \t]*\n|\Z)")


def as_commonmark(text: str, account: Account) -> str:
    """Return a text in which what dialects have is HTML or CommonMark; its comments are counted as left out."""
    made: list[str] = []
    at, count = 0, itertools.count(1)
    for code in CODE.finditer(text):
        made += [_rewritten(text[at : code.start()], account, count), code[0]]
        at = code.end()
    return "".join([*made, _rewritten(text[at:], account, count)])


def _rewritten(text: str, account: Account, count: Iterator[int]) -> str:
    def comment(found: re.Match[str]) -> str:
        account.add(Kind.COMMENT, found[1])
        return ""

    rules: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        (_NOTE, comment),
        (_IN_ANGLES, _bracketed),
        (_SHORTCODE, lambda found: _shortcode(found, account)),
        (_CALLOUT, _callout),
        (_EXAMPLE, lambda _: f"({next(count)}) "),
        (_TASK, lambda found: f"{found[1]}{'☐' if found[2] == ' ' else '☑'}"),
        (_EMBED, _embedded),
        (_WIKI, lambda found: found[2] or found[1].replace("#", " › ").strip(" ›")),
        (_MARK, r"<mark>\1</mark>"),
        (_RAISED, lambda found: f"<sup>{escape(found[1])}</sup>"),
        (_LOWERED, lambda found: f"<sub>{escape(found[1])}</sub>"),
        (_ADMONITION, _admonition),
        (_FENCED, ""),
        (_CAPTION_BELOW, lambda found: f"{found[1]}\n{CAPTIONS[found[2] or '']}"),
        (_CAPTION_ABOVE, lambda found: f"{found[1]}{CAPTIONS[found[2] or '']}"),
        (_BLOCK_ID, ""),
        (_SPAN, r"\1"),
        (_ATTRIBUTES, lambda found: found[found.lastgroup] if found.lastgroup else ""),
        (_LINES, _verse),
    )
    text = with_bars(text)
    for pattern, made in rules:
        text = pattern.sub(made, text)
    return text


def _bracketed(found: re.Match[str]) -> str:
    """Return words in angle brackets, «<x>», «<Name Surname>», as text, but elements and what is in indented code."""
    from lxml.html import defs

    name, text = found[1], found.string
    element = "-" in name or name.lower() in defs.tags or name.lower() in _NEWER or f"</{name}>" in text
    indented = text.startswith(("    ", "\t"), text.rfind("\n", 0, found.start()) + 1)
    return found[0] if element or indented or "<svg" in text or "<math" in text else f"&lt;{found[0][1:]}"


#: Elements that are not in the list of lxml, which has those of HTML 4 and of a draft of HTML 5.
_NEWER = frozenset((
    "bdi", "bgsound", "data", "dialog", "frame", "image", "listing", "main", "nobr", "noembed", "noframes", "picture",
    "plaintext", "rb", "rtc", "search", "slot", "template", "xmp",
))  # fmt: skip
_IN_ANGLES = re.compile(r"(?<!\\)(?<!\]\()(?<!\]: )<([A-Za-z][\w-]*)(?:[ \t][^<>\n]*)?(?<!/)>")


def _callout(found: re.Match[str]) -> str:
    title = found[3].strip() or _CALLOUTS.get(found[2].lower(), found[2])
    return f"{found[1]}**{title}**\n{found[1].rstrip()}"


def _admonition(found: re.Match[str]) -> str:
    """Return the title of a callout between colons, or what its kind is called; a class of another kind stays."""
    kinds, title = [(found["kind"] or "").lower()], found["boxed"] or found["title"] or ""
    if stated := found["stated"]:
        kinds = [name.lower() for name in _CLASS.findall(stated)]
        title = next((one[2] or one[3] or one[4] for one in _VALUE.finditer(stated) if one[1] == "title"), "")
    kind = next((one for one in kinds if one in _CALLOUTS), None)
    if kind is None:
        return found[0]
    title = title.strip()
    return f"\n<aside><h4>{escape(title or _CALLOUTS[kind])}</h4></aside>\n\n"  # what stands after it is not under it


def _embedded(found: re.Match[str]) -> str:
    target, shown = found[1].strip(), (found[2] or "").strip()
    if not _PICTURE.search(target):
        return shown or target
    words = "" if re.fullmatch(r"\d+(?:x\d+)?", shown) else shown
    return f"![{words}](<{target}>)"


def _shortcode(found: re.Match[str], account: Account) -> str:
    """Return a figure of Hugo as HTML, a video as a link; of another shortcode, nothing, and count it."""
    name, given = found[1], {one[1]: one[2] or one[3] or one[4] or "" for one in _VALUE.finditer(found[2])}
    if name == "figure" and given.get("src"):
        caption = " ".join(filter(None, (given.get("title"), given.get("caption"))))
        credit = f"<span class='credit'>{escape(given['attr'])}</span>" if given.get("attr") else ""
        picture = f"<img src='{escape(given['src'])}' alt='{escape(given.get('alt', ''))}'>"
        below = f"<figcaption>{escape(caption)}{credit}</figcaption>" if caption or credit else ""
        return f"\n\n<figure>{picture}{below}</figure>\n\n"
    if name in ("youtube", "vimeo") and (identity := found[2].strip("\"' ")):
        host = "www.youtube.com/watch?v=" if name == "youtube" else "vimeo.com/"
        return f"\n\n<iframe src='https://{host}{escape(identity)}'></iframe>\n\n"
    if words := " ".join(given.values()):
        account.add(Kind.ATTRIBUTE, words)
    return ""


def _verse(found: re.Match[str]) -> str:
    lines = [line.removeprefix("|").strip() for line in found[0].splitlines()]
    return f"\n\n<div class='verse'>{'<br>'.join(map(escape, lines))}</div>\n\n"
