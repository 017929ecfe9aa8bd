"""What stands in a web page around or amid an article: menus, offers of other articles, comments, adverts."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from .elements import SILENT, class_and_id, holds_blocks, linked_letters, text_of
from .paywalls import is_offer
from .weblists import number_in
from .webtools import is_tool

#: Elements, and words of classes and ids, of what stands around articles.
_FURNITURE_TAGS = frozenset(("nav", "aside", "form", "button", "dialog"))
_NAMES = """
    related recommend recommended recommendations read-?more read-?also read-?next share sharing shares social
    social-media social-links social-icons social-share sharedaddy addtoany addthis tags? tag-?list tag-?cloud
    tag-?links post-tags comments? respond disqus newsletter subscribe subscription signup adverts? advertisement ads?
    adsbygoogle ad-slot ad-container ad-wrapper ad-unit ad-box banner promo sponsored outbrain taboola breadcrumbs?
    pagination page-links pager navigation nav menu sidebar (?<!elementor[_-])widget
    elementor-widget-posts elementor-posts-container cookie popup modal most-?read trending print-?link print-?button
    font-?size toolbar author[_-]?(?:box|bio|card) editsection mw-editsection noprint jump-link skip-link
    related-?(?:posts?|articles|news|stories|topics|content) jp-relatedposts
    article-info post-meta entry-meta article-meta meta-info views? hits view-count views-count post-views
    catlinks mw-normal-catlinks navbox vertical-navbox hatnote dablink sitesub mw-jump-link
    site-?notice central-?notice prev[_-]?next
    toc table-of-contents toc-container ez-toc-container read(?:ing)?-?time entry-footer post-footer icons
    td-category entry-category post-categories cat-links wp-block-post-terms taxonomy-category
    wp-block-site-title wp-block-site-tagline site-title site-description
    screen-reader screen-reader-text sr-only visually-hidden telegram-join copy-?link more-on listen-?to listen-?button
