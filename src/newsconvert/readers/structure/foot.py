"""The foot of an article: its source, end marks, the author's name, contacts, links to other articles."""

from __future__ import annotations

from .citations import cited_source, source_line
from .ends import about, boilerplate, caption, pull_out, titles_contacts
from .line import LONG, Page, Verdict
from .links import URL
from .registry import decide
from .times import is_timed_row

#: So many lines at the end may be none of the text.
_FOOT_LINES = 14
#: A line of more words is a paragraph, but for those under the title of what is said of a firm.
_MOST_WORDS = 30


def read_foot(page: Page, head: int) -> None:
    """Settle the lines after the last paragraph, from the last one upwards; none of the first `head` is asked."""
    last = len(page.lines) - 1
    _sections(page, head)
    cited: list[int] = []
    at = last
    while at >= head and last - at < _FOOT_LINES:
        if page.verdicts[at] is None:
            if len(page.lines[at].text) > LONG or is_timed_row(page, at):
                break
            if not decide(page, at, "end") and not decide(page, at, "foot"):
                break
            verdict = page.verdicts[at]
            if verdict is not None and verdict.role == "citation":
                cited.append(at)
        at -= 1
    _choose(page, cited)
    if not cited:
        _cited_amid(page, head)


def _cited_amid(page: Page, head: int) -> None:
    """Settle the one line of the second half that is labelled as the source, under no table: a page or a sender adds more below."""
    first = max(head, len(page.lines) // 2)
    labelled = [at for at in range(first, len(page.lines)) if page.lines[at].bare.startswith("المصدر")]
    if len(labelled) != 1 or page.verdicts[labelled[0]] is not None or page.lines[labelled[0]].words > 8:
        return
    verdict = source_line(page, labelled[0])
    if verdict and verdict.confidence > 0.9 and not {"\t", "|"}.intersection(page.lines[labelled[0] - 1].text):
        page.settle(labelled[0], "source line", verdict)


def _sections(page: Page, head: int) -> None:
    """Settle links to other articles with their titles, and what a press release says of its firm."""
    release = False
    for at in range(max(head, len(page.lines) // 2), len(page.lines)):
        if page.verdicts[at] is not None or (page.lines[at].words > _MOST_WORDS and not release):
            continue
        if source_line(page, at):
            continue
        if release or boilerplate(page, at):
            if not release and not any(verdict and verdict.role == "citation" for verdict in page.verdicts[at:]):
                release = True
            following = page.next(at)
            if following and titles_contacts(page.lines[at], page.lines[at + 1 : at + 4]):
                page.settle(at, "contacts", Verdict("heading", 0.7))
            elif following and following.words >= 8 and about(page.lines[at]):
                page.settle(at, "about the firm", Verdict("heading", 0.75))
            elif not decide(page, at, "end"):
                page.settle(at, "contact", Verdict("paragraph", 0.7))
        elif (verdict := pull_out(page, at)) and not caption(page, at):
            page.settle(at, "pull-out", verdict)


def _choose(page: Page, cited: list[int]) -> None:
    """Leave one citation: the line that names the source; an address on the line after it belongs to it."""
    ranks = {"source line": 0, "rights": 1, "agency's signature": 2, "bare address": 3}
    addresses = {at for at in cited if not cited_source(page.lines[at].text).name}
    ranked = sorted(cited, key=lambda at: (ranks[page.rules[at]] + 2 * (at in addresses), -at))
    for at in ranked[1:]:
        if at in addresses and at - 1 == ranked[0] and not URL.search(page.lines[at - 1].text):
            page.settle(at, "address of the source", Verdict("citation", 0.9))
        else:
            page.settle(at, page.rules[at], Verdict("paragraph", 0.7))
    if ranked and page.rules[ranked[0]] == "bare address" and ranked[0] < len(page.lines) - 3:
        page.unsettle(ranked[0])
