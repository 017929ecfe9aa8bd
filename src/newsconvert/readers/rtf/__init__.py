"""Read Rich Text Format (RTF 1.9.1), of Word, WordPad, LibreOffice and macOS: as HTML, which is then read as that is.

Labels of lists are those that the program wrote for readers that know no lists. Left out and counted: hidden, deleted
text, comments, headers and footers, embedded objects; symbols without a place in Unicode.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ...errors import InputError
from ...markup import XML_INVALID
from ...model import Article, Image
from ...options import ReaderOptions
from ...result import Converted, Kind
from .. import images
from ..account import Account
from ..fragments import check_depth
from ..odfstyles import KINDS
from ..processed import append_text, article_in
from ..provenance import provenance_of
from ..symbols import readable
from .flows import Flow, typed_label
from .groups import KNOWN, SKIPPED, UNSPOKEN, Group, destination
from .tables import settle_spans
from .tokens import Decoder, Token

_HEADING = re.compile(r"heading ([1-9])")
_LINK = re.compile(r"""\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"|\s*HYPERLINK\s+([^\s"\\]\S*)""", re.IGNORECASE)
_PICTURES = {
    "pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "macpict": "pict", "dibitmap": "bmp",
}  # fmt: skip
#: Twips, in which widths are, in a pixel of which 96 are an inch.
_TWIPS_PER_PIXEL = 15
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_DEEPEST, _DEEPEST_TABLE = 5_000, 20


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an RTF file: what is in the style Title, or else the first block, is its headline.

    Raise InputError when it is not RTF, EmptyInputError without text.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise InputError("this is not RTF: it does not begin with {\\rtf; name the file .txt if it is plain text.")
    account = Account()
    made = _Translation(account)
    body = made.body(data)
    check_depth(body, options.limits)
    return article_in(body, account, made.load, provenance_of(data, options), made.page_texts)


class _Translation:
    """Makes HTML of the tokens of a document."""

    def __init__(self, account: Account) -> None:
        from lxml import html

        self._make: Callable[..., Any] = html.Element
        self._account = account
        self._decoder = Decoder()
        self._styles: dict[int, str] = {}
        self._images: dict[str, Image] = {}
        self._notes: list[Any] = []
        self._groups = [Group()]
        self._flows: list[Flow] = []
        self._picture: dict[str, Any] | None = None
        self._alternative = ""
        self.page_texts: dict[str, None] = {}

    def load(self, address: str) -> Image | None:
        """Return the picture of the document with an address in its HTML."""
        return self._images.get(address)

    def body(self, data: bytes) -> Any:
        """Return the `body` element of a document, with its notes at the end."""
        body = self._make("body")
        self._begin(body)
        for token in self._decoder.tokens(data):
            self._take(token)
        while len(self._groups) > 1:  # a truncated file
            self._close()
        self._end()
        for table in body.iter("table"):
            settle_spans(table)
        if self._notes:
            notes = self._make("ol")
            notes.extend(self._notes)
            body.append(notes)
        return body

    # Tokens

    def _take(self, token: Token) -> None:
        group = self._groups[-1]
        match token.kind:
            case "{":
                if len(self._groups) > _DEEPEST:
                    raise InputError("its groups are nested thousands deep; save it again in a word processor.")
                self._groups.append(replace(group, starred=False, begun=False, opens=False, words=[]))
            case "}":
                if len(self._groups) > 1:
                    self._close()
            case "*":
                group.starred = True
            case "text":
                group.begun = True
                self._text(token.text)
            case "symbols":
                self._symbols(token.text, token.data)
            case "bin":
                if group.into == "pict" and self._picture is not None:
                    self._picture["data"] = token.data
            case _:
                self._word(token.kind, token.number)

    def _close(self) -> None:
        group = self._groups.pop()
        above = self._groups[-1]
        words = "".join(group.words)
        if group.into == "stylesheet" and not group.opens:
            self._styles[group.style] = words.strip().strip(";").strip().lower()
        elif not group.opens:
            above.words += group.words if group.into == above.into else ()
        match group.into if group.opens else "":
            case "furniture":
                for line in words.split("\n"):
                    if any(map(str.isalpha, line)):
                        self.page_texts[" ".join(line.split())] = None
            case "comment":
                self._account.add(Kind.COMMENT, words)
            case "instruction":
                if found := _LINK.match(words):
                    above.link = found[1] or found[2]
            case "label":
                self._flows[-1].label = words.strip()
            case "name":
                above.words[:] = [words.strip()]
            case "value":
                if above.words and above.words[-1] == "wzDescription":
                    self._alternative = words.strip()
            case "pict":
                self._add_picture(words)
        while self._flows and self._flows[-1].depth > len(self._groups):
            self._end()

    def _word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        first, group.begun = not group.begun, True
        if first and self._destination(group, word):
            return
        if group.into == "fonts":
            if word in ("f", "fcharset"):
                self._font(word, number)
        elif group.into == "stylesheet":
            group.style = number or 0 if word == "s" else group.style
        elif group.into == "pict":
            if word in _PICTURES and self._picture is not None:
                self._picture["kind"] = _PICTURES[word]
            elif word in ("picwgoal", "picscalex") and self._picture is not None:
                self._picture[word] = number or 0
        elif word in ("par", "line", "sect", "page", "column", "tab", "cell", "row", "nestcell", "nestrow"):
            self._break(word)
        elif group.into == "text":
            self._format(group, word, number)

    def _font(self, word: str, number: int | None) -> None:
        if word == "f":
            self._open_font = number or 0
        else:
            self._decoder.fonts[self._open_font] = number or 0

    _open_font = 0

    def _destination(self, group: Group, word: str) -> bool:
        """Take the first word of a group as where its text goes; return whether it says that."""
        if group.into not in ("text", "shape"):
            inside = group.into in ("pict", "value") and word in ("picprop", "pict")
            if not inside and (word in UNSPOKEN or (group.starred and word not in KNOWN)):
                group.into = "skip"
            if not inside:
                return group.into == "skip"
        into = destination(word)
        if word == "footnote":
            self._begin_note()
        elif word in ("shptxt", "dptxbxtext"):
            self._begin_box()
        elif word in ("fldrslt", "ud", "result"):
            group.into = "text"
        elif word == "object":
            self._account.add(Kind.ATTACHMENT)
        elif word in ("shppict", "shpinst", "nesttableprops"):
            pass
        elif into:
            group.into, group.opens = into, True
            if into == "pict":
                self._picture = {}
        elif word in SKIPPED or (group.starred and word not in KNOWN):
            group.into = "skip"
        else:
            return False
        return True

    def _text(self, text: str) -> None:
        text = XML_INVALID.sub("", text)
        group = self._groups[-1]
        if group.into == "text":
            self._add_text(text, group)
        elif group.into == "fonts":
            names = self._decoder.names
            names[self._open_font] = names.get(self._open_font, "") + text.partition(";")[0].strip()
        elif group.into not in ("skip", "shape"):
            group.words.append(text)

    def _symbols(self, font: str, data: bytes) -> None:
        group = self._groups[-1]
        if group.into in ("label", "text"):
            for code in data:
                if chr(code).isspace():
                    self._text(" ")
                elif group.into == "label":
                    self._text("•")
                elif not _PRIVATE.match(found := readable(font, chr(0xF000 + code))):
                    self._text(found)
                else:
                    self._account.add(Kind.SYMBOL, f"0x{code:02X}")

    # Letters

    def _format(self, group: Group, word: str, number: int | None) -> None:
        on = number != 0
        if word in ("b", "ab", "v", "strike", "striked", "super", "sub", "deleted", "revised", "i"):
            word = {"ab": "b", "striked": "strike"}.get(word, word)
            without = group.marks - {"super", "sub"} if word in ("super", "sub") else group.marks - {word}
            group.marks = without | {word} if on else without
        elif word == "nosupersub" or (word in ("up", "dn") and not on):
            group.marks -= {"super", "sub"}
        elif word in ("up", "dn"):
            group.marks = group.marks - {"super", "sub"} | {"super" if word == "up" else "sub"}
        elif word == "plain":
            group.marks &= {"deleted", "revised"}
        elif word == "pard":
            group.style, group.outline, group.level, group.in_table, group.nesting = 0, 9, 0, False, 0
            group.indent = group.first = 0
        elif word == "s":
            group.style = number or 0
        elif word == "outlinelevel":
            group.outline = 9 if number is None else number
        elif word in ("ilvl", "pnlvl"):
            group.level = max(0, min(number or 0, 8))
        elif word in ("li", "lin"):
            group.indent = number or 0
        elif word == "fi":
            group.first = number or 0
        elif word == "itap":
            group.nesting = max(0, min(number or 0, _DEEPEST_TABLE))
        elif word == "intbl":
            group.in_table = on
        elif word in ("trowd", "cellx", "trhdr", "clmgf", "clmrg", "clvmgf", "clvmrg"):
            self._flows[-1].row_at(group.nesting).define(word, number or 0)

    def _add_text(self, text: str, group: Group) -> None:
        flow = self._flows[-1]
        key = (group.link, group.marks)
        if flow.key != key or not len(flow.paragraph):
            flow.key = key
            self._begin_run(flow, group)
        last = flow.paragraph[-1]
        while len(last):
            last = last[-1]
        append_text(last, text)

    def _begin_run(self, flow: Flow, group: Group) -> None:
        """Put the elements into the paragraph that the marks of a group's letters stand for."""
        tags = {"b": "b", "i": "i", "strike": "s", "super": "sup", "sub": "sub"}
        made = [self._make(tags[mark]) for mark in sorted(group.marks & tags.keys())]
        if group.link:
            made.insert(0, self._make("a", {"href": group.link}))
        if "v" in group.marks:
            made.insert(0, self._make("span", {"hidden": ""}))
        if "deleted" in group.marks:
            made.insert(0, self._make("span", {"class": "_deleted"}))
        elif "revised" in group.marks:
            self._account.add(Kind.TRACKED_CHANGE, "insertion")
        made = made or [self._make("span")]
        for outer, inner in pairwise(made):
            outer.append(inner)
        flow.paragraph.append(made[0])

    # Paragraphs

    def _begin(self, holder: Any) -> None:
        self._flows.append(Flow(holder, len(self._groups), self._make("p")))

    def _end(self) -> None:
        flow = self._flows[-1]
        self._finish()
        flow.add_row(self._make)
        self._flows.pop()

    def _break(self, word: str) -> None:
        group, flow = self._groups[-1], self._flows[-1]
        if group.into == "furniture":
            group.words.append(" " if word in ("tab", "line") else "\n")
        elif group.into in ("comment", "label"):
            group.words.append(" ")
        elif group.into != "text":
            return
        elif word == "line":
            flow.paragraph.append(self._make("br"))
            flow.key = None
        elif word == "tab":
            self._add_text("\u00a0" * 4, group)
        else:
            self._finish()
            if word in ("cell", "nestcell"):
                flow.row_at(max(group.nesting, 2) if word == "nestcell" else 1).end_cell(self._make)
            elif word == "nestrow":
                flow.add_nested_row(max(group.nesting, 2), self._make)
            elif word == "row":
                flow.add_row(self._make)

    def _finish(self) -> None:
        """Put the paragraph that ends into its cell, its list, or where it stands."""
        group, flow = self._groups[-1], self._flows[-1]
        made, flow.paragraph = flow.paragraph, self._make("p")
        label, flow.label, flow.key = flow.label, None, None
        for gone in [one for one in made if one.get("class") == "_deleted"]:
            self._account.add(Kind.TRACKED_CHANGE, "".join(gone.itertext()))
            made.remove(gone)
        name = self._styles.get(group.style, "")
        kind, heading = KINDS.get(name, ""), _HEADING.fullmatch(name)
        if not len(made):
            return
        if name.startswith("toc "):
            self._account.add(Kind.PAGE_FURNITURE, "".join(made.itertext()))
            return
        in_cell = group.in_table or (flow.row is not None and bool(flow.row.cells or flow.row.holder is not None))
        inside = (in_cell and flow.row is not None) or group.nesting > 1
        holder = flow.row_at(group.nesting).cell(self._make) if inside else flow.holder
        if kind == "title":
            made.tag = "h1"
        elif heading or group.outline < 9:
            made.tag = f"h{min(int(heading[1]) if heading else group.outline + 1, 6)}"
        elif kind == "preformatted":
            made.tag = "pre"
        if kind in ("title", "subtitle", "verse", "byline", "caption"):
            made.set("class", kind)
        if label is None and group.first < 0:
            label, group.level = typed_label(made), max(0, min((group.indent + group.first) // -group.first, 8))
        if label is not None and made.tag == "p":
            flow.add_item(holder, made, label, group.level, self._make)
            return
        flow.lists = []
        if label:
            made[0].text = f"{label} {made[0].text or ''}"
        if kind == "quotation":
            before = holder[-1] if len(holder) else None
            if before is None or before.tag != "blockquote":
                before = self._make("blockquote")
                holder.append(before)
            before.append(made)
        else:
            holder.append(made)

    # Notes, boxes, pictures

    def _begin_note(self) -> None:
        number = f"note-{len(self._notes) + 1}"
        body = self._make("li", {"id": number})
        self._notes.append(body)
        mark, link = self._make("sup"), self._make("a", {"href": f"#{number}"})
        link.text = str(len(self._notes))
        mark.append(link)
        flow = self._flows[-1]
        flow.paragraph.append(mark)
        flow.key = None
        self._begin(body)
        self._groups[-1].marks, self._groups[-1].into = frozenset(), "text"
        self._groups[-1].style, self._groups[-1].in_table = 0, False

    def _begin_box(self) -> None:
        box = self._make("div")
        flow = self._flows[-1]
        (flow.row.cell(self._make) if flow.row is not None and self._groups[-1].in_table else flow.holder).append(box)
        self._begin(box)
        self._groups[-1].marks, self._groups[-1].into = frozenset(), "text"
        self._groups[-1].style, self._groups[-1].in_table = 0, False

    def _add_picture(self, digits: str) -> None:
        made, self._picture = self._picture or {}, None
        data = made.get("data") or b""
        if not data:
            digits = re.sub(r"[^0-9A-Fa-f]", "", digits)
            data = binascii.unhexlify(digits[: len(digits) // 2 * 2])
        address = f"picture-{len(self._images) + 1}.{made.get('kind', 'bin')}"
        if data and (image := images.from_bytes(data)) is not None:
            self._images[address] = image
        alternative, self._alternative = self._alternative, ""
        flow = self._flows[-1]
        width = made.get("picwgoal", 0) * made.get("picscalex", 100) // (100 * _TWIPS_PER_PIXEL)
        stated = {"width": str(width)} if width > 1 else {}
        flow.paragraph.append(self._make("img", {"src": address, "alt": alternative, **stated}))
        flow.key = None