"""
_FURNITURE = re.compile(rf"(?:^|(?<=[ _-]))(?:{'|'.join(_NAMES.split())})(?=$|[ _-])", re.IGNORECASE)
FRAME_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "menu", "toolbar"))
_ROLES = FRAME_ROLES | {"complementary", "dialog"}


def looks_like_furniture(element: Any) -> bool:
    """Return whether an element is by what it is called of the frame of a page, or stands in many articles."""
    if _opens_picture(element):
        return False
    return element.tag in _FURNITURE_TAGS or element.get("role") in _ROLES or names_furniture(element)


def _opens_picture(element: Any) -> bool:
    """Return whether an element is no more than a picture that opens in a larger size, or one of a figure."""
    captions = sum(len(text_of(one)) for one in element.iter("figcaption"))
    if element.tag in _FRAME_TAGS - {"button"} or element.find(".//img") is None or len(text_of(element)) > captions:
        return False
    found = _furniture_names(element)
    if any(True for _ in element.iterancestors("figure")) or (bool(found) and found <= {"modal", "popup"}):
        return True
    return bool(found) and found <= _OVER_PICTURES and not _is_advert(element)


def _is_advert(element: Any) -> bool:
    """Return whether the picture in a box leads elsewhere, or has the size of adverts."""
    addresses = [one.get("href", "") for one in element.iter("a")]
    sizes = [(number_in(one.get("width"), 0), number_in(one.get("height"), 0)) for one in element.iter("img")]
    linked = any(not _PICTURE_FILE.search(address) for address in addresses)
    return linked or any(size in _ADVERTS or 0 < min(size) < _SMALLEST for size in sizes)


#: Boxes of an article's pictures are called so too.
_OVER_PICTURES = frozenset(("banner", "social"))
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)", re.IGNORECASE)
#: Sizes of the Interactive Advertising Bureau, in pixels; icons are smaller than a picture.
_ADVERTS = frozenset((
    (728, 90), (970, 90), (970, 250), (468, 60), (300, 250), (336, 280), (250, 250), (300, 600), (160, 600), (120, 600),
    (320, 50), (320, 100),
))  # fmt: skip
_SMALLEST = 100


def _furniture_names(element: Any) -> set[str]:
    """Return the words of the classes and the id of an element that say that it is furniture."""
    return {name.strip(" _-").lower() for name in _FURNITURE.findall(class_and_id(element))}


def names_furniture(element: Any) -> bool:
    """Return whether the classes or the id of an element say that it is none of the article."""
    return bool(_FURNITURE.search(_TRAITS.sub(" ", class_and_id(element))))


#: Classes that say what a box has or lacks, not what it is: `has-share-bar`, `is-highlight-shares`, `no-banner`.
_TRAITS = re.compile(r"(?:^|(?<=\s))(?:is|has|with|without|no|not)[-_]\S+", re.IGNORECASE)
#: What publishing systems call the text of a post.
_BODY = re.compile(
    r"(?:^|[\s_-])(?:(?:entry|post|article|story|news)[_-]{0,2}(?:content|body|text)|articleBody)(?=$|[\s_-])",
    re.IGNORECASE,
)


def names_body(element: Any) -> bool:
    """Return whether the classes, the id or the property of an element call it the text of a post."""
    return bool(_BODY.search(f"{class_and_id(element)} {element.get('itemprop', '')}"))


def may_hold_text(element: Any) -> bool:
    """Return whether a box may be of the article by its name: it is not one for what readers do, write or subscribe to.

    What is called a comment counts where it is the editor's.
    """
    if element.tag not in _BOXES or (element.tag == "dialog" and "open" not in element.attrib):
        return False
    found = _furniture_names(element)
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


def is_prose(element: Any) -> bool:
    """Return whether a box holds a sentence: some words, of which the last ends in a mark."""
    lines = [text_of(one) for one in element.iter("p")] or [text_of(element)]
    return any(len(line.split()) >= _FEWEST_WORDS and _SENTENCE_END.search(line) for line in lines)


def lines_of_prose(body: Any) -> list[str]:
    """Return the sentences of a page, each in a block of its own, but not those in its frame or of its readers."""
    found: list[str] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        inner = [one for one in element if isinstance(one.tag, str) and one.tag not in SILENT]
        if any(map(holds_blocks, inner)):
            waiting += [one for one in inner if one.tag not in _FRAME_TAGS and (names_body(one) or not _is_others(one))]
        elif linked_letters(element) * 2 < len(words := text_of(element)) and (
            is_prose(element) or len(words.split()) >= _FEWEST_UNENDED
        ):
            found.append(words)
    return found


def _is_others(element: Any) -> bool:
    """Return whether the name of a box says more than that it is one: of readers, of other articles, of an advert."""
    return names_furniture(element) and not may_hold_text(element)


_FEWEST_UNENDED = 8
_FRAME_TAGS = _FURNITURE_TAGS | {"header", "footer"}
_FEWEST_WORDS, _SENTENCE_END = 4, re.compile(r"[.!؟…][»”\")]*\s*$")
INVITES = re.compile(
    "اشترك|شراء حقوق الترخيص|تابعو?نا|حمّ?ل(?:وا)? (?:ال)?تطبيق|نشرتنا|النشرة البريدية|انضم(?:وا)? إلى|شارك(?:و?نا|وا) |"
    "سجّ?ل(?:وا)? (?:الآن|بريدك|في)|اقر[أؤ](?:وا)? (?:أيضا|المزيد)|"
    "Subscribe|Follow us",
    re.I,
)
_MORE = re.compile(
    r"\W*(?:اقر[أؤ](?:وا)? [أا]يض[اًا]*|شاهد(?:وا)? [أا]يض[اًا]*|"
    r"(?:ال)?(?:مواضيع|موضوعات|مواد|[أا]خبار|مقالات|قصص|تقارير) "
    r"(?:ذات (?:ال)?صلة|(?:ال)?(?:متعلقة|متصلة|مقترحة|مشابهة)|"
    r"قد تهمك|[أا]خرى(?: (?:لل?\w+|ل[ـ\w]+|في \w+))?)|(?:[آا]خر|[أا]حدث) (?:ال)?(?:[أا]خبار|مقالات|مواضيع)|"
    r"(?:ال)?[أا]كثر (?:قراءة|مشاهدة|تفاعلا)|[أا]?خترنا ل(?:ك|كم)|قد يعجبك(?: [أا]يض[اًا]*)?|"
    r"قد يهمك(?: [أا]يض[اًا]*)?|"
    r"المزيد (?:من|في) [\w\s]{3,25}|ذ(?:ات|و) صلة|Read (?:also|more)|Related(?: articles| stories| news)?)\W*",
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


def says_more(footer: Any) -> bool:
    """Return whether the footer of an article says something of it, such as what was corrected."""
    words = text_of(footer)
    paragraph = footer.getparent().tag == "article" and footer.find(".//p") is not None
    spoken = paragraph and linked_letters(footer) * 2 <= len(words)
    return spoken and not _RIGHTS.search(words) and not INVITES.search(words)


def is_beside(element: Any, part: Any) -> bool:
    """Return whether an element inside of a page's main `part` is by its words none of the article."""
    if element is part or element.tag not in _HOLDERS:
        return False
    if is_tool(element) or _offers_one(element) or (_is_alone(element) and _NO_TEXT.fullmatch(text_of(element))):
        return True
    if _invites(element) or _asks_consent(element) or _offers_more(element) or _lists_others(element, part):
        return True
    return (is_offer(element) or _opens_with(element, _APART)) and _is_lesser(element, part)


def _is_lesser(element: Any, part: Any) -> bool:
    """Return whether an element has less than half of the text of the part that it is in."""
    return len(text_of(element)) * 2 < len(text_of(part))


def _opens_with(element: Any, words: re.Pattern[str]) -> bool:
    """Return whether a box begins with a line, in an element of its own that is no link, of such words."""
    if element.tag not in ("div", "section", "aside", "ul", "ol") or element.find(".//h1") is not None:
        return False
    leaves = (one for one in element.iter() if isinstance(one.tag, str) and (one.text or "").strip())
    first = next(leaves, None)
    return first is not None and first is not element and first.tag != "a" and bool(words.fullmatch(text_of(first)))


