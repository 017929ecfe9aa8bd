"""Which runs of a Word document its formatting hides from readers (ECMA-376 Part 1, 17.3, 17.4 and 17.7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ..arabic import has_rtl
from .cssvalues import colour, contrast
from .wordnames import OFF, SYMBOLS, W, text_of_run

#: In half points, the font size up to which nothing can be read: two points.
_SMALLEST = 4
#: In percent, the scale of letters up to which nothing can be read; in twentieths of a point, a line too low for text,
#: and what is beyond any page; in half points, what is raised or lowered out of its line.
_NARROWEST, _LOWEST, _BEYOND, _OUT_OF_LINE = 20, 60, 11_000, 100
_LEAST_CONTRAST = 1.7
#: Colours of a theme that are those of the page, whatever value is beside them (17.18.97).
_LIGHT = frozenset(("background1", "light1", "bg1", "lt1"))
_HIGHLIGHTS = {
    "darkBlue": "#000080", "darkCyan": "#008080", "darkGreen": "#008000", "darkMagenta": "#800080",
    "darkRed": "#800000", "darkYellow": "#808000", "darkGray": "#808080", "lightGray": "#c0c0c0",
}  # fmt: skip
_USUAL = {"vanish": "1", "webHidden": "1", "rtl": "1", "cs": "1"}
#: Formats of letters that are read otherwise, and what is out of its line, in half points.
_OTHERWISE, _RAISED = ("strike", "dstrike", "emboss", "imprint", "outline"), 6
_NOTED = (*_OTHERWISE, "caps", "smallCaps", "position")
_FACTS = ("vanish", "webHidden", "color", "sz", "szCs", "rtl", "cs", "w", "spacing", "highlight", "vertAlign", *_NOTED)
#: What a paragraph's properties say of its place: element and attributes.
_PLACES = {
    "ind": ("left", "start", "right", "end", "firstLine"),
    "framePr": ("x", "y", "h", "hRule"),
    "spacing": ("line", "lineRule"),
}


class Styles:
    """The styles of a document, as far as they hide text: hidden, in the colour of its ground, tiny, out of place."""

    def __init__(self, root: Any, page: str = "", theme: Any = None) -> None:
        """Take the roots of the parts with the styles and the theme, or None, and the colour of the page, if any."""
        self._formats: dict[tuple[bytes, ...], tuple[dict[str, str], bool]] = {}
        self._shaded: dict[Any, bool] = {}  # whether a part has grounds at all
        self.unseen: list[str] = []  # what was found to be hidden
        self.odd: list[str] = []  # and to be shown otherwise
        self._theme = {} if theme is None else dict(_theme_colours(theme))
        every = [] if root is None else list(root.iterfind(f"{W}style"))
        self._styles = {style.get(f"{W}styleId", ""): style for style in every}
        defaults = None if root is None else root.find(f"{W}docDefaults")
        self._default = _facts(None if defaults is None else defaults.find(f"{W}rPrDefault"))
        self._default |= _facts(None if defaults is None else defaults.find(f"{W}pPrDefault"), "pPr")
        self._paragraph = next(
            (
                style.get(f"{W}styleId", "")
                for style in every
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *OFF)
            ),
            "",
        )
        self._known: dict[str, dict[str, str]] = {}
        self._numbering: dict[str, Any] = {}
        self._page = page if re.fullmatch("[0-9A-Fa-f]{6}", page) else "FFFFFF"

    def hide(self, run: Any) -> bool:
        """Return whether a run is hidden."""
        return self._hides(run, *self._formatting(run))

    def silence(self, run: Any) -> bool:
        """Return whether a run is hidden, and note one that styles strike out, set in capitals or out of its line."""
        facts, gone = self._formatting(run)
        self._note(run, facts)
        return self._hides(run, facts, gone)

    def _hides(self, run: Any, facts: dict[str, str], gone: bool) -> bool:
        if gone:
            return True
        if _is_small(run, facts):
            return True
        if any(_hides_row(row) for row in run.iterancestors(f"{W}tr")):
            return True
        ground = self._ground(run, facts)
        colour_told = self._colour(facts)
        return bool(ground and colour_told) and not _is_readable(colour_told, ground)

    def _formatting(self, run: Any) -> tuple[dict[str, str], bool]:
        """Return the properties of a run, and whether they hide it wherever it is."""
        from lxml import etree

        paragraph = next(run.iterancestors(f"{W}p"), None)
        parts = run.find(f"{W}rPr"), None if paragraph is None else paragraph.find(f"{W}pPr")
        key = tuple(b"" if part is None else etree.tostring(part, with_tail=False) for part in parts)
        if key not in self._formats:
            facts = {
                **self._default,
                **self._of_style(self.name_of(paragraph)),
                **self._of_style(_style(run, "rPr", "rStyle")),
                **_facts(run),
                **_facts(paragraph, "pPr"),
            }
            self._formats[key] = facts, facts.get("vanish", "0") not in OFF or _is_out_of_place(facts)
        return self._formats[key]

    def is_raised(self, run: Any) -> bool:
        """Return whether a run is set above the line (17.3.2.42)."""
        return self._formatting(run)[0].get("vertAlign") == "superscript"

    def _note(self, run: Any, facts: dict[str, str]) -> None:
        if facts.keys().isdisjoint(_NOTED):
            return
        own = _facts(run)
        told = [name for name in _OTHERWISE if name not in own and facts.get(name, "0") not in (*OFF, "none")]
        text = text_of_run(run)
        if any(facts.get(name, "0") not in OFF for name in ("caps", "smallCaps")) and text.upper() != text:
            told.append("capitals")
        if abs(_number(facts, "position")) > _RAISED:
            told.append("position")
        if told and text.strip():
            self.odd.append(f"[{' '.join(told)}] {text[:80]}")

    def numbering_of(self, paragraph: Any) -> Any:
        """Return what the style of a paragraph, or one that it is based on, says of its list; None if nothing."""
        return self._numbering_by(self.name_of(paragraph))

    def _numbering_by(self, name: str) -> Any:
        if name not in self._numbering:
            self._numbering[name] = None  # of a style that is based on itself
            style = self._styles.get(name)
            if style is not None and (found := style.find(f"{W}pPr/{W}numPr")) is None:
                based = style.find(f"{W}basedOn")
                found = self._numbering_by("" if based is None else based.get(f"{W}val", ""))
            self._numbering[name] = None if style is None else found
        return self._numbering[name]

    def has(self, name: str) -> bool:
        """Return whether there is a style with this identifier."""
        return name in self._styles

    def standard_name(self, name: str) -> str:
        """Return the name of a style, which is the same in documents of all languages, by its identifier."""
        told = self._styles[name].find(f"{W}name") if name in self._styles else None
        return "" if told is None else str(told.get(f"{W}val", ""))

    def is_title(self, name: str) -> bool:
        """Return whether a style is the one that programs take for that of headlines."""
        return self.standard_name(name).casefold() == "title"

    def hidden_in_tables(self) -> Iterator[str]:
        """Yield the styles of tables that hide text in some of their cells (17.7.6)."""
        for name, style in self._styles.items():
            if style.get(f"{W}type") == "table":
                for properties in style.iter(f"{W}rPr"):
                    ground = next((_shade(one) for one in properties.getparent().iter(f"{W}shd")), "")
                    if self.hides_by(properties, ground):
                        yield f"[hidden by the style of tables] {name}"

    def hides_by(self, properties: Any, ground: str = "") -> bool:
        """Return whether properties of text, such as of labels, hide it on the page."""
        facts = _facts_in(properties)
        told = self._colour(facts)
        small = any(0 < _number(facts, size) <= _SMALLEST for size in ("sz", "szCs"))
        return (
            facts.get("vanish", "0") not in OFF
            or small
            or (bool(told) and not _is_readable(told, ground or f"#{self._page}"))
        )

    def _colour(self, facts: dict[str, str]) -> str:
        """Return the colour of a text; that of the theme counts where one is named (17.3.2.6)."""
        name, _, tint = facts.get("theme", "").partition(" ")
        own = self._theme.get(name, "") if name else ""
        if not own and not tint:
            return facts.get("color", "")
        own = own or facts.get("color", "")
        if not re.fullmatch("[0-9A-Fa-f]{6}", own):
            return own
        share = int(tint, 16) / 255 if re.fullmatch("[0-9A-Fa-f]{1,2}", tint) else 1.0
        parts = (int(own[at : at + 2], 16) for at in (0, 2, 4))
        return "".join(f"{round(255 - share * (255 - part)):02X}" for part in parts)

    def name_of(self, paragraph: Any) -> str:
        """Return the identifier of the style of a paragraph."""
        return _style(paragraph, "pPr", "pStyle") or self._paragraph

    def level_of(self, paragraph: Any) -> int:
        """Return the outline level of a heading, 1 for the highest; 0 for other text (17.3.1.20)."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        told = self._of_style(self.name_of(paragraph)).get("level", "9")
        if own is not None:
            told = own.get(f"{W}val", "9")
        return int(told) + 1 if told.isdecimal() and int(told) < 9 else 0

    def is_bidi(self, paragraph: Any) -> bool:
        """Return whether a paragraph runs from right to left (17.3.1.6)."""
        own = paragraph.find(f"{W}pPr/{W}bidi")
        if own is not None:
            return own.get(f"{W}val", "1") not in OFF
        return self._of_style(self.name_of(paragraph)).get("bidi", "0") not in OFF

    def _of_style(self, name: str) -> dict[str, str]:
        """Return the properties of a style and of those it is based on."""
        if name not in self._known:
            self._known[name] = {}  # of a style that is based on itself
            style = self._styles.get(name)
            if style is not None:
                based = style.find(f"{W}basedOn")
                inherited = {} if based is None else self._of_style(based.get(f"{W}val", ""))
                self._known[name] = {**inherited, **_facts(style), **_facts(style, "pPr")}
        return self._known[name]

    def _ground(self, run: Any, facts: dict[str, str]) -> str:
        """Return the colour behind a run; nothing if it is unknown, as that of a picture or of a style of tables."""
        if (shade := facts.get("highlight", "none")) != "none":
            return _HIGHLIGHTS.get(shade, shade)
        body = run.getroottree().getroot()
        if body not in self._shaded:
            styled = any(next(style.iter(f"{W}shd"), None) is not None for style in self._styles.values())
            self._shaded[body] = styled or next(body.iter(f"{W}shd", "{*}txbx"), None) is not None
        for element in (run, *run.iterancestors()) if self._shaded[body] else ():
            for name in ("rPr", "pPr", "tcPr", "tblPr"):
                for ground in element.iterfind(f"{W}{name}/{W}shd"):
                    if shade := _shade(ground):
                        return shade
            if element.tag.endswith("}txbx") or (element.tag == f"{W}tbl" and self._has_ground(element)):
                return ""
        return facts.get("shade") or f"#{self._page}"

    def _has_ground(self, table: Any) -> bool:
        """Return whether the style of a table has grounds for some of its cells."""
        style = self._styles.get(_style(table, "tblPr", "tblStyle"))
        shades = () if style is None else style.iter(f"{W}shd")
        return any(shade.get(f"{W}fill", "auto") != "auto" for shade in shades)


