"""A Word document as it is read: its blocks, its fields, its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...model import Block, Inlines, Paragraph, plain_text
from ...packages.word import W
from ...result import Kind
from ..account import Account
from ..credits import credits_of
from ..shaping import stripped
from .content import note_numbers, shown_texts, words_in
from .flow import Flow
from .numbering import Numbering
from .styles import Styles

if TYPE_CHECKING:
    from docx.document import Document

_W = f"{{{W}}}"


class Body:
    """Reads a document; the fields that its styles name are in `fields` then, what pages have around it in `furniture`.

    `objects` gives the words of a chart or a diagram by its identifier, `chunk` the blocks of another document in it.
    """

    def __init__(
        self,
        document: Document,
        account: Account,
        objects: Callable[[str], list[Block]] = lambda _: [],
        chunk: Callable[[str], list[Block]] = lambda _: [],
    ) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE as RT

        main = document.part
        self.account, self.objects, self.chunk = account, objects, chunk
        self.styles = Styles(document.styles.element)
        self.numbering = Numbering(main.numbering_part.element, self.styles.by_id)
        self.fields: dict[str, str] = {}
        self.of_others = False  # fields by styles of others, beside which the rules of plain text find more
        self.furniture: list[str] = []
        self.above: Inlines = ()  # a subtitle that stands above the title
        self._note_parts: dict[str, Any] = {}
        self._notes_read: set[tuple[str, str]] = set()
        for kind, reltype in (("footnote", RT.FOOTNOTES), ("endnote", RT.ENDNOTES)):
            part = next((one.target_part for one in main.rels.values() if one.reltype == reltype), None)
            if part is not None:
                self._note_parts[kind] = part
        comments: Any = next((one.target_part for one in main.rels.values() if one.reltype == RT.COMMENTS), None)
        for comment in comments.element.iterfind(f"{_W}comment") if comments is not None else ():
            account.add(Kind.COMMENT, words_in(comment))
        self._marks: dict[str, str] | None = None
        body: Any = document.element.find(f"{_W}body")
        self._root = body
        self.looks: dict[str, int] = {}  # how large and heavy lines are set, by their text
        self.letters = Counter[int]()  # so many letters are set so
        self.bold_styles: dict[str, str] = {}  # styles that set lines in bold, by their text
        for root in (body, *(part.element for part in self._note_parts.values())):
            account.content += shown_texts(root) if root is not None else ()
        self.blocks = Flow(self, main, top=True).read(body) if body is not None else []
        if self.above:
            self._place_above(self.above)
        self._count_notes()

    def _place_above(self, inlines: Inlines) -> None:
        """Take a subtitle above the title as the kicker; without a title, or as a credit, it is a paragraph."""
        line = " ".join(plain_text(inlines).split())
        if "headline" in self.fields and "kicker" not in self.fields and "byline" not in credits_of(line):
            self.fields["kicker"], self.of_others = line, True
        else:
            self.blocks.insert(0, Paragraph(stripped(inlines)))

    def note(self, kind: str, identity: str) -> tuple[Block, ...]:
        """Return the blocks of a note."""
        self._notes_read.add((kind, identity))
        part: Any = self._note_parts.get(kind)
        for element in part.element.iterfind(f"{_W}{kind}") if part is not None else ():
            if element.get(f"{_W}id") == identity and element.get(f"{_W}type", "normal") == "normal":
                return tuple(Flow(self, part).read(element))
        return ()

    def mark_of(self, bookmark: str) -> str | None:
        """Return the number that documents print for the note whose mark is in a bookmark; None for another."""
        if not bookmark:
            return None
        if self._marks is None:
            self._marks = dict(note_numbers(self._root))
        return self._marks.get(bookmark)

    def _count_notes(self) -> None:
        """Count notes without a mark, which Word does not show."""
        for kind, part in self._note_parts.items():
            for element in part.element.iterfind(f"{_W}{kind}"):
                text = words_in(element)
                read = (kind, element.get(f"{_W}id", "")) in self._notes_read
                if not read and element.get(f"{_W}type", "normal") == "normal" and text.strip():
                    self.account.add(Kind.HIDDEN_TEXT, text)