def comments_in(part: Any) -> frozenset[Any]:
    """Return the elements of the readers' comments under the text: the heading with their number, and what follows."""
    found: set[Any] = set()
    for head in part.iter("div", "p", "span", "h2", "h3", "h4", "h5"):
        if head is part or len(head) > 1 or len(head.text or "") > _LONGEST_COUNT:
            continue
        if not _COUNTED.fullmatch(text_of(head)):
            continue
        above, under = (
            sum(len(text_of(one)) for one in head.itersiblings(preceding=before)) for before in (True, False)
        )
        if above > max(_COMMENTED, under):
            found |= {head, *head.itersiblings()}
    return frozenset(found)


_COMMENTED, _LONGEST_COUNT = 200, 60
_COUNTED = re.compile(
    r"(?:ال)?تعليقات(?: (?:القراء|الزوار))?\s*[:：]?\s*[(\[]?\s*[\d٠-٩]+\s*[)\]]?|"
    r"[(\[]?[\d٠-٩]+[)\]]?\s+تعليق(?:ا|ات)?|Comments\s*[(\[]\s*\d+\s*[)\]]|\d+ comments?",
    re.IGNORECASE,
)
#: What the comments of readers stand under, and the link to skip a box, which offers something else.
_APART = re.compile(
    rf"{_COUNTED.pattern}|(?:ال)?تعليقات(?: (?:القراء|الزوار|على (?:الخبر|المقال|الموضوع)))?|آراء القراء|Comments|"
    r"تخط(?:ى|ي|َّ|ّ)? .{1,40} وواصل القراءة|Skip .{1,40} and continue reading",
    re.IGNORECASE,
)
_HOLDERS = frozenset((
    "div", "section", "aside", "ul", "ol", "li", "p", "span", "b", "strong", "em", "h2", "h3", "h4", "h5", "h6",
    "small", "ins", "figcaption", "td", "a", "button",
))  # fmt: skip


def _is_alone(element: Any) -> bool:
    """Return whether an element can be a label or a count by itself, not one of the cells of a row."""
    return element.tag in _LABELS or (element.tag == "td" and len(element.getparent()) == 1)


def _invites(element: Any) -> bool:
    """Return whether an element is a button, by its class, to subscribe or to read something else."""
    words = text_of(element) if _BUTTON.search(element.get("class", "")) else ""
    return 0 < len(words) <= _LONGEST_BUTTON and bool(INVITES.search(words))


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
    named = (one for one in element.iter("h2", "h3", "h4", "h5", "p", "span", "strong", "b", "div"))
    lines = filter(None, (text_of(one) for one in named if one.tag != "div" or not len(one)))
    head = next(filter(_MORE.fullmatch, islice(lines, _HEADS)), "")
    if not head:
        return False
    also = [line for one in element.iter("p") if head in (line := text_of(one)) and line != head]  # to skip it, its end
    rest = len(text_of(element)) - len(head) - sum(map(len, also))
    return rest > 0 and linked_letters(element) >= rest * _SHARE_LINKED


def _lists_others(element: Any, part: Any) -> bool:
    """Return whether a box is a list of other articles, which need not be links: each has a heading, few have text."""
    if element.tag not in ("div", "section", "aside") or not _opens_with(element, _MORE):
        return False
    items = element.xpath(".//h3 | .//h4 | .//h5 | .//article")
    items = [one for one in items if not _MORE.fullmatch(text_of(one))]
    longest = max((len(text_of(one)) for one in element.iter("p")), default=0)
    return bool(items) and longest < _LONGEST_TEASER and _is_lesser(element, part)


_LONGEST_TEASER = 150


def _offers_one(element: Any) -> bool:
    """Return whether a line amid the text is a link to another article: «اقرأ أيضاً: …»."""
    words = text_of(element) if element.tag in _LINES and (element.text or len(element)) else ""
    label = _ALSO.match(words) if len(words) <= _LONGEST_OFFER else None
    linked = linked_letters(element) if label else 0
    whole = label is not None and 0 < len(words[label.end() :].strip()) <= linked
    return whole or (label is not None and bool(label[1]) and linked * 2 > len(words))


_LINES, _LONGEST_OFFER = frozenset(("p", "div", "b", "strong", "em", "span", "li", "h2", "h3", "h4", "h5")), 250
_ALSO = re.compile(
    r"\W*(?:[اإ]قر[أؤ](?:وا)? (?:[أا]يض[اًا]*|المزيد)|شاهد(?:وا)? [أا]يض[اًا]*|طالع(?:وا)? [أا]يض[اًا]*|للمزيد|Read also)"
    r"(?:\s*([:：])|\s)",
    re.IGNORECASE,
)
#: A link to skip the box may stand over its heading, and the box may say where it ends.
_HEADS, _SHARE_LINKED = 3, 0.75