def _facts(element: Any, kind: str = "rPr") -> dict[str, str]:
    """Return what an element says of its text, in `rPr`, or of its place, in `pPr`."""
    properties = None if element is None else element.find(f"{W}{kind}")
    return {} if properties is None else _facts_in(properties, kind)


def _facts_in(properties: Any, kind: str = "rPr") -> dict[str, str]:
    found: dict[str, str] = {}
    children = {child.tag: child for child in reversed(properties)}  # the first of a name counts
    if kind == "pPr":
        for name, attributes in _PLACES.items():
            if (child := children.get(f"{W}{name}")) is not None:
                told = ((attribute, child.get(f"{W}{attribute}")) for attribute in attributes)
                found |= {f"{name}.{attribute}": value for attribute, value in told if value is not None}
        if (child := children.get(f"{W}outlineLvl")) is not None:
            found["level"] = child.get(f"{W}val", "9")
        if (child := children.get(f"{W}bidi")) is not None:
            found["bidi"] = child.get(f"{W}val", "1")
    else:
        for name in _FACTS:
            if (child := children.get(f"{W}{name}")) is not None:
                found[name] = child.get(f"{W}val", _USUAL.get(name, ""))
                if name == "webHidden":
                    found.setdefault("vanish", found.pop(name))
                if name == "color" and child.get(f"{W}themeColor") in _LIGHT:
                    found[name] = "FFFFFF"
                elif name == "color" and (named := child.get(f"{W}themeColor")):
                    found["theme"] = f"{named} {child.get(f'{W}themeTint', '')}"
                elif name == "color":
                    found.pop("theme", None)
        if (child := children.get(f"{W}rFonts")) is not None:
            found["fonts"] = " / ".join(child.attrib.values())
    if (child := children.get(f"{W}shd")) is not None and (shade := _shade(child)):
        found["shade"] = shade
    return found


