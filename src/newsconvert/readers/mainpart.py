"""Find the part of a web page that is the article, and what inside it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from .elements import SILENT, text_of
from .tablepages import OldPage

#: Elements, and words of classes and ids, of what stands around articles.
_FURNITURE_TAGS = frozenset(("nav", "aside", "form", "button", "dialog"))
_NAMES = """
    related recommend recommended recommendations read-?more read-?also read-?next share sharing shares social
    social-media social-links social-icons social-share sharedaddy addtoany addthis tags? tag-?list tag-?cloud
    tag-?links post-tags comments? respond disqus newsletter subscribe subscription signup adverts? advertisement ads?
    adsbygoogle ad-slot ad-container ad-wrapper ad-unit ad-box banner promo sponsored outbrain taboola breadcrumbs?
    pagination pager navigation nav menu sidebar (?<!elementor[_-])widget
    elementor-widget-posts elementor-posts-container cookie popup modal most-?read trending print-?link print-?button
    font-?size toolbar author-?box author-?bio author-?card editsection mw-editsection noprint jump-link skip-link
    related-?(?:posts?|articles|news|stories|topics|content) jp-relatedposts
    article-info post-meta entry-meta article-meta meta-info views? hits view-count views-count post-views
    toc table-of-contents toc-container ez-toc-container read(?:ing)?-?time entry-footer post-footer icons
    screen-reader screen-reader-text sr-only visually-hidden telegram-join copy-?link more-on listen-?to listen-?button
