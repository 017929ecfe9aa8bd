"""Citations of articles for reference managers and reference lists: CSL-JSON, BibTeX, RIS, APA."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from .arabic import collation_key
from .languages import LABELLED, format_date, is_rtl_language, labels, month_name, number, primary, with_digits
from .model import Article
from .numerals import in_digits, majority
from .readers.structure.authors import authors


@dataclass(frozen=True, slots=True)
class Reference:
    """The bibliographic reference of an article. `container` is the newspaper, agency or site; `key` is ASCII.

    `key` is derived from the other fields only, so that equal references have equal keys. `digits` are those of the
    article's documents, for references in words.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    container: str | None
    issued: date | None
    accessed: date | None
    url: str | None
    language: str
    digits: str = "language"

    @property
    def numbering(self) -> str:
        """The tag of the language with the digits."""
        return with_digits(self.language, self.digits)


def reference(article: Article) -> Reference:
    """Return the reference of `article`. Line breaks in fields become spaces, because citation formats lack them."""
    source = article.source
    title = _line(article.headline)
    names = tuple(map(_line, authors(article.byline))) if article.byline else ()
    url = _address(_line(source.url)) if source and source.url else None
    container = _line(source.name) if source and source.name else _host(url)
    issued, accessed = article.published, source.retrieved if source else None
    told = "\0".join((title, *names, container or "", str(issued or ""), str(accessed or ""), url or ""))
    slug = re.sub("[^a-z0-9]+", "", _latin(_site(url) or container or (names[0] if names else "") or title))[:20]
    year = f"{issued.year:04}" if issued else "nd"
    key = f"{slug or 'article'}-{year}-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    return Reference(key, title, names, container, issued, accessed, url, article.language, in_digits(article).digits)


#: What an address in a reference may begin with; reference managers open it, and others run or disclose something.
_SCHEMES = frozenset(("http", "https", "ftp", "ftps", "mailto", "doi", "urn", "hdl", "ark", "info"))


def _address(url: str) -> str | None:
    """Return an address, or None for one that is not to be opened, such as `javascript:` or `file:`."""
    scheme = re.match(r"[\W_]*([a-z][a-z0-9+-]*)\s*:", url, re.IGNORECASE)
    unsafe = url.startswith(("\\\\", "/")) or (scheme and scheme[1].lower() not in _SCHEMES)
    return None if unsafe else url


def csl_json(entry: Reference) -> str:
    """Return `entry` as an object of CSL-JSON (Citation Style Language 1.0.2). Names are literal, never split."""
    value = {
        "id": entry.key,
        "type": "article-newspaper" if entry.container else "article",
        "title": entry.title,
        "author": [{"literal": name} for name in entry.authors],
        "container-title": entry.container,
        "issued": _date_parts(entry.issued),
        "accessed": _date_parts(entry.accessed),
        "URL": entry.url,
        "language": entry.language,
    }
    return json.dumps({name: field for name, field in value.items() if field}, ensure_ascii=False, indent=2)


