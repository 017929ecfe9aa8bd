"""Messages of Telegram as its programs export them in JSON (telegram.org/blog/export-and-more), as records."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

#: Elements for the kinds of pieces that the text of a message has; other pieces are their text.
_TAGS = {"bold": "b", "italic": "i", "strikethrough": "s", "code": "code", "pre": "code", "blockquote": "blockquote"}


def exported_messages(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return records of the messages with a text or a poll in an export, with the name of the channel as the source."""
    return [*_records(value)]


def is_export(value: Any) -> bool:
    """Return whether a value is the export of one chat."""
    messages = value.get("messages") if isinstance(value, dict) else None
    if not isinstance(messages, list) or not messages:
        return False
    return all(isinstance(one, dict) and {"id", "type", "date"} <= one.keys() for one in messages)


def _records(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for message in value["messages"]:
        lines = _text(message.get("text")) + _poll(message.get("poll"))
        if message["type"] == "message" and lines.strip():
            record = {name: one for name, one in message.items() if name not in ("text", "poll", "photo")}
            record |= {"body": lines.replace("\n", "<br>"), "source": value.get("name")}
            if isinstance(photo := message.get("photo"), str):
                record["image"] = photo
            yield record


def _text(pieces: Any) -> str:
    """Return the text of a message, which is a string or a list of strings and of pieces with a kind, as HTML."""
    found = []
    for piece in pieces if isinstance(pieces, list) else [pieces]:
        text = escape(str(piece.get("text", "") if isinstance(piece, dict) else piece or ""), quote=False)
        kind = piece.get("type") if isinstance(piece, dict) else None
        if kind == "text_link" or (kind == "link" and text):
            text = f'<a href="{escape(str(piece.get("href") or piece["text"]))}">{text}</a>'
        elif kind in _TAGS:
            text = f"<{_TAGS[kind]}>{text}</{_TAGS[kind]}>"
        elif kind == "spoiler":  # which a reader opens
            text = f"<span>{text}</span>"
        found.append(text)
    return "".join(found)


def _poll(poll: Any) -> str:
    """Return the question of a poll as a line, perhaps with how many voted, and its answers with their votes."""
    if not isinstance(poll, dict):
        return ""
    answers = [one for one in poll.get("answers", ()) if isinstance(one, dict)]
    items = "".join(f"<li>{escape(_plain(one.get('text')))}: {one.get('voters', 0)}</li>" for one in answers)
    total = poll.get("total_voters", 0)  # fewer than the votes where a voter has several
    voters = f" ({total})" if total and total != sum(one.get("voters", 0) for one in answers) else ""
    return f"<p>{escape(_plain(poll.get('question')))}{voters}</p><ul>{items}</ul>"


def _plain(value: Any) -> str:
    """Return a text of a poll, which newer programs write as an object or a list of pieces."""
    if isinstance(value, dict):
        return _plain(value.get("text"))
    return "".join(map(_plain, value)) if isinstance(value, list) else str(value or "")
