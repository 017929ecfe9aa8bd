"""The inlines of a Word paragraph: its runs with their properties, links, notes, symbols and equations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ...model import (
    Block,
    Code,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Picture,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from ...packages.word import R, W
from ...result import Kind
from .. import images
from ..account import Account
from ..directions import isolated_ltr
from ..shaping import merged, stripped, web_link
from ..symbols import readable, symbol
from .content import words_in
from .equations import equation, is_simple
from .objects import field_equation, form_field
from .styles import Styles

if TYPE_CHECKING:
    from docx.opc.part import Part

_W, _R = f"{{{W}}}", f"{{{R}}}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHARTEX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: English Metric Units in a pixel (20.1.10.16).
_EMU_PER_PIXEL = 9_525
_SHOWN = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_NOTE_AGAIN = re.compile(r'\s*NOTEREF\s+"?([^"\s]+)', re.IGNORECASE)
_CODE_STYLES = re.compile(r"html code|verbatim char|source text|code char|inline code")


@dataclass(slots=True)
class Fields:
    """The complex fields that are open (17.16.18): their code, and what their result is inside a link to."""

    codes: list[str] = field(default_factory=list)
    results: list[bool] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what comes next is the code of a field, not its result."""
        return not all(self.results)

    def mark(self, kind: str) -> str:
        """Begin a field, its result, or end it; return the code of one that ends."""
        if kind == "begin":
            self.codes.append("")
            self.results.append(False)
        elif kind == "separate" and self.results:
            self.results[-1] = True
        elif kind == "end" and self.codes:
            self.results.pop()
            return self.codes.pop()
        return ""

    @property
    def url(self) -> str | None:
        """The address of the innermost link."""
        for code in reversed(self.codes):
            if found := _HYPERLINK.match(code):
                return web_link(found[1])
        return None

    @property
    def noted(self) -> str:
        """The bookmark of the note whose number the innermost field repeats (17.16.5.40)."""
        found = _NOTE_AGAIN.match(self.codes[-1]) if self.codes and not self.in_code else None
        return found[1] if found else ""