def bibtex(entry: Reference) -> str:
    """Return `entry` for BibTeX and BibLaTeX, in UTF-8; braces protect names and letter case."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in entry.authors),
        "title": f"{{{_tex(entry.title)}}}",
        "journal": _tex(entry.container) if entry.container else "",
        "entrysubtype": "newspaper" if entry.container else "",
        "date": entry.issued and _day(entry.issued),
        "year": entry.issued and str(entry.issued.year),  # for BibTeX, which has no date field
        "url": entry.url and _tex_url(entry.url),
        "urldate": entry.accessed and _day(entry.accessed),
        "langid": _BABEL.get(primary(entry.language), ""),
    }
    kind = "article" if entry.container else "misc"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{entry.key},\n{lines}}}\n"


def ris(entry: Reference) -> str:
    """Return `entry` as RIS (Research Information Systems, 2011), with CRLF line ends as specified."""
    fields = [
        ("TY", "NEWS" if entry.container else "GEN"),
        ("ID", entry.key),
        # A comma would separate family name and given name.
        *(("AU", name.replace(",", "،")) for name in entry.authors),
        ("TI", entry.title),
        ("T2", entry.container),
        ("PY", entry.issued and f"{entry.issued.year:04}"),
        ("DA", entry.issued and _day(entry.issued, "/") + "/"),
        ("UR", entry.url),
        ("Y2", entry.accessed and _day(entry.accessed, "/") + "/"),
        ("LA", entry.language),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value or tag == "ER")


def apa(entry: Reference) -> str:
    """Return `entry` as a line of a reference list in APA style (seventh edition), in the form of its language.

    Author, then (year, day month), title, newspaper, address; «د.ت.» or "n.d." if there is no date. Without an author,
    the title comes first (section 9.12). In languages whose words for it are not known, there are none.
    """
    tag, says = entry.numbering, labels(entry.language)
    comma, last_of = ("، ", "، و") if is_rtl_language(tag) else (", ", ", & ")
    *others, last = entry.authors or ("",)
    names = f"{comma.join(others)}{last_of if primary(tag) in ('ar', 'en') else comma}{last}" if others else last
    issued = entry.issued
    when = f"{number(issued.year, tag)}{comma}{_month_and_day(issued, tag)}" if issued else says.undated
    if issued and primary(tag) not in LABELLED:
        when = format_date(issued, tag)
    when = f"({when})" if when else ""
    parts = [part for part in ([names, when, entry.title] if names else [entry.title, when]) if part]
    if entry.container and entry.container not in entry.authors:  # section 9.24: not twice
        parts.append(entry.container)
    text = " ".join(part if part.endswith((".", "؟", "?", "!", "…")) else f"{part}." for part in parts)
    if entry.url and entry.accessed and primary(tag) in _RETRIEVED:
        told = _RETRIEVED[primary(tag)]
        day = (
            f"{_month_and_day(entry.accessed, tag)}, {entry.accessed.year}"
            if primary(tag) == "en"
            else format_date(entry.accessed, tag)
        )
        text += f" {told.format(day=day, url=entry.url)}"
    elif entry.url:
        text += f" {entry.url}"
    return text + "\n"


_RETRIEVED = {"ar": "استُرجع في {day} من {url}", "en": "Retrieved {day}, from {url}"}


def _month_and_day(day: date, tag: str) -> str:
    """Return day and month in the order of the language."""
    month, figure = month_name(day.month, tag), number(day.day, tag)
    return f"{month} {figure}" if primary(tag) == "en" else f"{figure} {month}"


@dataclass(frozen=True, slots=True)
class Style:
    """A reference format: `function` writes one reference; `before`, `between` and `after` make a file of them."""

    name: str
    title: str
    suffix: str
    media_type: str
    function: Callable[[Reference], str]
    before: str = ""
    between: str = ""
    after: str = ""


STYLES = {
    style.name: style
    for style in (
        Style("csl-json", "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_json, "[", ",\n", "]\n"),
        Style("bibtex", "BibTeX", ".bib", "application/x-bibtex", bibtex, between="\n"),
        Style("ris", "RIS", ".ris", "application/x-research-info-systems", ris, between="\r\n"),
        Style("apa", "APA, seventh edition, in Arabic", ".txt", "text/plain", apa),
    )
}


def bibliography(articles: Iterable[Article], style: Style) -> Iterator[str]:
    """Yield a file of references in `style`, piece by piece; equal references are written once.

    Only keys are held in memory. The order is that of `articles`, except in APA, which sorts by author and title, and
    has the digits of most articles in all.
    """
    entries: Iterable[Reference] = map(reference, articles)
    if style.function is apa:
        entries = sorted(entries, key=_alphabetical)
        counts = Counter(entry.digits for entry in entries)
        digits = majority(counts["european"] - counts["arabic"])
        entries = [replace(entry, digits=digits) for entry in entries]
    seen: set[str] = set()
    yield style.before
    for entry in entries:
        if entry.key not in seen:
            yield (style.between if seen else "") + style.function(entry)
            seen.add(entry.key)
    yield style.after


def _alphabetical(entry: Reference) -> tuple[tuple[bool, str], str]:
    return collation_key(" ".join((*entry.authors, entry.title))), entry.key


def _line(text: str) -> str:
    return " ".join("".join(c for c in text if c in "\t\n\r\x85" or unicodedata.category(c) != "Cc").split())


def _day(day: date, mark: str = "-") -> str:
    return f"{day.year:04}{mark}{day.month:02}{mark}{day.day:02}"


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


_BABEL = {"ar": "arabic", "fa": "persian", "ur": "urdu", "en": "english", "fr": "french"}
_TEX = {
    "\\": "{\\textbackslash}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
    **{mark: "\\" + mark for mark in "%&#$_{}"},
}
# BibTeX counts braces, even after a backslash.
_LONE_BRACES = {"\\{": "{\\textbraceleft}", "\\}": "{\\textbraceright}"}


def _tex(text: str) -> str:
    depth, pairs = 0, True
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        pairs = pairs and depth >= 0
    escaped = (_TEX.get(character, character) for character in text)
    return "".join(escaped if pairs and not depth else (_LONE_BRACES.get(part, part) for part in escaped))


def _tex_url(url: str) -> str:
    """Return `url` for BibLaTeX, verbatim but for braces, which would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # an invalid IPv6 address in brackets
        return None
    return host.removeprefix("www.") if host else None


def _site(url: str | None) -> str:
    """Return the name of the site from its host: `aljazeera` for www.aljazeera.net."""
    labels = (_host(url) or "").split(".")
    return next((label for label in reversed(labels[:-1]) if len(label) > 3 and label.isascii()), "")


_LATIN = str.maketrans({
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d",
    "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh",
    "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ى": "a", "ة": "a",
    "ئ": "", "ؤ": "w", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y",
})  # fmt: skip


def _latin(text: str) -> str:
    """Return `text` transliterated to ASCII letters, for keys only."""
    return unicodedata.normalize("NFKD", text.translate(_LATIN)).encode("ascii", "ignore").decode().lower()