"""
_FURNITURE = re.compile(rf"(?:^|(?<=[ _-]))(?:{'|'.join(_NAMES.split())})(?=$|[ _-])", re.IGNORECASE)
_FRAME_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "menu", "toolbar"))
_ROLES = _FRAME_ROLES | {"complementary", "dialog"}
_BLOCKS = frozenset(
    """p h1 h2 h3 h4 h5 h6 li td th dt dd blockquote figcaption pre div section article summary footer address caption
    center font""".split()
)
_CONTAINERS = frozenset(("article", "main", "section", "div", "body", "td", "center", "form", "font"))
#: The share of an article's text that the part must hold which is chosen for it.
_SHARE = 0.9
#: The longest headline with its credits.
_LONGEST_HEAD = 400
#: The longest header of a page that holds menus and names alone.
_FRAME = 200


class MainPart:
    """The element that holds the article, and which elements inside it are left out."""

    def __init__(self, tree: Any, extracted: list[str], old: OldPage | None = None) -> None:
        """Find in `tree` the smallest part that holds the paragraphs `extracted`, which an extractor chose.

        Where tables lay out the page, the part is what was found in `old`.
        """
        self._old = old
        self._wanted = {_key(text) for text in extracted if _key(text)}
        self._long = [key for key in self._wanted if len(key) > 40]
        self.element = old.element if old and old.element is not None else self._find(tree)

    def take_head(self) -> None:
        """Move the few lines that stand right above the part into it: the headline of a page to print."""
        element = self.element
        while element.tag != "body" and element.getparent() is not None:
            above = [
                one for one in element.itersiblings(preceding=True)
                if isinstance(one.tag, str) and not self._is_frame(one) and text_of(one)
            ]  # fmt: skip
            if above:
                words = " ".join(map(text_of, above))
                if len(words) <= _LONGEST_HEAD and sum(map(_linked, above)) * 2 < len(words):
                    text, self.element.text = self.element.text, None
                    for one in above:
                        one.tail = None if (one.tail or "").isspace() else one.tail
                        self.element.insert(0, one)
                    above[0].tail = f"{above[0].tail or ''}{text or ''}"
                return
            element = element.getparent()

    def outside(self) -> Iterator[str]:
        """Yield the texts that stand outside of the part, but not those of the page's frame: its menus and footer."""
        element = self.element
        while element.tag != "body" and (parent := element.getparent()) is not None:
            yield from filter(None, (" ".join((parent.text or "").split()),))
            for child in parent:
                if child is not element and isinstance(child.tag, str) and not self._is_frame(child):
                    yield from filter(None, (text_of(child, between=" "),))
                yield from filter(None, (" ".join((child.tail or "").split()),))
            element = parent

    def _is_frame(self, element: Any) -> bool:
        if element.tag in SILENT or element.tag in ("nav", "footer") or element.get("role") in _FRAME_ROLES:
            return True
        # A header that holds menus and names alone, not one with the headline or the lead.
        return element.tag == "header" and element.find(".//h1") is None and len(text_of(element)) < _FRAME

    def leaves_out(self, element: Any) -> bool:
        """Return whether an element inside the part is none of the article."""
        tag = element.tag
        if self._old and self._old.leaves_out(element):
            return True
        looks = _looks_like_furniture(element) and not self._is_content(element)
        if (
            _offers_more(element)
            or _offers_one(element)
            or (_is_alone(element) and _NO_TEXT.fullmatch(text_of(element)))
            or _invites(element)
            or _asks_consent(element)
        ):
            return True
        if tag in ("header", "footer") and not looks:
            of_page = tag == "footer" and element.getparent().tag in ("article", "main", "body")
            return of_page and not self._holds(element) and not _says_more(element)
        # What the extractor takes for the article stays, whatever it is called.
        return looks and not self._holds(element)

    def _is_content(self, element: Any) -> bool:
        """Return whether a box is of the article: key points, a quotation, a correction or facts amid its text.

        Names of classes say little of that: what is amid the paragraphs and is prose, not a list of links, counts.
        """
        aside = element.tag == "aside" and not _names_furniture(element)
        if element.get("role") or not (aside or _may_hold_text(element)):
            return False
        words = text_of(element)
        if len(words) < _SHORTEST_ASIDE or _linked(element) * 2 > len(words) or element.find(".//form") is not None:
            return False
        if _INVITES.search(words) or element.find(".//input") is not None or element.find(".//button") is not None:
            return False
        if not (aside or _is_prose(element)):
            return False
        holders = set(self.element.iter())
        if element not in holders:
            return False
        after = (one for above in (element, *element.iterancestors()) for one in above.itersiblings())
        beside = (one for one in element.itersiblings(preceding=True) if one.tag == "p")
        return any(
            one in holders and isinstance(one.tag, str) and one.tag != "aside" and self._is_wanted(one)
            for one in chain(after, beside)
        )

    def _is_wanted(self, element: Any) -> bool:
        key = _key(text_of(element))
        if element.tag == "p" and len(key) > _SHORTEST_PARAGRAPH and key in self._wanted:
            return True
        return len(key) > 40 and (key in self._wanted or any(one in key for one in self._long))

    def _holds(self, element: Any) -> bool:
        key = _key(text_of(element))
        if not key:
            return False
        if key in self._wanted:
            return len(key) > 40
        return sum(len(one) for one in self._long if one in key) * 2 > len(key)

    def _find(self, tree: Any) -> Any:
        body = tree.find("body") if tree.find("body") is not None else tree
        weights: dict[Any, int] = {}
        for element in body.iter():
            if isinstance(element.tag, str) and element.tag in _BLOCKS:
                key = _key(text_of(element)) if len(element) < 60 else ""
                if key in self._wanted:
                    weights[element] = len(key)
        # Of nested elements with one text, the inner one counts.
        chosen = {one: weight for one, weight in weights.items() if weights.keys().isdisjoint(one.iterdescendants())}
        total = sum(chosen.values())
        if total * 2 < sum(map(len, self._wanted)):  # text that no element of its own holds, parted by breaks alone
            return self._holder(body)
        sums: dict[Any, int] = {}
        for one, weight in chosen.items():
            for ancestor in (one, *one.iterancestors()):
                sums[ancestor] = sums.get(ancestor, 0) + weight
        smallest = min(
            (one for one, held in sums.items() if held >= _SHARE * total and one.tag in _CONTAINERS),
            key=lambda one: sum(1 for _ in one.iter()),
            default=body,
        )
        return _with_lead(_widened(smallest), body)

    def _holder(self, element: Any) -> Any:
        """Return the innermost element that has most of the wanted text somewhere in its own."""
        for child in element:
            if isinstance(child.tag, str) and child.tag in _CONTAINERS:
                key = _key(text_of(child))
                held = sum(len(one) for one in self._wanted if one in key)
                if self._wanted and held >= _SHARE * sum(map(len, self._wanted)):
                    return self._holder(child)
        return element


def _with_lead(element: Any, body: Any) -> Any:
    """Return the part, or what holds it together with the headline where paragraphs stand between the two."""
    headlines = body.findall(".//h1")
    if len(headlines) != 1 or element in headlines[0].iterancestors() or element is body:
        return element
    around = next((one for one in headlines[0].iterancestors() if one in set(element.iterancestors())), None)
    if around is None:
        return element
    between = False
    for one in around.iter("h1", "p", element.tag):
        if one is headlines[0]:
            between = True
        elif one is element:
            return element
        elif between and one.tag == "p" and len(text_of(one)) > _LEAD and not _in_frame(one, around):
            return around
    return element


