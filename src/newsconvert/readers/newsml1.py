"""Items of NewsML 1 (IPTC) as records: the text of their components, with the pictures and captions beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .columns import REST
from .credits import read_credit
from .feeds import figure
from .markupxml import child, children, local, text
from .newsml import with_inline
from .unread import texts, unread

_CAPTION = re.compile(r"caption|legend|cutline", re.IGNORECASE)
_PICTURE = re.compile(r"photo|image|picture|graphic|\.(?:jpe?g|png|gif|webp|tiff?)$", re.IGNORECASE)
_SMALL = re.compile(r"thumb|icon|quick|preview", re.IGNORECASE)


def newsml1(root: Any) -> Iterator[dict[str, Any]]:
    """Yield the components that hold a text as records; a caption belongs to the picture or the text beside it."""
    components = [one for one in root.iter("{*}NewsComponent") if _data_of(one) is not None]
    captions = [one for one in components if _is_caption(one)]
    articles = [one for one in components if one not in captions]
    taken: set[Any] = set()
    for caption in captions:  # of a picture without an article
        if not any(_scope_of(one) is _scope_of(caption) for one in articles):
            articles.append(caption)
    for component in sorted(articles, key=components.index):
        scope = _scope_of(component)
        beside = [one for one in captions if one is not component and _scope_of(one) is scope and one not in taken]
        taken.update(beside)
        row = _record(component, beside, [one for one in articles if one is not component])
        yield {name: value for name, value in row.items() if value}


def _record(component: Any, captions: list[Any], others: list[Any]) -> dict[str, Any]:
    around = _around(component)
    item = around[-1]
    apart = [one if one not in around else _data_of(one) for one in others]
    said = texts(item, apart)
    lines = next((found for one in around if (found := child(one, "NewsLines")) is not None), None)
    managed = child(item, "NewsManagement")
    party = next((one for one in item.iter("{*}Party") if local(one.getparent()) == "Provider"), None)
    provider = party.get("FormalName", "") if party is not None else ""
    dateline = text(child(lines, "DateLine"))
    row: dict[str, Any] = {
        "headline": text(child(lines, "HeadLine")),
        "deck": text(child(lines, "SubHeadLine")),
        "byline": text(child(lines, "ByLine")),
        "dateline": dateline,
        "place": read_credit(dateline).get("place", "") if dateline else "",
        "published": _day(text(child(managed, "FirstCreated")) or text(child(managed, "ThisRevisionCreated"))),
        "agency": provider,
        "source": text(child(lines, "CreditLine")) or provider,
    }
    figures = _figures(component, captions, others)
    row, body = with_inline(row, _data_of(component))
    if _is_caption(component) and figures:
        body = ""  # it stands under its picture
    row["content"] = "".join((body, *figures))
    return {**row, REST: unread(said, row)}


def _figures(component: Any, captions: list[Any], others: list[Any]) -> list[str]:
    """Return the pictures beside a text as figures of HTML, and captions without one as figures of words alone."""
    found: dict[str, str] = {}
    words: list[str] = []
    for caption in [*captions, *([component] if _is_caption(component) else [])]:
        boxes = _within(caption, _scope_of(component))
        address = next((found for box in boxes for found in _pictures(box, others)), None)
        if address is None and caption is not component:
            words.append(f"<p>{text(_data_of(caption))}</p>")
        elif address is not None:
            found.setdefault(address, text(_data_of(caption)))
    scope = _scope_of(component)
    for address in _pictures(scope, others):
        if not found:  # several are sizes of one picture
            found[address] = ""
    return [*(figure(address, caption) for address, caption in found.items()), *words]


def _around(component: Any) -> list[Any]:
    """Return a component with those around it and the item, from the inside."""
    return [component, *component.iterancestors("{*}NewsComponent", "{*}NewsItem")]


def _within(component: Any, scope: Any) -> list[Any]:
    """Return a component and those around it, up to one."""
    around = _around(component)
    return around[: around.index(scope) + 1]


def _pictures(box: Any, others: list[Any]) -> list[str]:
    """Return the addresses of the pictures in a component, but those of other articles; the small ones last."""
    found: list[tuple[bool, str]] = []
    for content in box.iter("{*}ContentItem"):
        if any(above in others for above in content.iterancestors()):
            continue
        kinds = (child(content, name) for name in ("MediaType", "MimeType", "Format"))
        said = [one.get("FormalName", "") for one in kinds if one is not None]
        address = content.get("Href", "")
        if address and (_PICTURE.search(" ".join(said)) or _PICTURE.search(address)):
            role = child(content.getparent(), "Role")
            small = role is not None and bool(_SMALL.search(role.get("FormalName", "")))
            found.append((small, address))
    return [address for _, address in sorted(found, key=lambda one: one[0])]


def _data_of(component: Any) -> Any:
    """Return the text of a component itself, and not of one inside; None without."""
    for content in children(component, "ContentItem"):
        found = next((one for one in content.iter("{*}DataContent") if text(one)), None)
        if found is not None:
            return found
    return None


def _is_caption(component: Any) -> bool:
    role = child(component, "Role")
    return role is not None and bool(_CAPTION.search(role.get("FormalName", "")))


def _scope_of(component: Any) -> Any:
    """Return the component whose headline a text has, or else the whole item."""
    around = _around(component)
    return next((one for one in around if child(one, "NewsLines", "HeadLine") is not None), around[-1])


def _day(stamp: str) -> str:
    """Return a time of ISO 8601 in its basic form, «20110211T155500Z», in its extended one."""
    return re.sub(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)", r"\1-\2-\3T\4:\5:\6", stamp)
