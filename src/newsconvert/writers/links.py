"""Which addresses may become links in a document."""

from __future__ import annotations

import re

from ..patterns import pattern

# Addresses that are safe and well formed (RFC 3986, section 3), without user names and IPv6 hosts.
_PART = r"""(?:[^\s\x00-\x1f\x7f<>"{}|\\^`%#\[\]]|%[0-9A-Fa-f]{2})"""
_HOST = r"""[^\s/?#@:%<>"{}|\\^`\[\]]+(?::\d{1,5})?"""
#: Addresses of the web, of files for everyone, of mail (RFC 6068) and of telephones (RFC 3966, RFC 5724).
_SAFE_LINK = pattern(
    rf"(?:(?:https?|ftps?)://{_HOST}(?:[/?]{_PART}*)?|mailto:{_PART}+|(?:tel|sms):\+?[\d*][\d().*-]*(?:[;?]{_PART}*)?)(?:#{_PART}*)?",
    re.IGNORECASE,
)


def is_safe_link(url: str) -> bool:
    """Return whether `url` may become a link: a well-formed http, https, ftp, ftps, mailto, tel or sms address."""
    return _SAFE_LINK.fullmatch(url) is not None