def _shade(shading: Any) -> str:
    """Return the colour of a ground, that of its pattern where it is solid (17.18.78); nothing if it has none."""
    solid = shading.get(f"{W}val") == "solid"
    told = shading.get(f"{W}color" if solid else f"{W}fill", "auto")
    return f"#{told}" if told != "auto" else "#000000" if solid else ""


def _theme_colours(theme: Any) -> Iterator[tuple[str, str]]:
    """Yield the colours of a theme by their names in text (20.1.6.2, 17.18.97)."""
    for scheme in theme.iter("{*}clrScheme"):
        for one in scheme:
            told = next((child.get("val") or "" for child in one.iter("{*}srgbClr")), "")
            told = told or next((child.get("lastClr") or "" for child in one.iter("{*}sysClr")), "")
            name = str(one.tag).rpartition("}")[2]
            for known in (name, _THEME_NAMES.get(name, "")):
                yield known, told


_THEME_NAMES = {"dk1": "text1", "dk2": "text2", "lt1": "background1", "lt2": "background2", "hlink": "hyperlink",
                "folHlink": "followedHyperlink"}  # fmt: skip


def _number(facts: dict[str, str], name: str) -> int:
    told = facts.get(name, "")
    return int(told) if re.fullmatch(r"[+-]?\d+", told) else 0