_LEAD = 60


def _in_frame(element: Any, around: Any) -> bool:
    for one in element.iterancestors():
        if one is around:
            return False
        if _looks_like_furniture(one):
            return True
    return False


def _looks_like_furniture(element: Any) -> bool:
    return element.tag in _FURNITURE_TAGS or element.get("role") in _ROLES or _names_furniture(element)


def _names_furniture(element: Any) -> bool:
    return bool(_FURNITURE.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _may_hold_text(element: Any) -> bool:
    """Return whether a box may be of the article by its name: it is not one for what readers do, write or subscribe to.

    What is called a comment counts where it is the editor's.
    """
    if element.tag not in _BOXES or (element.tag == "dialog" and "open" not in element.attrib):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    found = {name.strip(" _-").lower() for name in _FURNITURE.findall(names)}
    if found <= {"comment", "comments"} and found:
        return bool(_EDITORS.match(text_of(element)))
    return found <= _SOFT and (bool(found) or element.tag in ("aside", "dialog"))


_BOXES = frozenset(("div", "section", "aside", "p", "dialog"))
_SOFT = frozenset((
    "promo", "banner", "sidebar", "widget", "related", "nav", "navigation", "menu", "social", "social-media", "modal",
    "popup", "sponsored", "trending", "icons", "read-more", "more-on",
))  # fmt: skip
_EDITORS = re.compile(
    r"\W*(?:تعليق|ملاحظة|تنويه|توضيح|تصحيح|تصويب|كلمة) (?:من )?(?:ال)?(?:محررة?|تحرير|هيئة التحرير|إدارة)"
)


def _is_prose(element: Any) -> bool:
    """Return whether a box holds a sentence: some words, of which the last ends in a mark."""
    lines = [text_of(one) for one in element.iter("p")] or [text_of(element)]
    return any(len(line.split()) >= _FEWEST_WORDS and _SENTENCE_END.search(line) for line in lines)


_SHORTEST_PARAGRAPH = 20
_FEWEST_WORDS, _SENTENCE_END = 4, re.compile(r"[.!؟…][»”\")]*\s*$")
#: The shortest box that is no button or label.
_SHORTEST_ASIDE = 12
_INVITES = re.compile(
    "اشترك|شراء حقوق الترخيص|تابعو?نا|حمّ?ل(?:وا)? (?:ال)?تطبيق|نشرتنا|النشرة البريدية|انضم(?:وا)? إلى|شارك(?:و?نا|وا) |"
    "سجّ?ل(?:وا)? (?:الآن|بريدك|في)|اقر[أؤ](?:وا)? (?:أيضا|المزيد)|"
    "Subscribe|Follow us",
    re.I,
)
_MORE = re.compile(
    r"\W*(?:اقر[أؤ](?:وا)? [أا]يض[اًا]*|شاهد(?:وا)? [أا]يض[اًا]*|"
    r"(?:مواضيع|موضوعات|[أا]خبار|مقالات|قصص|تقارير) (?:ذات صلة|متعلقة|مقترحة|مشابهة|قد تهمك)|"
    r"قد يهمك(?: [أا]يض[اًا]*)?|المزيد من الأخبار|ذات صلة|Read (?:also|more)|Related(?: articles| stories| news)?)\W*",
    re.IGNORECASE,
)


#: What stands over an advert, and how often a page was visited, in an element of its own.
_LABELS = frozenset(("div", "span", "p", "small", "section", "ins", "figcaption", "ul", "li"))
_NO_TEXT = re.compile(
    r"[-–—\s]*(?:(?:ال)?[إا]علان(?:ات)?(?: ممول| · قم بالتمرير للاستمرار)?|مادة إعلانية|Advertisement|"
    r"Sponsored)[-–—\s]*|"
    r"[\d٠-٩][\d٠-٩.,]*\s*(?:مشاهد(?:ة|ات)|زيار(?:ة|ات)|قراء(?:ة|ات)|views?|visits?)|"
    r"(?:أضف|إضافة|اكتب|كتابة|أ?اترك) تعليق(?:ا|ًا|اً|ك)?|Add (?:new )?comment|Leave a (?:comment|reply)|"
    r"(?:عدد )?(?:المشاهدات|الزيارات|القراءات|الزوار|القراء)\s*[:：]?\s*[\d٠-٩][\d٠-٩.,]*",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"(?:^|[ _-])(?:button|btn|cta)s?(?:$|[ _-])", re.IGNORECASE)
_RIGHTS = re.compile("©|حقوق|copyright|all rights", re.IGNORECASE)


def _says_more(footer: Any) -> bool:
    """Return whether the footer of an article says something of it, such as what was corrected."""
    words = text_of(footer)
    paragraph = footer.getparent().tag == "article" and footer.find(".//p") is not None
    spoken = paragraph and _linked(footer) * 2 <= len(words)
    return spoken and not _RIGHTS.search(words) and not _INVITES.search(words)


def _is_alone(element: Any) -> bool:
    """Return whether an element can be a label or a count by itself, not one of the cells of a row."""
    return element.tag in _LABELS or (element.tag == "td" and len(element.getparent()) == 1)


def _invites(element: Any) -> bool:
    """Return whether an element is a button, by its class, to subscribe or to read something else."""
    words = text_of(element) if _BUTTON.search(element.get("class", "")) else ""
    return 0 < len(words) <= _LONGEST_BUTTON and bool(_INVITES.search(words))


_LONGEST_BUTTON = 60


def _asks_consent(element: Any) -> bool:
    """Return whether an element asks for consent to cookies, whatever it is called."""
    if element.tag not in _CONSENT_TAGS or element.getparent().tag not in _CONSENT_HOLDERS:
        return False
    words = text_of(element) if len(element) < _MOST_INSIDE else ""
    return 0 < len(words) <= _LONGEST_NOTICE and bool(_COOKIES.search(words) and _OURS.search(words))


_CONSENT_TAGS, _CONSENT_HOLDERS = ("div", "section", "p"), ("body", "div", "section")
_LONGEST_NOTICE, _MOST_INSIDE = 400, 12
_COOKIES = re.compile(r"ملفات (?:تعريف )?(?:ال)?ارتباط|الكوكيز|كوكيز|\bcookies\b", re.IGNORECASE)
#: The site speaks of itself, or asks.
_OURS = re.compile(
    r"(?:^|\W)(?:نستخدم|نحن نستخدم|يستخدم (?:هذا الموقع|موقعنا)|باستخدامك|بمواصلة|"
    r"بمتابعة تصفح|بالاستمرار|أوافق|موافق|قبول الكل)(?:\W|$)"
    r"|\b(?:we use|this (?:web)?site uses|by continuing|accept all)\b",
    re.IGNORECASE,
)


def _offers_more(element: Any) -> bool:
    """Return whether a box offers other articles: a heading that says so, and links alone."""
    if element.tag not in ("div", "section", "ul", "aside"):
        return False
    lines = filter(None, map(text_of, element.iter("h2", "h3", "h4", "h5", "p", "span", "strong", "b")))
    head = next(filter(_MORE.fullmatch, islice(lines, _HEADS)), "")
    if not head:
        return False
    also = [line for one in element.iter("p") if head in (line := text_of(one)) and line != head]  # to skip it, its end
    rest = len(text_of(element)) - len(head) - sum(map(len, also))
    return rest > 0 and _linked(element) >= rest * _SHARE_LINKED


def _offers_one(element: Any) -> bool:
    """Return whether a paragraph amid the text is a link to another article: «اقرأ أيضاً: …»."""
    words = text_of(element) if element.tag == "p" else ""
    return bool(_ALSO.match(words)) and _linked(element) * 2 > len(words)


def _linked(element: Any) -> int:
    """Return how many letters of an element are in links."""
    return sum(len(text_of(link)) for link in element.iter("a"))


_ALSO = re.compile(
    r"\W*(?:اقر[أؤ](?:وا)? [أا]يض[اًا]*|شاهد(?:وا)? [أا]يض[اًا]*|طالع [أا]يض[اًا]*|Read also)\s*[:：]", re.IGNORECASE
)
#: A link to skip the box may stand over its heading, and the box may say where it ends.
_HEADS, _SHARE_LINKED = 3, 0.75


def _widened(element: Any) -> Any:
    """Return the article element around `element`, if it is the only one of its parent: its pictures come too."""
    for ancestor in element.iterancestors("article"):
        if len(list(ancestor.getparent().iterchildren("article"))) == 1:
            return ancestor
    return element


def _key(text: str) -> str:
    """Return a text without what extractors change."""
    return re.sub(r"[\W_]+", "", text)