class Runs:
    """Reads the runs of paragraphs of one part.

    `notes` reads a note by the kind and identifier of its mark, `objects` a chart or a diagram by its identifier.
    `marks` gives the number that documents print for the note in a bookmark.
    """

    def __init__(
        self,
        part: Part,
        styles: Styles,
        account: Account,
        notes: Callable[[str, str], tuple[Block, ...]],
        objects: Callable[[str], list[Block]],
        marks: Callable[[str], str | None],
    ) -> None:
        self._part, self._styles, self._account, self._notes, self._objects = part, styles, account, notes, objects
        self._marks = marks
        self._fields = Fields()
        self._paragraph: Any = None
        #: The pictures, and the text boxes, that were in the last paragraph.
        self.figures: list[Figure] = []
        self.boxes: list[Any] = []
        #: What its charts, diagrams and WordArt say.
        self.objects: list[Block] = []

    def inlines(self, paragraph: Any) -> Inlines:
        """Return what a paragraph says; its pictures and text boxes are in `figures` and `boxes` then."""
        self._paragraph, self.figures, self.boxes, self.objects = paragraph, [], [], []
        return merged(list(self._inside(paragraph)))

    def _inside(self, element: Any) -> Iterator[Inline]:
        for child in element:
            name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if name in ("pPr", "rPr", "sdtPr", "p") or not name:
                continue
            if name in ("del", "moveFrom"):
                if text := "".join(one.text or "" for one in child.iter(f"{_W}delText", f"{_W}t")):
                    self._account.add(Kind.TRACKED_CHANGE, text)
            elif name == "r":
                yield from self._run(child)
            elif name == "hyperlink":
                yield from self._link(child)
            elif name in ("dir", "bdo") and child.get(f"{_W}val") == "ltr":
                yield from isolated_ltr(merged(list(self._inside(child))))
            elif name == "ruby":
                yield from self._ruby(child)
            elif name == "fldSimple":
                code = child.get(f"{_W}instr", "")
                url, again = _HYPERLINK.match(code), _NOTE_AGAIN.match(code)
                inner = merged(list(self._inside(child)))
                if again and (mark := self._marks(again[1])):
                    self._account.left_out.append(plain_text(inner))
                    raised = bool(inner) and isinstance(inner[0], Superscript)
                    inner = (Superscript((Text(mark),)),) if raised else (Text(mark),)
                target = web_link(url[1]) if url else None
                if url and target is None and inner:
                    self._drop_link(url[1])
                yield from (Link(target, inner),) if target and inner else inner
            elif name == "sdt":
                if child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                    yield from self._inside(child)
            elif name in (f"{_M}oMath", f"{_M}oMathPara"):
                if not is_simple(child):
                    self._account.add(Kind.FLATTENED, plain_text(tuple(equation(child))))
                yield from equation(child)
            elif child.tag != f"{_MC}Fallback":
                if name in ("ins", "moveTo"):
                    text = words_in(child)
                    self._account.add(Kind.TRACKED_CHANGE, text) if text else None
                yield from self._inside(child)

    def _link(self, element: Any) -> Iterator[Inline]:
        inner = merged(list(self._inside(element)))
        relationships: Any = self._part.rels
        found = relationships.get(element.get(f"{_R}id"))
        anchor = element.get(f"{_W}anchor")
        address = found.target_ref if found and found.is_external else ""
        target = web_link(f"{address}#{anchor}" if address and anchor and "#" not in address else address)
        if target is None and inner:
            self._drop_link(address or anchor or "")
        yield from (Link(target, inner),) if target and inner else inner

    def _drop_link(self, target: str) -> None:
        """Count a link that leads to another place in the document or to a file, but not an entry of its contents."""
        if target and not target.startswith("_Toc"):
            self._account.add(Kind.LINK_DROPPED, target)

    def _run(self, run: Any) -> Iterator[Inline]:
        parts: list[Inline] = []
        for child in run:
            parts += self._content(run, child)
        parts = [part for part in parts if not isinstance(part, Text) or part.text]
        if not parts:
            return
        if self._styles.is_hidden(run, self._paragraph):
            if text := plain_text(tuple(parts)).strip():
                self._account.add(Kind.HIDDEN_TEXT, text)
            return
        inner = tuple(parts)
        marks = [part for part in inner if isinstance(part, Note | LineBreak)]
        if len(marks) < len(inner):
            inner = self._with_properties(run, inner)
        url = self._fields.url
        yield from (Link(url, inner),) if url and not self._fields.in_code and len(marks) < len(parts) else inner

    def _with_properties(self, run: Any, inner: Inlines) -> Inlines:
        styles = self._styles
        if _CODE_STYLES.search(styles.run_style(run)) and all(isinstance(part, Text) for part in inner):
            inner = (Code(plain_text(inner)),)
        if not plain_text(inner).strip():
            return inner
        raised = run.find(f"{_W}rPr/{_W}vertAlign")
        position = raised.get(f"{_W}val") if raised is not None else _position(run, inner)
        is_mark = any(isinstance(part, Note) for part in inner)
        if position == "superscript" and not is_mark:
            inner = (Superscript(inner),)
        elif position == "subscript":
            inner = (Subscript(inner),)
        if styles.is_on(run, "strike") or styles.is_on(run, "dstrike"):
            inner = (Strikethrough(inner),)
        if styles.is_on(run, "i", "iCs"):
            inner = (Emphasis(inner),)
        if styles.is_on(run, "b", "bCs"):
            inner = (Strong(inner),)
        return inner

    def _content(self, run: Any, child: Any) -> Iterator[Inline]:
        """Yield what a child of a run stands for."""
        name = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            code = self._fields.mark(child.get(f"{_W}fldCharType", ""))
            if not self._fields.in_code and (made := field_equation(code)):
                self._account.add(Kind.FLATTENED, plain_text(tuple(made)))
                yield from made
            if (link := _HYPERLINK.match(code)) and not self._fields.in_code and web_link(link[1]) is None:
                self._drop_link(link[1])
            if shown := form_field(child):
                yield Text(shown)
        elif name == "instrText":
            if self._fields.codes:
                self._fields.codes[-1] += child.text or ""
        elif self._fields.in_code:
            return
        elif name == "t":
            if run.find(f"{_W}footnoteReference") is None and run.find(f"{_W}endnoteReference") is None:
                shown = child.text or ""
                again = self._marks(self._fields.noted) if shown.isdecimal() else None
                if again:
                    self._account.left_out.append(shown)  # the number, which documents print anew
                yield Text(again or readable(_font(run), shown))
        elif name in ("br", "cr"):
            yield LineBreak()
        elif name in _SHOWN:
            yield Text(_SHOWN[name])
        elif name == "sym":
            text = symbol(child.get(f"{_W}font", ""), child.get(f"{_W}char", ""))
            if not text:
                self._account.add(Kind.SYMBOL, f"{child.get(f'{_W}font', '')} {child.get(f'{_W}char', '')}")
            yield Text(text)
        elif name in ("footnoteReference", "endnoteReference"):
            label = "".join(one.text or "" for one in run.iterfind(f"{_W}t"))
            custom = child.get(f"{_W}customMarkFollows") in ("1", "true", "on")
            blocks = self._notes(name.removesuffix("Reference"), child.get(f"{_W}id", ""))
            if custom and label:  # the note begins with it too
                blocks = tuple(_without_label(block, label) if not at else block for at, block in enumerate(blocks))
            if blocks:
                yield Note(blocks, label if custom and label else None)
        elif name in ("drawing", "pict", "object"):
            self._drawing(child)
        elif name == "txbxContent":
            self.boxes.append(child)
        elif name == "ruby":
            yield from self._ruby(child)
        elif child.tag == f"{_MC}AlternateContent":
            chosen = child.find(f"{_MC}Choice")
            for inner in chosen if chosen is not None else ():
                yield from self._content(run, inner)

    def _ruby(self, element: Any) -> Iterator[Inline]:
        """Yield words and after them, in brackets, how they are read (17.3.3.25); some programs have it beside runs."""
        for base in element.iterfind(f"{_W}rubyBase"):
            yield from self._inside(base)
        reading = "".join(one.text or "" for one in element.iterfind(f"{_W}rt//{_W}t"))
        yield Text(f" ({reading})" if reading.strip() else "")

    def _drawing(self, element: Any) -> None:
        """Keep the pictures and text boxes of a drawing."""
        self.boxes += [box for box in element.iter(f"{_W}txbxContent") if _is_outermost(box, element)]
        named = element.find(f".//{_WP}docPr")
        shape = element.find(f".//{_V}shape")
        alternative = ""
        if named is not None:
            alternative = named.get("descr") or named.get("title") or ""
        elif shape is not None:
            alternative = shape.get("alt", "")
        self._objects_in(element, " ".join(alternative.split()))
        for blip in element.iter(f"{_A}blip", f"{_V}imagedata"):
            identity = blip.get(f"{_R}embed") or blip.get(f"{_R}id") or ""
            linked = blip.get(f"{_R}link") or blip.get(f"{_R}href") or ""
            self._picture(identity, linked, " ".join(alternative.split()), _stated_width(element))

    def _objects_in(self, element: Any, alternative: str) -> None:
        """Keep the words of charts, diagrams and WordArt in a drawing; count embedded files."""
        for one in element.iter(f"{_CHART}chart", f"{_CHARTEX}chart", f"{_DIAGRAM}relIds"):
            identity = one.get(f"{_R}id") or one.get(f"{_R}dm") or ""
            if made := self._objects(identity):
                self._account.add(Kind.FLATTENED, alternative or "chart")
                self.objects += made
            else:
                self._account.add(Kind.PICTURE_MISSING, alternative or "chart")
                self.figures.append(Figure((Picture(None, alternative or "رسم بياني", None),)))
        for path in element.iter(f"{_V}textpath"):
            if words := " ".join(path.get("string", "").split()):
                self.objects.append(Paragraph((Text(words),)))
        for embedded in element.iter(f"{_O}OLEObject"):
            self._account.add(Kind.ATTACHMENT, embedded.get("ProgID", "OLE"))

    def _picture(self, identity: str, linked: str, alternative: str, width: int | None) -> None:
        relationships: Any = self._part.rels
        found, outside = relationships.get(identity), relationships.get(linked)
        image = images.from_bytes(found.target_part.blob) if found and not found.is_external else None
        external = next((one for one in (found, outside) if one and one.is_external), None)
        url = web_link(external.target_ref) if external else None
        if image is None:
            self._account.add(Kind.PICTURE_MISSING, alternative or url or "")
            if not (alternative or url):
                alternative = "صورة"
        elif width == images.width_of(image):  # as it is shown where nothing is stated
            width = None
        self.figures.append(Figure((Picture(image, alternative or None, url, width),)))


