"""Patterns are compiled once, and kept for the next run; a cache that is damaged or lacking changes nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from newsconvert import keeping, patterns

CASES = [
    (r"^(?P<day>\d{1,2})\s+(?P<month>يناير|مايو|[ء-ي]{3,9})(?:\s+(\d{4}))?$", 0),
    ("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", 0),
    (r"(?:http|ftp)s?://\S+", re.IGNORECASE | re.ASCII),
    (r"^a.*?(?=b)$", re.MULTILINE | re.DOTALL),
    (r"""(?P<sign>[+-]) (?(sign) \d | x)  # conditional""", re.VERBOSE),
]
TEXTS = ["12 مايو 2024", "7 يناير", "a\x00b\ufffe", "HTTPS://Example.org/ä", "a\nxb\nac\nb", "+5", "نص"]
#: A reader of texts, and whether it compiled what it read with.
PROGRAM = """
import re, sys
import newsconvert
from newsconvert import patterns
counted = []
plain = re._compiler.compile
re._compiler.compile = lambda *args: counted.append(args) or plain(*args)
print(newsconvert.read_text("القاهرة - 12 مايو 2024 (أ ش أ) - قال الوزير.\\n\\nنص."))
print(len(counted), file=sys.stderr)
patterns.keep_compiled()
"""


def read(cache: Path) -> tuple[str, int]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, capture_output=True, text=True)
    return done.stdout, int(done.stderr)


def only_file(cache: Path) -> Path:
    (path,) = (cache / "newsconvert").glob("patterns-*")
    return path


@pytest.mark.parametrize(("text", "flags"), CASES)
def test_a_kept_pattern_finds_what_a_compiled_one_does(text: str, flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = patterns._parts(text, int(flags))
    monkeypatch.setattr(patterns, "_loaded", lambda: {patterns._name(text, int(flags)): json.dumps(made)})
    kept, compiled = patterns._of_kept(text, int(flags)), re.compile(text, flags)
    assert kept is not None
    assert (kept.pattern, kept.flags, kept.groups, dict(kept.groupindex)) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
        dict(compiled.groupindex),
    )
    for tried in TEXTS:
        found, expected = kept.search(tried), compiled.search(tried)
        assert (found and (found.span(), found.groupdict(), found.lastgroup)) == (
            expected and (expected.span(), expected.groupdict(), expected.lastgroup)
        )


def test_the_second_run_compiles_less(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first[0] == second[0]
    assert second[1] < first[1] / 2


@pytest.mark.parametrize(
    "content", [b"[]", b"{", b"\xff", b'[["a", 0, [0, [1, 2, 3], 0, {}, [null]]]]', b'[["a"]]', b'{"a": 1}', b"a\t1\nb"]
)
def test_a_damaged_cache_is_made_again(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(tmp_path)
    only_file(tmp_path).write_bytes(content)
    assert read(tmp_path) == expected
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keeping.store(only_file(tmp_path).name, content)  # with the right checksum
    assert read(tmp_path) == expected


def test_code_that_is_none_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    code = array("I", [99_999, 7]).tobytes().hex()
    kept = {patterns._name("a+", 0): json.dumps((32, code, 0, {}, [None]))}
    monkeypatch.setattr(patterns, "_loaded", lambda: kept)
    monkeypatch.setattr(patterns, "_compiled", {})
    assert patterns.pattern("a+").findall("baac") == ["aa"]


def test_no_cache_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "newsconvert").write_bytes(b"")
    assert read(tmp_path) == read(tmp_path)
    assert read(tmp_path / "none" / "\0".strip("\0"))[1] > 0
