"""Columns of corpora: which field each holds, by the mapping or by the names that programs commonly give them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from html import unescape
from typing import Any

from ..errors import InputError, OptionError
from ..options import ReaderOptions
from ..result import Kind, Warning
from .editorblocks import stored_blocks
from .overrides import names
from .unread import unread_inside

#: Usual column names, the most specific first; letter case, spaces, hyphens and underscores are ignored. They are those
#: of newspaper3k, news-please, trafilatura, Readability, NewsAPI, WordPress, wallabag, JSON Feed 1.1, NinJS 1.3 and 2.0
#: (IPTC) and schema.org.
_COLUMNS = {
    "headline": """headline title post_title article_title headlines news_title web_title العنوان عنوان
        عنوان_الخبر عنوان_المقال عنوان_المقالة العنوان_الرئيسي""",
    "body": """body_xhtml body_html body content_html post_content content maintext full_text article_text article_body
        body_text content_text text_content text article bodies raw_text story paragraphs text_list content_list
        content_elements content_blocks body_blocks rich_text richtext editor_content
        النص المحتوى نص المتن محتوى نص_الخبر نص_المقال نص_المقالة متن_الخبر محتوى_الخبر تفاصيل_الخبر
        post_excerpt excerpt description summary""",
    "byline": """byline author authors post_author creator dc_creator by bylines author_name writer published_by
        reporter journalist الكاتب المؤلف المحرر كاتب اسم_الكاتب""",
    "published": """published date_published date_publish published_at publish_date publication_date published_time
        published_on publish_time publication_time pub_time pub_date first_publish_date display_date
        date post_date post_time first_published first_created content_created version_created created_at
        created datetime timestamp web_publication_date التاريخ تاريخ_النشر تاريخ""",
    "published_utc": "date_gmt post_date_gmt",
    "retrieved": "retrieved date_extracted date_download crawled_at scraped_at retrieved_at fetched_at",
    "source": """source publisher site site_name newspaper source_name sitename source_hostname hostname domain_name
        source_domain infosource outlet copyright_holder provider المصدر الصحيفة الجريدة الموقع""",
    "url": "url link web_url article_url canonical_url permalink given_url guid source_url source الرابط رابط",
    "language": "language lang in_language",
    "dateline": "dateline",
    "kicker": "kicker",
    "deck": """deck standfirst subtitle sub_title subheadline subhead alternative_headline subheadlines trail_text
        abstract العنوان_الفرعي""",
    "place": "place located",
    "agency": "agency",
    "picture": """image top_image url_to_image image_url preview_picture featured_image thumbnail picture photo
        image_urls images الصورة صورة""",
}
#: Aliases of the fields in a mapping.
_ALIASES = {"title": "headline", "author": "byline", "content": "body", "text": "body", "date": "published"}
#: Columns that hold a record as a whole, where the record itself has no text.
_WRAPPERS = ("_source", "article", "data", "fields", "post", "doc", "document", "item", "news", "attributes")
#: Columns that hold facts of an article beside its text.
_FACTS = ("meta", "metadata", "info", "headers")


#: A column of texts that are known to be in no other, by their names in the source.
REST = "(rest)"


def _key(name: object) -> str:
    return re.sub(r"[\s_@-]", "", str(name)).lower()


_KEYS = {field: [_key(name) for name in listed.split()] for field, listed in _COLUMNS.items()}


def fields_named(names: Sequence[str]) -> set[str]:
    """Return the fields of which `names` are usual columns."""
    keys = {*map(_key, names)}
    return {field for field, known in _KEYS.items() if not keys.isdisjoint(known)}


class Columns:
    """The columns of each field: those in the mapping, then those with usual names."""

    def __init__(self, options: ReaderOptions) -> None:
        self._pairs = options.mapping
        self._first = options.first_record
        self._known: tuple[str, ...] | None = None
        self._fields: dict[str, list[str]] = {}
        self._unmapped: list[str] = []
        self._named: set[str] = set()
        self._ignored: tuple[str, ...] = ()
        for pair in self._pairs:
            if not any(_field(name) for name in pair):
                raise _no_field(pair)

    def of(self, columns: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the columns of each field, the most specific first."""
        if columns != self._known:
            self._known, self._fields = columns, self._columns_of_fields(columns)
        return self._fields

    def usable_columns(self, columns: Sequence[str]) -> list[str]:
        """Return those of `columns` that may hold a field, or all of them, for the error message, if none does."""
        found = {column for columns_ in self.of(tuple(columns)).values() for column in columns_}
        found |= {name for name in columns if found and name.lower() in (*_WRAPPERS, *_FACTS)}
        self._ignored = tuple(column for column in columns if column not in found) if found else ()
        return [column for column in columns if column in found] or list(columns)

    def check(self, columns: tuple[str, ...]) -> None:
        """Raise InputError if none of `columns` holds text, OptionError if a mapped one is missing."""
        fields = self.of(columns)
        if not {"headline", "body"} & fields.keys():
            raise InputError(f"no column holds headline or body ({list_columns(columns)}); name them with --map.")
        if self._unmapped:
            raise OptionError(
                f"--map {self._unmapped[0]}: there is no such column; the columns are: {list_columns(columns)}."
            )

    def unwrap(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a record with the columns that one of its columns holds, where it has no text itself."""
        bodies = self.of(tuple(row)).get("body", ())
        row = {**row, **{name: stored for name in bodies if (stored := _parsed_blocks(row[name])) is not None}}
        if all(name in _WRAPPERS and isinstance(row[name], dict) for name in bodies):
            for name in _WRAPPERS:
                if isinstance(inner := row.get(name), dict) and "body" in self.of(tuple(inner)):
                    return {**{key: value for key, value in row.items() if key != name}, **inner}
        for name in [name for name in row if str(name).lower() in _FACTS]:
            if isinstance(inner := row[name], dict) and self.of(tuple(inner)).keys() - {"body"}:
                row = {**inner, **{key: value for key, value in row.items() if key != name}}
        if "picture" not in self.of(tuple(row)) and (pictures := _associated(row.get("associations"))):
            row = {**row, "picture": pictures}
        if "picture" not in self.of(tuple(row)) and (featured := _featured(row.get("_embedded"))):
            row = {**row, "picture": featured}
        credits_ = row.get("credits")  # of Arc XP
        if isinstance(credits_, dict) and credits_.get("by") and "byline" not in self.of(tuple(row)):
            row = {**{name: value for name, value in row.items() if name != "credits"}, "byline": credits_["by"]}
        embedded = row.get("_embedded")  # the author in the REST API of WordPress, where `author` is a number
        if isinstance(embedded, dict) and "author" in embedded and not isinstance(row.get("author"), str):
            return {**row, "author": embedded["author"]}
        return row

    def list_unused(self, row: Mapping[str, Any], used: set[str]) -> str:
        """Return the columns of a record that nothing used, or all of them if there are none, for a message."""
        if unused := _names_of(row, used):
            return f"columns that were not used: {list_columns(unused)}"
        return f"columns: {list_columns(sorted(map(str, row))) or 'none'}"

    def warn_of_unused(self, row: Mapping[str, Any], used: set[str], shown: Callable[[], str]) -> tuple[Warning, ...]:
        """Return a warning of the columns that nothing used, each the first time in a file that it holds a value.

        So of what is inside of the others, as `column.key`, where it is not in the letters that are `shown`.
        """
        if self._first > 1:  # a part of a file, whose first record has the warning
            return ()
        ignored, self._ignored = self._ignored, ()
        used = used | {"associations"} if "picture" in used else used  # where the pictures of NinJS are
        inside = dict.fromkeys(unread_inside(row, [one for one in row if one in used], shown))
        found = [one for one in (*_names_of(row, used), *ignored, *inside) if one not in self._named]
        if not found:
            return ()
        self._named.update(found)
        told = f"{len(found)} column(s) were not used: {list_columns(found)}; name them with --map."
        return (Warning(Kind.UNUSED_COLUMN, told, len(found)),)

    def _columns_of_fields(self, columns: tuple[str, ...]) -> dict[str, list[str]]:
        fields: dict[str, list[str]] = {}
        mapped: set[str] = set()
        self._unmapped = []
        for pair in self._pairs:
            # COLUMN=FIELD, or FIELD=COLUMN if only that is possible.
            ways = [way for way in (pair, pair[::-1]) if way[0] in columns and _field(way[1])]
            if ways:
                column, field = ways[0]
                fields.setdefault(_field(field) or field, []).append(column)
                mapped.add(column)
            elif pair[0] in columns and not _field(pair[1]):
                raise _no_field(pair)
            else:
                self._unmapped.append("=".join(pair))
        usual = {_key(column): column for column in reversed(columns) if column not in mapped}
        for field, named in _KEYS.items():
            if found := [usual[name] for name in named if name in usual]:
                fields.setdefault(field, []).extend(found)
        return fields


def _parsed_blocks(value: Any) -> Any:
    """Return what an editor stored, of which a value is the notation in JSON, as tables have it; None for any other."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return None
    with suppress(ValueError, RecursionError):
        found = json.loads(value)
        return found if stored_blocks(found) is not None else None
    return None


def _featured(embedded: Any) -> dict[str, Any] | None:
    """Return the picture above an article in the REST API of WordPress."""
    media = embedded.get("wp:featuredmedia") if isinstance(embedded, dict) else None
    first = media[0] if isinstance(media, list) and media and isinstance(media[0], dict) else {}
    caption = re.sub(r"<[^>]*>", "", str(plain_value(first.get("caption")) or "")).strip()
    picture = {"url": first.get("source_url"), "caption": unescape(caption), "alt": first.get("alt_text")}
    return picture if picture["url"] else None


def _associated(value: Any) -> list[dict[str, Any]]:
    """Return the pictures that an item of NinJS has beside its text, each in its largest rendition."""
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    found = []
    for item in items:
        if not isinstance(item, dict) or item.get("type", "picture") not in ("picture", "graphic"):
            continue
        renditions = item.get("renditions")
        ways = list(renditions.values()) if isinstance(renditions, dict) else renditions
        ways = [one for one in ways or [] if isinstance(one, dict) and isinstance(one.get("href"), str)]
        if ways:
            largest = max(ways, key=lambda one: one["width"] if isinstance(one.get("width"), int) else 0)
            captions = [text for key in _CAPTIONS if isinstance(text := plain_value(item.get(key)), str) and text]
            credit = next((text for key in _CREDITS if isinstance(text := plain_value(item.get(key)), str)), None)
            title = next((text for text in captions[1:] if text not in captions[0]), None)
            found.append(
                {"url": largest["href"], "caption": next(iter(captions), None), "credit": credit, "alt": title}
            )
    return found


_CAPTIONS = ("description_text", "descriptions", "body_text", "headline", "headlines", "title")
_CREDITS = ("byline", "bylines", "creditline", "copyrightholder")


def _names_of(row: Mapping[str, Any], used: set[str]) -> list[str]:
    return [str(name) for name, value in row.items() if name not in used and not is_blank(value) and name != REST]


def warn_of_rest(rest: Mapping[str, Sequence[str]]) -> tuple[Warning, ...]:
    """Return a warning of what an item states, by its name, that is in none of the columns."""
    if not rest:
        return ()
    passages = tuple(words for said in rest.values() for words in said)
    count, size = sum(len(said) or 1 for said in rest.values()), sum(len("".join(one.split())) for one in passages)
    told = f"{count} element(s) of the item were left out ({size} characters): {', '.join(rest)}."
    return (Warning(Kind.UNUSED_COLUMN, told, count, size, passages),)


def _no_field(pair: tuple[str, str]) -> OptionError:
    return OptionError(f"--map {'='.join(pair)}: {pair[1]!r} is not a field; the fields are: {', '.join(_COLUMNS)}.")


def list_columns(columns: Sequence[str]) -> str:
    """Return the names of columns for a message."""
    return ", ".join(columns[:20]) + (f" and {len(columns) - 20} more" if len(columns) > 20 else "")


def _field(name: str) -> str | None:
    name = _ALIASES.get(name, name)
    return name if name in _COLUMNS else None


# Values


_HOLDERS = ("rendered", "$date", "$numberLong", "#text", "main", "original")


def plain_value(value: Any) -> Any:
    """Return what an object of one program's making holds.

    That is `{"rendered": …}` of WordPress, `{"$date": …}` and the like of MongoDB (Extended JSON 2), `{"main": …}` of
    the New York Times, lists of `{"role": …, "value": …}` in NinJS 2.0, of which the main one counts, and lists that
    tables have as text.
    """
    if isinstance(value, str) and (listed := _listed(value)) is not None:
        return listed
    for _ in range(3):
        if isinstance(value, dict) and (inner := next((value[name] for name in _HOLDERS if name in value), None)):
            value = inner
        elif isinstance(value, list) and value and all(isinstance(one, dict) and "value" in one for one in value):
            main = [one for one in value if one.get("role") == "main"] or value
            html = [one for one in main if "html" in str(one.get("contenttype", ""))]
            value = (html or main)[0]["value"]
        else:
            break
    return value


def _listed(text: str) -> list[Any] | None:
    """Return the list that a text is the notation of, in JSON or Python; None for any other text."""
    if not re.fullmatch(r"\s*\[(?:\s*['\"{].*|\s*)\]\s*", text, re.DOTALL):
        return None
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            if isinstance(found := read(text.strip()), list):
                return found
    return None


def is_blank(value: Any) -> bool:
    """Return whether a value states nothing."""
    return value in (None, "", [], {}, "[]", "{}") or value != value or not str(value).strip()  # noqa: PLR0124 - NaN


def is_number(value: Any) -> bool:
    """Return whether a value is a number, perhaps as text."""
    return isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdecimal())


