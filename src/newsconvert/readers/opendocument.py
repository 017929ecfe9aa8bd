"""Read an OpenDocument text (ODF 1.3), of LibreOffice and others: its content as HTML, which is then read as that is.

Left out and counted: comments, hidden text, deletions of tracked changes (the others are accepted), embedded objects.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from ..errors import InputError
from ..model import Article, Image
from ..options import ReaderOptions
from ..packages import PackageError, SizeError, ZipPackage
from ..result import Converted, Kind
from . import images
from .account import Account
from .elements import remove
from .fragments import check_depth
from .limits import unpacked_too_large
from .markupxml import as_html, child, children, local, parse
from .odfstyles import Styles, name_of
from .processed import append_text, article_in
from .provenance import provenance_of
from .symbols import readable
from .weblists import LABEL

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_WHOLE = 16
#: What is made by the program or says how it is shown, and is none of the text.
_SKIPPED = frozenset((
    "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "forms", "tracked-changes",
    "soft-page-break",
    "note-citation", "bookmark-start", "bookmark-end", "reference-mark-start", "reference-mark-end",
    "change-start", "change-end", "change", "annotation-end", "table-column", "table-columns", "shapes",
    "scripts", "event-listeners", "glue-point", "contour-polygon", "hidden-text", "title", "desc", "image-map",
))  # fmt: skip

#: Lists of headings, terms, pictures and tables, which the program makes.
_INDEXES = frozenset(("table-of-content", "alphabetical-index", "illustration-index", "table-index"))


def read(data: bytes, options: ReaderOptions) -> Converted[Article]:
    """Return the article in an OpenDocument text: what is in the style Title, or else the first block, is its headline.

    Raise InputError when it is not one, LimitError for one that unpacks to too much, EmptyInputError without text.
    """
    try:
        package = ZipPackage(data, part=options.limits.size, whole=_WHOLE * options.limits.size)
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else b""
        if b"encryption-data" in manifest:
            raise InputError("this document is encrypted; save it without the password.")
        content = parse(package.read("content.xml"))
        shared = parse(package.read("styles.xml")) if "styles.xml" in package else None
        return _read(package, content, Styles(content, shared), data, options)
    except SizeError as problem:
        raise unpacked_too_large(problem) from problem
    except PackageError as problem:
        raise InputError(
            f"this is not an OpenDocument text that can be read: {problem}; save it again in the program that made it."
        ) from problem


def _read(package: ZipPackage, content: Any, styles: Styles, data: bytes, options: ReaderOptions) -> Converted[Article]:
    text = child(content, "body", "text")
    if text is None:
        raise InputError(
            "this is not an OpenDocument text that can be read: it has no text; "
            "save it again in the program that made it."
        )
    check_depth(text, options.limits)
    account = Account()
    body = _Translation(package, styles, account).body(text)
    return article_in(body, account, _loader(package), provenance_of(data, options), styles.page_texts())


def _loader(package: ZipPackage) -> Callable[[str], Image | None]:
    def load(address: str) -> Image | None:
        name = posixpath.normpath(unquote(address))
        return images.from_bytes(package.read(name)) if name in package else images.from_address(address)

    return load


class _Translation:
    """Makes HTML of the content of a document."""

    def __init__(self, package: ZipPackage, styles: Styles, account: Account) -> None:
        from lxml import html

        self._make = html.Element
        self._package, self._styles, self._account = package, styles, account
        self._notes: list[Any] = []
        self._lists: list[str] = []  # the styles of the lists that are open

    def body(self, text: Any) -> Any:
        """Return the `body` element of the text, with its notes at the end."""
        for region in children(child(text, "tracked-changes"), "changed-region"):
            for change in region:
                words = "".join(one for one in change.itertext() if one.strip())
                self._account.add(Kind.TRACKED_CHANGE, words if local(change) == "deletion" else local(change))
        body = self._make("body")
        self._into(body, text)
        if self._notes:
            notes = self._make("ol")
            notes.extend(self._notes)
            body.append(notes)
        return body

    def _into(self, target: Any, source: Any) -> None:
        """Add what an element holds to another, in order."""
        append_text(target, source.text)
        for one in source:
            if isinstance(one.tag, str):
                self._add(target, one)
            append_text(target, one.tail)

    def _add(self, target: Any, one: Any) -> None:
        name = local(one)
        if name in _INDEXES:
            for line in one.iter(f"{_TEXT}p", f"{_TEXT}h"):
                self._account.add(Kind.PAGE_FURNITURE, "".join(line.itertext()))
            return
        if name in _SKIPPED:
            return
        special = getattr(self, f"_{name.replace('-', '_')}", None)
        if special is not None:
            special(target, one)
        else:
            self._into(target, one)

    def _wrapped(self, target: Any, one: Any, tag: str, **attributes: str) -> Any:
        made = self._make(tag, attributes)
        target.append(made)
        self._into(made, one)
        return made

    # Paragraphs

    def _p(self, target: Any, one: Any) -> None:
        style = name_of(one, "style-name")
        kind = self._styles.kind(style)
        level = self._styles.heading(style)
        tag = f"h{min(level, 6)}" if level else {"title": "h1", "preformatted": "pre"}.get(kind, "p")
        holder = target
        if kind == "rule" and not "".join(one.itertext()).strip():
            target.append(self._make("hr"))
            return
        if kind == "quotation":
            last = target[-1] if len(target) else None
            open_ = last is not None and last.tag == "blockquote" and last.find("footer") is None
            holder = last if open_ else self._make("blockquote")
            if holder is not last:
                target.append(holder)
        if holder is not target and "".join(one.itertext()).strip().startswith(("—", "–", "- ", "―")) and len(holder):
            tag = "footer"
        made = self._wrapped(holder, one, tag)
        if tag == "pre":
            for inner in made.iter():
                inner.text, inner.tail = (text and text.replace("\u00a0", " ") for text in (inner.text, inner.tail))
        if kind in ("title", "subtitle", "verse", "byline", "caption"):
            made.set("class", kind)
        if self._styles.is_hidden(style):
            made.set("hidden", "")
        self._restyle(made, style)

    def _h(self, target: Any, one: Any) -> None:
        level = name_of(one, "outline-level")
        depth = int(level) if level.isdecimal() and 0 < int(level) < 10 else 1
        label = self._styles.outline_label(depth) if name_of(one, "is-list-header") != "true" else ""
        if self._styles.kind(name_of(one, "style-name")) == "title":
            self._p(target, one)
            return
        made = self._wrapped(target, one, f"h{min(depth, 6)}")
        if label:
            made.text = f"{label} {made.text or ''}"

    def _restyle(self, element: Any, style: str) -> None:
        """Put the content of an element into those that its style's bold, raised or other letters stand for."""
        font = self._styles.font(style)
        element.text = readable(font, element.text or "")
        for inner in element:
            inner.tail = readable(font, inner.tail or "")
        marks = self._styles.marks(style)
        for tag in marks:
            made = self._make(tag)
            made.text, element.text = element.text, None
            made.extend(list(element))
            element.append(made)

    def _span(self, target: Any, one: Any) -> None:
        style = name_of(one, "style-name")
        made = self._wrapped(target, one, "span")
        if self._styles.is_hidden(style):
            made.set("hidden", "")
        self._restyle(made, style)

    def _a(self, target: Any, one: Any) -> None:
        self._wrapped(target, one, "a", href=one.get(_XLINK, ""))

    def _line_break(self, target: Any, one: Any) -> None:
        del one
        target.append(self._make("br"))

    def _s(self, target: Any, one: Any) -> None:
        count = name_of(one, "c")
        append_text(target, "\u00a0" * int(count) if count.isdecimal() and len(count) < 3 and count > "1" else " ")

    def _tab(self, target: Any, one: Any) -> None:
        del one
        append_text(target, "\u00a0" * 4)

    def _ruby(self, target: Any, one: Any) -> None:
        made = self._make("ruby")
        target.append(made)
        for part in children(one, "ruby-base"):
            self._into(made, part)
        for part in children(one, "ruby-text"):
            self._wrapped(made, part, "rt")

    def _section(self, target: Any, one: Any) -> None:
        made = self._wrapped(target, one, "div")
        if name_of(one, "display") == "none":
            made.set("hidden", "")

    def _hidden_paragraph(self, target: Any, one: Any) -> None:
        del one
        target.set("hidden", "")

    def _annotation(self, target: Any, one: Any) -> None:
        del target
        self._account.add(Kind.COMMENT, " ".join("".join(part.itertext()) for part in children(one, "p", "list")))

    def _note(self, target: Any, one: Any) -> None:
        number = f"note-{len(self._notes) + 1}"
        mark, body = self._make("sup"), self._make("li", {"id": number})
        self._notes.append(body)
        link = self._make("a", {"href": f"#{number}"})
        link.text = str(len(self._notes))
        mark.append(link)
        target.append(mark)
        self._into(body, child(one, "note-body"))

    # Lists and tables

    def _list(self, target: Any, one: Any) -> None:
        style = name_of(one, "style-name") or (self._lists[-1] if self._lists else "")
        self._lists.append(style)
        level = len(self._lists)
        goes_on = name_of(one, "continue-numbering") == "true" or bool(name_of(one, "continue-list"))
        numbered = self._styles.begin_list(style, level, goes_on=goes_on)
        made = self._make("ol" if numbered else "ul")
        for item in children(one, "list-item", "list-header"):
            entry = self._make("li")
            if numbered:
                usual = local(item) == "list-item"
                entry.set(LABEL, self._styles.next_label(style, level, name_of(item, "start-value")) if usual else "")
            made.append(entry)
            self._into(entry, item)
        self._lists.pop()
        before = target[-1] if len(target) else None
        for item in made:  # of a deeper level alone: it goes on in the last item of the list before
            last = before[-1] if before is not None and before.tag in ("ol", "ul") and len(before) else None
            if last is None or not len(item) or (item.text or "").strip() or item[0].tag not in ("ol", "ul"):
                break
            last.extend(list(item))
            made.remove(item)
        if len(made):
            target.append(made)

    def _table(self, target: Any, one: Any) -> None:
        made = self._make("table")
        target.append(made)
        self._rows(made, one)

    def _rows(self, table: Any, source: Any, *, head: bool = False) -> None:
        for row in source:
            name = local(row)
            if name in ("table-header-rows", "table-rows", "table-row-group"):
                self._rows(table, row, head=head or name == "table-header-rows")
            elif name == "table-row":
                made = self._make("tr")
                table.append(made)
                for cell in children(row, "table-cell"):
                    style = self._styles.kind(name_of(next(iter(children(cell, "p")), cell), "style-name"))
                    entry = self._wrapped(made, cell, "th" if head or style == "table heading" else "td")
                    for span, known in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
                        if (value := name_of(cell, known)) not in ("", "1"):
                            entry.set(span, value)
                    _repeat(entry, cell, "number-columns-repeated")
                _repeat(made, row, "number-rows-repeated")

    # Pictures and objects

    def _frame(self, target: Any, one: Any) -> None:
        alternative = " ".join("".join(part.itertext()).strip() for part in children(one, "title", "desc")).strip()
        box, formula = child(one, "text-box"), self._formula(one)
        if box is not None:
            made = self._wrapped(target, box, "div")
            pictures = list(made.iter("img"))
            if pictures:  # with its caption, as LibreOffice puts them in a box
                for picture in pictures:
                    remove(picture)
                inner = made.makeelement("figcaption")
                inner.extend(list(made))
                made.tag = "figure"
                made.extend([*pictures, inner])
            return
        if formula is not None:
            target.append(formula)
            return
        if children(one, "object", "object-ole", "plugin"):
            self._account.add(Kind.ATTACHMENT, alternative or name_of(one, "name"))
        names = [image.get(_XLINK, "") for image in children(one, "image")]
        shown = next((name for name in names if _loader(self._package)(name) is not None), names[0] if names else None)
        if shown is not None:
            made = self._make("img", {"src": shown, "alt": alternative})
            if width := images.pixels(name_of(one, "width")):
                made.set("width", str(width))
            target.append(made)

    def _formula(self, frame: Any) -> Any:
        """Return the formula in a frame, as MathML; None if there is none."""
        for one in children(frame, "object"):
            name = posixpath.normpath(posixpath.join(unquote(one.get(_XLINK, "")), "content.xml"))
            inline = next(one.iter(f"{_MATH}math"), None)
            if inline is None and name in self._package:
                inline = next(parse(self._package.read(name)).iter(f"{_MATH}math"), None)
            if inline is not None:
                return as_html(inline)
        return None


def _repeat(made: Any, source: Any, known: str) -> None:
    """Add a row or cell as often as it is said to repeat; spreadsheets fill their end with empty ones so."""
    value = name_of(source, known)
    times = int(value) - 1 if value.isdecimal() and len(value) < 4 and "".join(made.itertext()).strip() else 0
    for _ in range(times):
        made.addnext(copy.deepcopy(made))
