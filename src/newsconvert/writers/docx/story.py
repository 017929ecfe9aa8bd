"""The text of articles as paragraphs and runs of a Word document, each run of one script, one font, one direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from ...arabic import INVISIBLE
from ...bibliography import Reference, reference
from ...citation import Row, citation_rows
from ...isolation import CODE, LEFT_TO_RIGHT_MARK, RAISED, RIGHT_TO_LEFT_MARK, is_code_ltr, isolated_runs, steered
from ...languages import counter_style, format_date, labels, number, primary
from ...markup import xml_text
from ...model import Article, Direction, Image, Inlines, Note, Text, Volume, block_inlines, plain_text
from ...numerals import numbering
from ...resources import Family
from ...result import Kind
from . import wordml as wml
from .citations import citation_field
from .fonts import Faces
from .pieces import MARK, PLAIN, Piece, cut, flatten, languages, link_target, visible_text
from .styles import FACES, RULED, Face, bullet_family, style_id
from .wordml import Element, Language


class Voice(NamedTuple):
    """The direction and the languages of an article, and what its paragraphs say of their direction (None: nothing).

    `numbering` is the tag of its language with the digits that the document counts in.
    """

    rtl: bool
    bidi: bool | None
    lang: Language
    numbering: str

    @classmethod
    def of(
        cls,
        work: Article | Volume,
        document: Direction,
        language: str | None = None,
        direction: Direction | None = None,
    ) -> Voice:
        """Return the voice of an article, or of a block of it, in a document, whose styles have its direction."""
        language, direction = language or work.language, direction or work.direction
        rtl = direction == "rtl"
        bidi = rtl if rtl or document == "rtl" else None
        return cls(rtl, bidi, languages(language, direction), numbering(work, language))

    @property
    def arabic(self) -> bool:
        """Whether labels of the source may have ٠ to ٩: in Arabic they may, in Hebrew or Persian they may not."""
        return self.rtl and primary(self.lang.bidi) == "ar"

    @property
    def arabic_digits(self) -> bool:
        """Whether the document counts with ٠ to ٩; Word has no other digits than these and the European ones."""
        return self.rtl and counter_style(self.numbering) == "arabic-indic"


class Placed(NamedTuple):
    """A paragraph as it was set, to estimate pages: its style, text and bookmark; `height` is that of no text."""

    style: str
    text: str
    before: float | None = None
    after: float | None = None
    new_page: bool = False
    bookmark: str | None = None
    height: float | None = None


@dataclass(slots=True)
class Relations:
    """What a part of the document refers to: addresses by the ids of their relationships, and pictures by theirs."""

    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[Image, str] = field(default_factory=dict)

    def picture(self, image: Image) -> str:
        """Return the id of the relationship to a picture."""
        return self.pictures.setdefault(image, f"picture{len(self.pictures) + 1}")


class List(NamedTuple):
    """A list that counts for itself: from `start` in the common form, or in `levels` of its own."""

    start: int = 1
    levels: Element | None = None


class Story:
    """Makes the paragraphs of a document, and keeps what other parts must know: its links, lists, faces, bookmarks."""

    def __init__(self, faces: Faces, voice: Voice, space: float) -> None:
        self.faces = faces
        self.voice = voice
        self.space = space  # between the text and what is about it, in points
        self.ids: Callable[[str], str] = style_id
        self.bullets = self._last_list = 1
        self._foreign: Collection[str] = ()
        self.direction: Direction = "rtl" if voice.rtl else "ltr"
        self.relations = self.main = Relations()
        self.of_notes = Relations()
        self.lists: list[List] = []
        self.notes: list[Element] = []
        self.write_note: Callable[[Note], int] | None = None  # None: a note here can only be text
        self.named: set[str] = set()  # styles of paragraphs and runs
        self.has_breaks = False
        self.losses: list[Kind] = []  # what Word documents cannot have
        self.drawings = 0
        self.placed: list[Placed] = []
        self.bullet = bullet_family(faces.typefaces)
        self.has_contents = False
        #: Returns the indents that balance the lines of a text in a style.
        self.balance: Callable[[str, str], dict[str, Any]] = lambda _style, _text: {}
        self.ruled = True  # whether there is a rule under the head
        self._controls = 0

    def use_template(self, ids: Callable[[str], str], styles: Collection[str], bullets: int, last_list: int) -> None:
        """Set what a template has of its own: identifiers of styles, styles by name in lower case, lists by number.

        `bullets` are the bulleted lists, and those of ours that count follow after `last_list`.
        """
        self.ids, self._foreign, self.bullets, self._last_list = ids, styles, bullets, last_list

    def head(self, article: Article, headline: str, *, new_page: bool = False) -> list[Element]:
        """Return the lines above the body of `article`, its headline in the style of that name."""
        published = None if article.states_day else article.published
        day = format_date(published, numbering(article)) if published else None
        lines = (
            ("Kicker", article.kicker),
            (headline, article.headline),
            ("Deck", article.deck),
            ("Byline", article.byline),
            ("Dateline", article.dateline_above),
            ("Dateline", article.timestamp or day),
        )
        shown = [(style, text) for style, text in lines if text]
        # Which line comes last, above the rule and the body, no style can know. A rule would be as short as its line.
        balanced = len(shown) if self.ruled else len(shown) + 1
        return [
            self.paragraph(
                style,
                (Text(text),),
                after=self.space if number == len(shown) else None,
                plain_side="bottom" if number < len(shown) else None,
                **(self.balance(style, text) if style == headline and number < balanced else {}),
                # An index leads to articles without a headline too.
                mark=style == "heading 1" or (new_page and number == 1 and not article.headline),
                new_page=new_page and number == 1,
            )
            for number, (style, text) in enumerate(shown, 1)
        ]

    def source(self, article: Article) -> list[Element]:
        """Return the lines about the source of `article`."""
        rows = citation_rows(article)
        made = [self.row(row, None if at else self.space, first=not at) for at, row in enumerate(rows)]
        if article.source:
            made.append(self._citation(reference(article), first=not rows))
        return made

    def add_list(self, start: int = 1, levels: Element | None = None) -> int:
        """Return the number (`w:numId`) of one more list that counts for itself."""
        self.lists.append(List(start, levels))
        return self._last_list + len(self.lists)

    def paragraph(
        self,
        style: str,
        inlines: Inlines,
        *,
        after: float | None = None,
        mark: bool = False,
        new_page: bool = False,
        plain_side: str | None = None,
        leading: Iterable[Element] = (),
        height: float | None = None,
        **properties: Any,
    ) -> Element:
        """Return a paragraph; `mark` puts it in a bookmark that a table of contents can lead to.

        `new_page` says that it is the first of a section, which the caller ends before it. `plain_side` is where the
        rule that it shares with its neighbour is the neighbour's. `leading` are runs before the text, `height` theirs
        if they are no text, and `properties` are more of `wml.paragraph_properties`.
        """
        self.named.add(style)
        look = wml.paragraph_properties(
            style=self.ids(style),
            bidi=self.voice.bidi,
            after=after,
            no_rule=self._no_rule(style, plain_side),
            **properties,
        )
        pieces = list(flatten(inlines))
        runs: Iterable[Element] = [*leading, *self.runs(pieces, style)]
        bookmark = f"_Toc{len(self.placed) + 1:09}" if mark else None
        if bookmark:
            runs = wml.bookmark(bookmark, len(self.placed) + 1, runs)
        placed = Placed(style, visible_text(pieces), after=after, new_page=new_page, bookmark=bookmark, height=height)
        self.placed.append(placed)
        return wml.el("p", look, *runs)

    def _no_rule(self, style: str, side: str | None) -> str | None:
        """Return the side where a paragraph takes back the rule of its style, if that is one of ours with a rule there.

        Word draws the rule of neighbours that have the same once (17.3.1.24), docx-preview for each of them.
        """
        return side if side == RULED.get(style) and style.lower() not in self._foreign else None

    def row(self, row: Row, before: float | None = None, *, first: bool) -> Element:
        """Return a line of the citation block; a technical value keeps to left to right whatever stands about it.

        Word goes by the direction of the runs, readers that follow UAX #9 alone by the marks around the value: without
        them a file name that begins with digits, a label that ends in Latin and an address that ends in a slash break.
        """
        style, rtl = "Source Citation", self.voice.rtl
        mark = LEFT_TO_RIGHT_MARK if row.technical and rtl else ""
        marks = RIGHT_TO_LEFT_MARK + mark if mark else ""
        label = [Piece(f"{row.label}: {marks}")] if row.label else []
        self.placed.append(Placed(style, f"{row.label}: {plain_text(row.value)}", before=before))
        return wml.el(
            "p",
            wml.paragraph_properties(
                style=self.ids(style),
                bidi=self.voice.bidi,
                before=before,
                no_rule=None if first else self._no_rule(style, "top"),
            ),
            *self.runs(label, style),
            *self.runs(list(flatten(row.value)), style, rtl=rtl and not row.technical),
            *self.runs([Piece(mark)] if mark else [], style, rtl=False),
        )

    def _citation(self, entry: Reference, *, first: bool) -> Element:
        """Return the line with the article's source as Word cites it, which an editor can copy into another text."""
        style, (code, result) = "Source Citation", citation_field(entry)
        self.placed.append(Placed(style, result))
        properties = self.properties(self.voice.rtl)
        self.faces.use(self.faces.typefaces.text, False, result)
        field = wml.field(code, result, properties)
        return wml.el(
            "p",
            wml.paragraph_properties(
                style=self.ids(style),
                bidi=self.voice.bidi,
                no_rule=None if first else self._no_rule(style, "top"),
            ),
            *(self.runs([Piece(f"{label}: ")], style) if (label := labels(entry.language).citation) else ()),
            wml.content_control([self.control(), wml.el("citation")], [field]),
        )

    def control(self) -> Element:
        """Return the identifier of one more content control."""
        self._controls += 1
        return wml.el("id", val=self._controls)

    def line(
        self, style: str, text: str, *, folio: bool = False, code: str | None = None, new_page: bool = False
    ) -> Element:
        """Return the line at the head or foot of a page.

        The page number is at its end if `folio`; `text` stands until the field `code`, if any, is worked out.
        """
        shown = [*self.runs([Piece(" ".join(text.split()))], style)]
        if code:
            plain = self.properties(self.voice.rtl)
            shown = [wml.field_begin(code, plain), *shown, wml.field_end(plain)]
        if folio:
            shown += [*self.runs([Piece("\t")], style), self.number("PAGE", 1, style)]
        properties = wml.paragraph_properties(style=self.ids(style), bidi=self.voice.bidi, page_break=new_page)
        return wml.el("p", properties, *shown)

    def number(self, code: str, result: int, style: str) -> Element:
        """Return the runs of a field whose result is a number, in the digits of the language."""
        arabic = self.voice.arabic_digits
        family = self.faces.digits(self._first(style)) if arabic else None
        shown = number(result, self.voice.numbering) if arabic else str(result)
        return wml.field(code, shown, self.properties(self.voice.rtl, family=family))

    def _first(self, style: str) -> Family:
        typefaces = self.faces.typefaces
        return typefaces.headline if FACES.get(style, Face()).headline else typefaces.text

    def runs(self, pieces: list[Piece], style: str, *, rtl: bool | None = None) -> Iterator[Element]:
        """Yield the runs of `pieces` in a paragraph of `style`, and links around them.

        Direction and fonts are settled over the whole line, then split where the markup changes: a bold word must not
        change which way its neighbours run.
        """
        first, bold = self._first(style), FACES.get(style, Face()).bold
        pieces = [piece._replace(text=xml_text(piece.text)) for piece in pieces]
        text = "".join(piece.text for piece in pieces)
        base = self.voice.rtl if rtl is None else rtl
        looked = "".join(map(_looked, pieces))
        directions = isolated_runs(text, rtl=base, known=_code(pieces), looked=looked)
        shown = steered(directions, rtl=base)
        beside = {id(other.note) for one, other in pairwise(pieces) if one.note and other.note}
        at = 0
        parts = cut(pieces, directions, self._families(text, first))
        for link, linked in groupby(parts, key=lambda one: one[1].link):
            target = link_target(link.url) if link else None
            made = []
            for part, piece, right, family in linked:
                start, at = at, at + len(part)
                if piece.note is not None:
                    made += self._mark(piece.note, right, beside=id(piece.note) in beside)
                    continue
                heavy = bold or piece.bold or (piece.stressed and right)
                other = family.name if family is not first else None
                self.faces.use(family, heavy, part, named=bool(other))
                self.has_breaks |= "\n" in part
                made.append(
                    wml.run("".join(shown[start:at]), self.properties(right, piece, family=other, linked=bool(target)))
                )
            if target:
                links = self.relations.links
                identity = links.setdefault(target, f"link{len(links) + 1}")
                yield wml.hyperlink(made, relationship=identity)
            else:
                yield from made

    def _mark(self, note: Note, rtl: bool, *, beside: bool) -> list[Element]:
        """Return the runs of a note's mark; a note inside a note, which Word does not have, follows in brackets."""
        properties = self.properties(rtl, linked=False, style="footnote reference")
        if self.write_note is None:
            text = " ".join(plain_text(run) for block in note.blocks for run in block_inlines(block))
            self.faces.use(self.faces.typefaces.text, False, text)
            return [wml.run(f" ({text})", self.properties(rtl))]
        at = self.write_note(note)
        self.faces.use(self.faces.typefaces.text, False, note.label or "0123456789٠١٢٣٤٥٦٧٨٩")
        return [wml.note_mark("footnoteReference", properties, number=at, label=note.label, beside=beside)]

    def properties(
        self, rtl: bool, piece: Piece = PLAIN, *, family: str | None = None, linked: bool = False, style: str = ""
    ) -> Element:
        """Return a run's own properties. Arabic has no italic: what is stressed is bold there."""
        lang = self.voice.lang
        style = style or ("Hyperlink" if linked else "HTML Code" if piece.code else "")
        self.named.add(style)
        return wml.run_properties(
            style=self.ids(style) if style else None,
            family=family,
            bold=(piece.bold or (piece.stressed and rtl)) or None,
            italic=(piece.stressed and not rtl) or None,
            strike=piece.struck,
            position=piece.position,
            rtl=rtl,
            lang=Language("", lang.bidi) if rtl else Language(lang.val, ""),
        )

    def _families(self, text: str, first: Family) -> list[tuple[int, Family]]:
        """Return the length and the family of each stretch of `text`; marks stay with their letter where they can."""
        known = first.characters
        if all(ord(character) in known or _stays(character) for character in set(text)):
            return [(len(text), first)]
        found: list[tuple[int, Family]] = []
        current = first
        for character in text:
            if not (_stays(character) or (unicodedata.combining(character) and ord(character) in current.characters)):
                current = self.faces.typefaces.family_for(character, first) or first
            length = found.pop()[0] if found and found[-1][1] is current else 0
            found.append((length + 1, current))
        return found


def _code(pieces: list[Piece]) -> list[tuple[int, int]]:
    """Return where code stands that is read from left to right."""
    found, at = [], 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.code and is_code_ltr(piece.text):
            found.append((at, end))
        at = end
    return found


def _looked(piece: Piece) -> str:
    """Return the text of a piece as isolates are looked for in it."""
    if piece.code and is_code_ltr(piece.text):
        return CODE * len(piece.text)
    return piece.text.translate(RAISED) if piece.position == "superscript" else piece.text


def _stays(character: str) -> bool:
    """Return whether `character` stays in the run before it: some fonts have a glyph for the line end, for instance."""
    return character < " " or character == MARK or INVISIBLE.match(character) is not None
