"""Messages that pass another one on: the mark before their subject, and the head of the other one in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from .elements import raw_text, remove
from .fragments import parse_fragment
from .mailquotes import split_quoted
from .overrides import stated_date
from .structure.mailheads import ADDRESS, ANSWERS, FORWARDED, read_field

_PASSED_ON = re.compile(r"(?:Fwd?|Tr|تحويل|إعادة توجيه|إعادة إرسال)\b", re.IGNORECASE)
_VOWELS = re.compile("[\u064b-\u0652]")
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of the message that is passed on says: its lines, its subject and sender, and when it was sent."""

    words: str
    subject: str
    sender: str | None
    sent: date | None


def split_subject(subject: str) -> tuple[str, str, bool]:
    """Return a subject without the marks of answers («Fwd:», «رد:»), these, and whether the message is passed on."""
    rest = ANSWERS.sub("", subject)
    marks = subject[: len(subject) - len(rest)].strip()
    return (rest, marks, bool(_PASSED_ON.search(marks))) if rest else (subject, "", False)


def cut_text(text: str) -> tuple[str, Head | None]:
    """Return a text without the head of the message that it passes on, and the head; quoted lines lose their marks."""
    lines = text.split("\n")
    split = [split_quoted(line) for line in lines]
    end = 0
    for at, (depth, words) in enumerate(split):
        begins = _begins(words)
        if at < end or not (begins or _field(words)):  # what a run of fields lacks, the rest of it lacks too
            continue
        first = next((one for one in range(at + begins, len(split)) if split[one][1].strip()), len(split))
        end = next((one for one in range(first, len(split)) if not _field(split[one][1])), len(split))
        head = _head([words] * begins + [one[1] for one in split[first:end]])
        if head is None:
            continue
        body = lines[end:]
        quoted = [one for one in body if one.strip()]
        if quoted and (depth or split[first][0]) and all(split_quoted(one)[0] for one in quoted):
            body = [re.sub(r"^> ?", "", one) for one in body]
        return "\n".join([*lines[:at], *body]), head
    return text, None


def cut_markup(markup: str) -> tuple[str, Head | None]:
    """Return the HTML of a message without the head of the message that it passes on, and the head."""
    from lxml import html as page

    tree = parse_fragment(markup)
    for element in tree.iter("div", "p", "td", "blockquote") if tree is not None else ():
        lines = [line for line in raw_text(element).split("\n") if line.strip()]
        if not lines or sum(map(len, lines)) > _LONGEST or not all(_begins(line) or _field(line) for line in lines):
            continue
        if (head := _head(lines)) is not None:
            remove(element)
            return page.tostring(tree, encoding="unicode"), head
    return markup, None


def _begins(line: str) -> bool:
    return bool(FORWARDED.match(_VOWELS.sub("", line.strip())))


def _field(line: str) -> Any:
    return read_field(line.strip())


def _head(lines: list[str]) -> Head | None:
    fields = dict(reversed([field for line in lines if (field := _field(line))]))
    if "from" not in fields or not fields.keys() & {"subject", "date"}:
        return None
    sender = ADDRESS.sub("", fields["from"]).strip(" \"'<>()[]،,") or fields["from"]
    subject = split_subject(fields.get("subject", ""))[0]
    return Head(" ".join(" ".join(lines).split()), subject, sender or None, stated_date(fields.get("date")))
