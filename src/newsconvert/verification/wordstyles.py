"""Which runs of a Word document its formatting hides from readers (ECMA-376 Part 1, 17.3.2 and 17.7.2)."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: In half points, the font size up to which nothing can be read: two points.
_SMALLEST = 4
_OFF = frozenset(("0", "false", "off"))


class Styles:
    """The styles of a document, as far as they hide text: as hidden, in white on white, or too small to be read."""

    def __init__(self, root: Any) -> None:
        """Take the root of the part with the styles, or None."""
        every = [] if root is None else list(root.iterfind(f"{_W}style"))
        self._styles = {style.get(f"{_W}styleId", ""): style for style in every}
        default = None if root is None else root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._default = _facts(default)
        self._paragraph = next(
            (
                style.get(f"{_W}styleId", "")
                for style in every
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") not in (None, *_OFF)
            ),
            "",
        )
        self._known: dict[str, dict[str, str]] = {}

    def hide(self, run: Any) -> bool:
        """Return whether a run is hidden."""
        properties = run.find(f"{_W}rPr")
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        facts = {
            **self._default,
            **self._of_style(_style(paragraph, "pPr", "pStyle") or self._paragraph),
            **self._of_style(_style(run, "rPr", "rStyle")),
            **_facts(properties),
        }
        if facts.get("vanish", "0") not in _OFF:
            return True
        if (size := facts.get("sz", "")).isdecimal() and int(size) <= _SMALLEST and _is_small(run, facts):
            return True
        return facts.get("color", "").upper() == "FFFFFF" and not _is_shaded(run)

    def _of_style(self, name: str) -> dict[str, str]:
        """Return the properties of a style and of those it is based on."""
        if name not in self._known:
            self._known[name] = {}  # of a style that is based on itself
            style = self._styles.get(name)
            if style is not None:
                based = style.find(f"{_W}basedOn")
                inherited = {} if based is None else self._of_style(based.get(f"{_W}val", ""))
                self._known[name] = {**inherited, **_facts(style.find(f"{_W}rPr"))}
        return self._known[name]


def _facts(properties: Any) -> dict[str, str]:
    if properties is None:
        return {}
    found = {}
    for name, usual in (("vanish", "1"), ("color", ""), ("sz", ""), ("szCs", ""), ("rtl", "1"), ("cs", "1")):
        child = properties.find(f"{_W}{name}")
        if child is not None:
            found[name] = child.get(f"{_W}val", usual)
    return found


def _is_small(run: Any, facts: dict[str, str]) -> bool:
    """Return whether the size of complex scripts is as small, for a run that has it."""
    if "szCs" not in facts or not facts["szCs"].isdecimal():
        return True
    text = "".join(run.itertext())
    return int(facts["szCs"]) <= _SMALLEST or (text.isascii() and facts.get("rtl", "0") in _OFF)


def _style(element: Any, properties: str, name: str) -> str:
    found = None if element is None else element.find(f"{_W}{properties}/{_W}{name}")
    return "" if found is None else str(found.get(f"{_W}val", ""))


def _is_shaded(run: Any) -> bool:
    """Return whether there is a ground behind a run: its own, or that of its paragraph, cell or table, or a picture."""
    for element in (run, *run.iterancestors()):
        for name in ("rPr", "pPr", "tcPr", "tblPr"):
            for ground in element.iterfind(f"{_W}{name}/{_W}shd"):
                if ground.get(f"{_W}fill", "auto").upper() not in ("AUTO", "FFFFFF"):
                    return True
            if name == "rPr" and element.find(f"{_W}rPr/{_W}highlight") is not None:
                return True
        if element.tag.endswith(("}txbx", "}tbl")):  # whose style may have one
            return True
    return False
