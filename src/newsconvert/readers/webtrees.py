"""Trees of web pages as browsers show them: what the parser has otherwise than the standard, and what styles do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from typing import Any

from .elements import holds_blocks, linked_letters, remove, text_of
from .pagestyles import Values, styled_elements
from .webapart import SHOWN, part_as_displayed, part_neighbours
from .webcaptions import show_captions
from .webdrawings import show_drawings
from .webframes import show_frames
from .weblists import COUNTER, LABEL
from .webplayers import show_players
from .webtabs import take_tabs

#: Elements without content (HTML Living Standard, section 13.1.2, and obsolete ones), for which libxml2 expects an end.
_VOID = ("wbr", "source", "track", "embed", "param", "keygen", "command", "bgsound", "link", "area")
#: Elements of AMP as those of HTML that they stand for.
_AMP = {"amp-img": "img", "amp-anim": "img", "amp-iframe": "iframe", "amp-video": "video", "amp-audio": "audio"}
#: Adverts and menus of AMP.
_AMP_FRAME = ("amp-ad", "amp-auto-ads", "amp-embed", "amp-sidebar", "amp-sticky-ad", "amp-consent")
_AMP_POSTS = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-tiktok": ("data-src", "{}"),
}
#: What styles say that words and their position do not: hidden, raised, struck out, bold. Values of the last two are
#: looked for in elements without a meaning of their own alone.
_LIST_STYLES = ("list-style", "list-style-type")
_STYLES: Values = (
    ("display", re.compile(SHOWN)),
    ("visibility", re.compile("hidden|collapse")),
    ("clip", re.compile(r"rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)")),
    ("clip-path", re.compile(r"inset\(\s*(?:50|100)%.*")),
    ("opacity", re.compile(r"0*\.?0+%?")),
    ("text-indent", re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|pt)")),
    *((side, re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw)")) for side in ("left", "right")),
    ("top", re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw)|-?0?\.\d+em")),  # LibreOffice sets powers so in EPUBs
    ("font-size", re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|%)?")),
    ("color", re.compile("transparent")),
    ("content-visibility", re.compile("hidden")),
    ("vertical-align", re.compile("super|sub")),
    ("text-decoration", re.compile(r"[a-z ]*\bline-through\b.*")),
    ("text-decoration-line", re.compile(r"[a-z ]*\bline-through\b.*")),
    ("font-weight", re.compile("bold|bolder|[6-9]00")),
    *(
        (name, re.compile("(?:(?:lower|upper)-(?:alpha|latin|roman)|arabic-indic|persian|none)"))
        for name in _LIST_STYLES
    ),
    ("content", re.compile(r"[\"'][^\"'\n]*[^\W\d_]{3}")),
)
_ELEMENTS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("vertical-align", lambda value: "sup" if value == "super" else "sub"),
    ("top", lambda value: "sup" if value.startswith("-") else "sub"),
    ("text-decoration", lambda _: "s"),
    ("text-decoration-line", lambda _: "s"),
    ("font-weight", lambda _: "b"),
)
_HIDDEN = frozenset(("display", "visibility", "clip", "clip-path", "content-visibility"))
#: The same, of words alone: pages move buttons off the screen for a picture, and let pictures appear one by one.
_HIDDEN_WORDS = frozenset(("opacity", "text-indent", "left", "right", "top"))
#: What an element inside may have otherwise.
_HIDDEN_OWN = frozenset(("font-size", "color"))
#: Paragraphs for the items of a list in pages that Word saved, and their labels, which are followed by hard spaces.
_WORD_ITEM = re.compile(r"mso-list:\s*l\d+\s+level([1-9])\b")
_WORD_LABEL = re.compile(r"\s*(\S{1,12})[\s\xa0]*\xa0[\s\xa0]*")
_BULLETS = frozenset("·o§•▪-–—Øüv●○■\uf0b7\uf0a7\uf0d8\uf0fc")
_OF_WORD = "{urn:newsconvert}of-word"
#: A sheet longer than this is one of a whole site; parsing it would take longer than reading the page.
_LONGEST_SHEETS = 400_000


def as_shown(tree: Any, linked: Iterable[str] = (), *, framed: bool = False) -> Any:
    """Change a tree of HTML, of lxml, to what browsers show of it, also by the sheets it is `linked` to; return it.

    Documents in its frames are put into it, but not those in a tree that is `framed` itself.
    """
    if not framed:
        show_frames(tree, partial(as_shown, framed=True))
    for element in list(tree.iter("image", *_VOID, "template", *_AMP, *_AMP_POSTS, *_AMP_FRAME)):
        _correct(element)
    for element in list(tree.iter("p")):
        if found := _WORD_ITEM.search(element.get("style", "")):
            _make_item(element, int(found[1]))
        elif element.get("class", "").startswith("MsoListParagraph"):  # of a page saved as “filtered”
            _make_item(element, 1)
    for element in tree.xpath(".//li//span[starts-with(@class, 'ListLabel')]"):
        _take_label(element)
    for element in tree.xpath(".//object[not(@data or @data-src)]"):  # which shows what is in it
        element.tag = "div" if any(map(holds_blocks, element)) else "span"
    show_players(tree)
    part_neighbours(tree)
    show_drawings(tree)
    for element in tree.xpath(".//*[@role]"):
        _take_role(element)
    for link in tree.xpath("(.//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6)//a[starts-with(@href, '#')]"):
        if text_of(link) in _TO_ITSELF:  # a way to the heading that it is in
            remove(link)
    for element in list(tree.iter("button")):
        _take_opener(element)
    for element in list(tree.iter("noscript")):
        _take_lazy_picture(element)
    sheets = [*linked]
    sheets += [style.text or "" for style in tree.iter("style") if _is_for_screens(style)]
    if sum(map(len, sheets)) > _LONGEST_SHEETS:
        sheets = []
    for element, values in styled_elements(tree, sheets, _STYLES).items():
        _apply(element, values, tree)
    for formula in list(tree.iter("math")):
        _show_formula(formula)
    _open_boxes(tree)
    take_tabs(tree)
    show_captions(tree)
    return tree


_TO_ITSELF = frozenset("#¶§🔗")


def _correct(element: Any) -> None:
    tag = element.tag
    if tag == "image":  # an old name, which browsers know
        _empty(element)
        element.tag = "img"
    elif tag in _VOID:
        _empty(element)
    elif tag == "template":
        if element.get("shadowrootmode") or element.get("shadowroot"):  # shown in place of its host's content
            element.tag = "div"
    elif tag in _AMP_FRAME:
        element.tag = "nav"
    elif tag in _AMP:
        element.tag = _AMP[tag]
        if element.get("layout", "fixed") != "fixed":  # these are the ratio of its sides
            element.attrib.pop("width", None)
            element.attrib.pop("height", None)
        for child in list(element) if element.tag in ("iframe", "img") else ():
            if text_of(child):  # what is shown until it is there, or in place of it
                child.set("hidden", "")
                element.addnext(child)
            else:
                remove(child)
    else:
        name, address = _AMP_POSTS[tag]
        post, value = element.find(".//blockquote"), element.get(name)
        if post is not None and text_of(post):  # its words stand in the page
            element.tag = "div"
            post.set("class", "twitter-tweet")
            post.set("cite", address.format(value or ""))
        elif value:
            element.tag = "iframe"
            element.set("src", address.format(value))


def _take_role(element: Any) -> None:
    """Make an element without a meaning of its own the heading or the list that its role calls it (WAI-ARIA 1.2)."""
    role, level = element.get("role"), element.get("aria-level", "2")
    if element.tag not in ("div", "span") or not text_of(element):
        return
    if role == "heading" and re.fullmatch("[1-6]", level) and element.xpath("not(.//h1 | .//p | .//div/div)"):
        element.tag = f"h{level}"
    elif role == "list" and all(one.get("role") == "listitem" for one in element.iterchildren("*")) and len(element):
        element.tag = "ul"
        for one in element.iterchildren("*"):
            one.tag = "li"


def _show_formula(formula: Any) -> None:
    """Show a formula that a page hides from eyes, in place of the picture of it, which stands right after."""
    inside = []
    for one in (formula, *islice(formula.iterancestors(), _MOST_AROUND)):
        if text_of(one) != text_of(formula):
            return
        inside.append(one)
        after = one.getnext()
        if after is not None and after.tag == "img" and not (one.tail or "").strip():
            remove(after)
            for hidden in inside:
                hidden.attrib.pop("hidden", None)
            return


_MOST_AROUND = 3


def _open_boxes(tree: Any) -> None:
    """Show what headings and questions open, such as answers."""
    openers = tree.xpath(".//*[@aria-controls and @aria-expanded]")
    boxes: dict[str, list[Any]] = {}
    for box in tree.xpath(".//*[@id]") if openers else ():
        boxes.setdefault(box.get("id"), []).append(box)
    for opener in openers:
        _open(opener, boxes.get(opener.get("aria-controls"), []))


def _open(opener: Any, boxes: list[Any]) -> None:
    """Show the text that a heading or a question opens; not a menu or a form."""
    if len(text_of(opener).split()) < _FEWEST_WORDS or any(True for _ in opener.iterancestors("nav", "form", "footer")):
        return
    for box in boxes:
        words = text_of(box)
        if box.tag != "nav" and linked_letters(box) * 2 <= len(words) and box.find(".//input") is None:
            box.attrib.pop("hidden", None)


def _take_opener(button: Any) -> None:
    """Make a button that opens the text after it, such as the answer to its question, the summary of that."""
    words, after = text_of(button), button.getnext()
    inside = next(button.iterancestors("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"), None)
    opens = "aria-expanded" in button.attrib or "aria-controls" in button.attrib or words.endswith(("؟", "?"))
    if not opens or len(words.split()) < _FEWEST_WORDS or any(True for _ in button.iterancestors("form", "nav")):
        return
    if inside is not None:
        button.tag = "span"
    elif after is not None and after.tag in ("div", "section", "p", "ul") and len(text_of(after)) > len(words):
        button.tag = "summary"


_FEWEST_WORDS = 2


def _take_label(span: Any) -> None:
    """Give an item the label that LibreOffice writes into its text in pages of XHTML."""
    item = next(span.iterancestors("li"))
    if item.getparent().tag == "ol" and item.get(LABEL) is None:
        item.set(LABEL, text_of(span))
    span.text = None


def _make_item(paragraph: Any, level: int) -> None:
    """Make a paragraph that Word saved for an item of a list one again, with the label that stands in its text."""
    found = _WORD_LABEL.match("".join(paragraph.itertext()))
    if found is None:
        return
    _cut_start(paragraph, found.end())
    tag = "ul" if found[1] in _BULLETS else "ol"
    before = paragraph.getprevious()
    if before is not None and before.get(_OF_WORD) is not None:
        host = before
        for _ in range(1, level):
            last = host[-1][-1] if len(host[-1]) else None
            if last is None or last.tag not in ("ol", "ul"):
                last = paragraph.makeelement(tag)
                host[-1].append(last)
            host = last
    else:
        host = paragraph.makeelement(tag, {_OF_WORD: ""})
        paragraph.addprevious(host)
    paragraph.tail = None
    paragraph.tag = "li"
    if tag == "ol":
        paragraph.set(LABEL, found[1])
    host.append(paragraph)


def _take_typed_labels(listed: Any) -> None:
    """Give the items of a list without numbers of its own the labels that are typed into all of them."""
    found = [(item, _TYPED_LABEL.match("".join(item.itertext()))) for item in listed.iterchildren("li")]
    for item, label in found if all(label for _, label in found) else ():
        if label:
            _cut_start(item, label.end())
            item.set(LABEL, label[1])


_TYPED_LABEL = re.compile(r"\s*([(\[]?(?:\d{1,3}|هـ|[أابجدهوزحطي])\s?[.)\]\-–]+)\s*(?=\S)")


def _cut_start(element: Any, count: int) -> int:
    """Take so many characters off the beginning of the text in an element; return how many are left to take."""
    words = element.text or "" if isinstance(element.tag, str) else ""
    if words and count:
        element.text = words[count:] or None
        count -= min(count, len(words))
    for child in element:
        if count:
            count = _cut_start(child, count)
        if count and (words := child.tail or ""):
            child.tail = words[count:] or None
            count -= min(count, len(words))
    return count


def _empty(element: Any) -> None:
    """Put what an element has inside after it."""
    parent = element.getparent()
    if parent is None or not (len(element) or element.text):
        return
    inside, text, tail = list(element), element.text, element.tail
    element.text = None
    if inside:
        element.tail = text
        inside[-1].tail = (inside[-1].tail or "") + (tail or "") or None
        at = parent.index(element) + 1
        for offset, child in enumerate(inside):
            parent.insert(at + offset, child)
    else:
        element.tail = (text or "") + (tail or "") or None


def _take_lazy_picture(element: Any) -> None:
    """Put the picture that a page has for browsers without scripts in the place of the blank one before it."""
    pictures = [one for one in element.iter("img") if not {one.get("width"), one.get("height")} & {"0", "1"}]
    before = element.getprevious()
    if len(pictures) != 1 or text_of(element):
        return
    blank = next(before.iter("img"), None) if before is not None else None
    if blank is None and pictures[0].get("alt"):  # which a script would put here; counters have no words
        element.tag = "span"
    if blank is not None and blank.get("src", "data:").startswith("data:") and not text_of(before):
        for name in [*blank.keys()]:
            if name.startswith(("src", "data-")):
                del blank.attrib[name]
        for name, value in pictures[0].attrib.items():
            if value:
                blank.set(name, value)


def _is_for_screens(style: Any) -> bool:
    return str(style.get("media") or "all").strip().lower() in ("all", "screen", "screen,print", "all,screen")


def _apply(element: Any, values: dict[str, str], tree: Any) -> None:
    for side in ("before", "after"):
        said = values.get(f"{side}:content", "")
        hidden = values.get(f"{side}:display") == "none" or {f"{side}:visibility", f"{side}:opacity"} & values.keys()
        if _GENERATED.fullmatch(said) and not hidden:
            _generate(element, side, said)
    if element.tag == "ol" and (kind := next((values[name] for name in _LIST_STYLES if name in values), None)):
        element.set(COUNTER, kind)
        if kind == "none":
            _take_typed_labels(element)
    if (display := values.get("display", "none")) != "none":
        del values["display"]
        part_as_displayed(element, display)
    moved = {name for name in _HIDDEN_WORDS & values.keys() if name != "top" or not values[name].endswith("em")}
    words = moved and text_of(element) and element.find(".//img") is None
    if _HIDDEN & values.keys() or words or (_HIDDEN_OWN & values.keys() and not len(element) and element.text):
        if len(text_of(element)) * 2 <= len(text_of(tree)):  # what a script shows at once is no hidden text
            element.set("hidden", "")
        return
    if element.tag not in ("span", "font", "a") or not text_of(element):
        return
    made = {make(values[name]) for name, make in _ELEMENTS if name in values}
    for tag in sorted(made):
        if tag == "b" and any(True for _ in element.iterancestors("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong")):
            continue
        if element.tag == "a" or len(made) > 1:
            _wrap_content(element, tag)
        else:
            element.tag = tag


#: Words that a sheet generates: a label, not a sign, or the name or code of a picture in an icon's font.
_GENERATED = re.compile(r"(?=.*[^\W\d_]{3})(?=.*(?:[\u0620-\u06d3]|\w\s\w)).{3,60}")
_HOLD_WORDS = frozenset((
    "p", "span", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "a", "b", "strong", "em", "i", "small",
    "time", "dt", "dd", "figcaption", "cite", "summary", "aside", "section",
))  # fmt: skip


def _generate(element: Any, side: str, words: str) -> None:
    if element.tag not in _HOLD_WORDS:
        return
    if side == "before":
        element.text = f"{words}{element.text or ''}"
    elif len(element):
        element[-1].tail = f"{element[-1].tail or ''}{words}"
    else:
        element.text = f"{element.text or ''}{words}"


def _wrap_content(element: Any, tag: str) -> None:
    made = element.makeelement(tag)
    made.text, element.text = element.text, None
    made.extend(list(element))
    element.append(made)