def _stated_width(drawing: Any) -> int | None:
    """Return the width of a drawing with one picture in pixels (96 an inch); None for one without or with several."""
    found = list(drawing.iter(f"{_A}blip", f"{_V}imagedata"))
    extent = drawing.find(f".//{_WP}extent")
    if len(found) != 1:
        return None
    if extent is None:  # of VML, whose styles are those of CSS (ECMA-376 Part 4, 19.1.2.19)
        shape = next(found[0].iterancestors(f"{_V}shape", f"{_V}rect"), None)
        stated = _VML_WIDTH.search(shape.get("style", "")) if shape is not None else None
        return images.pixels(stated[1]) if stated else None
    across = extent.get("cx", "")
    return max(round(int(across) / _EMU_PER_PIXEL), 1) if across.isdecimal() and across.isascii() else None


_VML_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([0-9.]+[a-z]*)", re.IGNORECASE)


def _position(run: Any, inner: Inlines) -> str | None:
    """Return where letters stand that are raised or lowered by points (17.3.2.24), as LibreOffice writes powers."""
    moved = run.find(f"{_W}rPr/{_W}position")
    value = moved.get(f"{_W}val", "") if moved is not None else ""
    if not value.lstrip("-").isdecimal() or len(value) > 4 or abs(int(value)) < _RAISED:
        return None
    if len(plain_text(inner)) > _LONGEST_POWER:
        return None
    return "superscript" if int(value) > 0 else "subscript"


#: Half-points that letters are raised by at least, and how many letters are a power or an index.
_RAISED, _LONGEST_POWER = 4, 12


def _without_label(block: Block, label: str) -> Block:
    """Return the first block of a note without its mark."""
    first = block.inlines[0] if isinstance(block, Paragraph) and block.inlines else None
    text = plain_text((first,)) if first is not None else ""
    if not isinstance(block, Paragraph) or not text.startswith(label):
        return block
    rest = (Text(text.removeprefix(label).lstrip()), *block.inlines[1:])
    return replace(block, inlines=stripped(rest))


def _is_outermost(box: Any, element: Any) -> bool:
    """Return whether a text box is in no other, and not the form of it for older programs."""
    for above in box.iterancestors():
        if above is element:
            return True
        if above.tag in (f"{_W}txbxContent", f"{_MC}Fallback"):
            return False
    return True


def _font(run: Any) -> str:
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    return str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "") if fonts is not None else ""
