"""The errors: that each crosses to another process whole, and says which file it is about."""

from __future__ import annotations

import ast
import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import newsconvert
from newsconvert import errors
from newsconvert.errors import InputError, LimitError, ModelError, NewsConvertError, UnknownFormatError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, NewsConvertError)]


def every() -> list[NewsConvertError]:
    """Return an error of each class, with all that it may carry."""
    found: list[NewsConvertError] = []
    for kind in KINDS:
        made = kind("format", "xyz", ("pdf", "docx")) if issubclass(kind, UnknownFormatError) else kind("خبر: wrong")
        found += [made, made.in_file("خبر.txt"), made.prefixed("record 3")]
        if issubclass(kind, InputError):
            found.append(kind("wrong").of_bytes(b"\xff"))
    found.append(LimitError.of("size", "too many", 7, 5).in_file("a"))
    found[0].add_note("a note")
    return found


@pytest.mark.parametrize("error", every(), ids=lambda error: type(error).__name__)
def test_every_error_pickles(error: NewsConvertError) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        found = pickle.loads(pickle.dumps(error, protocol))
        assert (type(found), str(found), found.args, vars(found)) == (type(error), str(error), error.args, vars(error))
    assert str(copy.copy(error)) == str(copy.deepcopy(error)) == str(error)
    assert str(error)


def test_no_error_is_defined_elsewhere() -> None:
    """Or it would not be tried here, and would not be in the tree that the module draws."""
    names = {kind.__name__ for kind in KINDS}
    assert len(names) >= 12
    source = Path(errors.__file__).parent
    classes = [
        node
        for path in source.rglob("*.py")
        if path != Path(errors.__file__)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    assert [
        node.name for node in classes if names & {base.id for base in node.bases if isinstance(base, ast.Name)}
    ] == []


def _fails(name: str) -> bytes:
    return newsconvert.write(newsconvert.read_text("عنوان"), name)


def test_an_error_of_a_worker_process_arrives() -> None:
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers,
        pytest.raises(UnknownFormatError, match=r"named 'xyz'; the ones known are: pdf") as problem,
    ):
        workers.submit(_fails, "xyz").result()
    assert problem.value.name == "xyz"


def test_an_error_names_its_file_and_keeps_what_it_carries() -> None:
    error = LimitError.of("lines", "too many lines", 9, 5).of_bytes(b"x")
    found = error.prefixed("record 3").in_file("a.csv")
    assert str(found).startswith("a.csv: record 3: too many lines: 9, and 5 are allowed")
    assert (found.path, found.limit, found.found, found.allowed, found.source) == ("a.csv", "lines", 9, 5, b"x")
    assert error.path is None


def test_a_wrong_value_of_the_model_is_a_value_error_too() -> None:
    with pytest.raises(ValueError, match="not blank"):
        newsconvert.Article("")
    assert issubclass(ModelError, NewsConvertError)
