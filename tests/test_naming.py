"""Names of output files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsconvert.naming import UniqueNames, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("خبر عاجل", "خبر عاجل"),
        ("a/b\\c:d", "a_b_c_d"),
        ("../../etc", "_.._.._etc"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("-rf", "_-rf"),
        ("خبر. . ", "خبر"),
        ("\u202eخبر\u200f", "خبر"),
        ("\x00", "_"),
        ("", "article"),
        ("...", "article"),
    ],
)
def test_only_what_must_change_changes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_name_becomes_one_that_every_file_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe == safe.strip()
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert not safe.endswith((".", " "))
    assert len(safe.encode()) <= 210
    assert safe_name(safe) == safe


def test_names_taken_twice_are_told_apart() -> None:
    names = UniqueNames()
    assert [names.take(name) for name in ("خبر", "خبر", "خبر-2", "A", "a")] == ["خبر", "خبر-2", "خبر-2-2", "A", "a-2"]
