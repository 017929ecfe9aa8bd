"""Fixtures that many tests share."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from lxml import etree

from newsconvert.model import (
    Article,
    Emphasis,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Provenance,
    Quotation,
    Source,
    Strong,
    Text,
)
from support import ROOT, judges, tiers

Cli = Callable[..., tuple[int, str, str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the expected files anew; then read the diff")
    parser.addoption("--quick", action="store_true", help="leave out tests that start a judge, and those marked slow")
    parser.addoption("--no-judges", action="store_true", help="leave out tests whose judge is not installed")


def pytest_configure(config: pytest.Config) -> None:
    # How long an example takes says something of the machine, not of the program. Every run draws the same examples, so
    # that a change fails for what it changed; --hypothesis-profile=searching draws others.
    patient = settings(
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        phases=set(Phase) - {Phase.explain},
        print_blob=False,
    )
    settings.register_profile("searching", patient)
    settings.register_profile("repeatable", patient, derandomize=True)
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("repeatable")
    os.environ.pop("PYTHONUNBUFFERED", None)  # few users set it; without it programs buffer what they print
    judges.left_out = config.getoption("--no-judges")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--quick"):
        left_out = [item for item in items if not tiers.is_quick(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the judges that were missing, and how many tests wanted each."""
    reasons = [str(report.longrepr[-1]) for report in terminalreporter.stats.get("skipped", [])]
    wanted = Counter(reason.partition(judges.LEFT_OUT)[2] for reason in reasons if judges.LEFT_OUT in reason)
    if wanted:
        terminalreporter.section("left out: judges that are not installed", sep="=", yellow=True)
        for judge, count in sorted(wanted.items()):
            terminalreporter.line(f"{judge}: {count} tests")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Show what failed before pytest itself did, of which it says nothing then."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.INTERNAL_ERROR and isinstance(reporter, pytest.TerminalReporter):
        reporter.summary_errors()
        reporter.summary_failures()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def background() -> Iterator[None]:
    """Run the test as in the background, where a shell has SIGINT ignored."""
    here = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, here)


@pytest.fixture
def seed() -> Path:
    """The sample article that ships with the project."""
    return next((ROOT / "seeds").glob("*.txt"))


@pytest.fixture
def article() -> Article:
    """An article with every kind of block and inline, and lines in two directions."""
    return Article(
        headline="«صحافة الغد»: تقرير عن BBC و3.5% نموًّا في 2026",
        kicker="تقرير خاص",
        byline="كتب: محمد السيد",
        deck="الأعمال استمرت ثلاث سنوات",
        dateline="القاهرة (رويترز)",
        place="القاهرة",
        agency="رويترز",
        published=date(2026, 3, 14),
        body=(
            Paragraph((Text("قالَ المُحرِّرُ إنّ شركة Microsoft Corp. باعت 1,250 رخصةً (٢٥٪) يوم 12/5/2026."),)),
            Heading(2, (Text("أولاً: ما الذي تغيَّر؟"),)),
            Paragraph((
                Text("نصٌّ "), Strong((Text("مهمٌّ"),)), Text(" ثم "), Emphasis((Text("مؤكَّد"),)), Text(" ثم "),
                Link("https://example.org/a?b=1&c=2", (Text("رابط"),)), Text("."),
            )),
            Heading(3, (Text("Windows 11 في العناوين"),)),
            Quotation((Text("«الخبرُ مقدَّسٌ، والرأيُ حرّ»"),)),
            ItemList(False, ((Text("بندٌ أول"),), (Text("Second item بالعربية"),))),
            ItemList(True, ((Text("خطوة"),), (Text("خطوة أخرى، 1.2 مرة"),)), start=3),
            Paragraph((Text("پژوهشگران ایرانی می‌گویند کتاب‌ها و چاپ ہے ٹیکسٹ"),)),
        ),
        source=Source("وكالة الأنباء", "https://example.org/news/1", "المصدر: وكالة الأنباء",
                      datetime(2026, 3, 15, 8, 30, tzinfo=UTC)),
        provenance=Provenance("خبر.txt", "ab" * 32, "utf-8"),
    )  # fmt: skip


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file under tests/golden/, XML as XML, or write it there with --rewrite-golden."""

    def check(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--rewrite-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        wanted = path.read_text(encoding="utf-8")
        if name.endswith(".xml"):  # where namespaces are declared does not count
            assert etree.canonicalize(text).splitlines() == etree.canonicalize(wanted).splitlines()
        else:
            assert text == wanted

    return check


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run the command line in this process, in an empty folder; return its status and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    from newsconvert.cli import main

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["newsconvert", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()  # type: ignore[return-value]

    return call


@pytest.fixture(autouse=True)
def of_this_version(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents in tests of verification be those of another version, whose looks nobody knows.

    Those of this one are for modules that say so by `THIS_VERSION`.
    """
    if request.path.parent.name == "verification":
        from newsconvert import likeness, verification  # which other tests need not load

        verification._last.clear()
        if not getattr(request.module, "THIS_VERSION", False):
            monkeypatch.setattr(likeness, "_KNOWN", "newsconvert of another version")