def _is_out_of_place(facts: dict[str, str]) -> bool:
    """Return whether letters are drawn upon each other, as other signs, or where no page is."""
    if any(map(SYMBOLS.match, facts.get("fonts", "").split(" / "))):
        return True
    if 0 < _number(facts, "w") < _NARROWEST or abs(_number(facts, "position")) > _OUT_OF_LINE:
        return True
    size = max(_number(facts, "sz"), _number(facts, "szCs"), 20)
    if _number(facts, "spacing") < -5 * size:  # half of the size, in twentieths of a point
        return True
    if facts.get("spacing.lineRule") == "exact" and _number(facts, "spacing.line") < _LOWEST:
        return True
    if facts.get("framePr.hRule") == "exact" and _number(facts, "framePr.h") < _LOWEST:
        return True
    places = (_number(facts, f"{name}.{one}") for name in ("ind", "framePr") for one in _PLACES[name])
    return any(place > _BEYOND or place < -_BEYOND / 3 for place in places)


def _hides_row(row: Any) -> bool:
    """Return whether a row of a table is hidden, or too low for text (17.4.22, 17.4.80)."""
    hidden = row.find(f"{W}trPr/{W}hidden")
    if hidden is not None and hidden.get(f"{W}val", "1") not in OFF:
        return True
    height = row.find(f"{W}trPr/{W}trHeight")
    told = {} if height is None else {name: height.get(f"{W}{name}", "") for name in ("val", "hRule")}
    return told.get("hRule") == "exact" and _number(told, "val") < _LOWEST


@lru_cache(maxsize=256)
def _is_readable(text: str, ground: str) -> bool:
    front, back = colour(f"#{text}"), colour(ground.lower())
    return front is None or back is None or contrast(front, back) >= _LEAST_CONTRAST


def _is_small(run: Any, facts: dict[str, str]) -> bool:
    """Return whether letters are too small to see; those of complex scripts have a size of their own (17.3.2.39)."""
    sizes = [facts.get(name, "") for name in ("sz", "szCs")]
    if not any(size.isdecimal() and int(size) <= _SMALLEST for size in sizes):  # nearly always: the text is not asked
        return False
    is_complex = facts.get("rtl", "0") not in OFF or facts.get("cs", "0") not in OFF or has_rtl("".join(run.itertext()))
    size = facts.get("szCs" if is_complex and "szCs" in facts else "sz", "")
    return size.isdecimal() and int(size) <= _SMALLEST


def _style(element: Any, properties: str, name: str) -> str:
    found = None if element is None else element.find(f"{W}{properties}/{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))