#: A line break as a program's notation writes it, in a text that has no other.
_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n(?=\\|\s|[\u0600-\u06ff<«\"(]|$)")


def body_text(value: Any) -> str | None:
    """Return the text of a body, which may be a list of paragraphs, or of objects with a text each, or of blocks."""
    if markup := stored_blocks(value):
        return markup
    if isinstance(value, list):
        lines = [body_text(one) for one in value if not is_blank(one)]
        return "\n".join(line for line in lines if line) if lines and all(lines) else None
    if isinstance(value, dict):
        keys = ("html", "text", "content", "value", "paragraph", "body")
        return next((text for key in keys if (text := body_text(value.get(key)))), None)
    if isinstance(value, str) and "\n" not in value and _WRITTEN_BREAK.search(value):
        value = re.sub(r"\\r\\n|\\n", "\n", value)
    return value if isinstance(value, str) and value.strip() else None


def web_address(value: Any) -> str | None:
    """Return the address in a value, None if it is not one."""
    text = unescape(names(value) or "")
    return text if re.fullmatch(r"(?:https?://|[\w.-]+\.[a-z]{2,}/)\S+", text, re.IGNORECASE) else None


def site_name(value: Any) -> str | None:
    """Return the name of a source, None where it is an address."""
    text = names(value)
    return None if text is None or re.match(r"https?://", text, re.IGNORECASE) else text
