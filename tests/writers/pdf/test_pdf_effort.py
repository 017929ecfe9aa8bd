"""A layout collects little garbage, and leaves the interpreter's setting as it was."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading

import pytest

from newsconvert.resources import Resources
from newsconvert.writers.pdf.effort import bounded


@pytest.mark.parametrize("usual", [(700, 10, 10), (50_000, 10, 10), (0, 10, 10)])
def test_the_threshold_is_put_back(usual: tuple[int, int, int]) -> None:
    theme, before = Resources().theme("newspaper"), gc.get_threshold()
    gc.set_threshold(*usual)
    try:
        entered, leave = threading.Event(), threading.Event()

        def other() -> None:
            with bounded(theme):
                entered.set()
                leave.wait(10)

        thread = threading.Thread(target=other)
        with bounded(theme):
            inside = gc.get_threshold()
            thread.start()
            assert entered.wait(10)
        assert gc.get_threshold() == inside  # the other thread lays out still
        leave.set()
        thread.join()
        assert inside[0] == (max(usual[0], 20_000) if usual[0] else 0)
        assert gc.get_threshold() == usual
    finally:
        gc.set_threshold(*before)


def test_what_weasyprint_does_not_need_is_not_loaded() -> None:
    program = (
        "import sys, newsconvert.writers.pdf.weasyprint\n"
        "print('fontTools.subset' in sys.modules, 'fontTools.varLib' in sys.modules)\n"
        "from weasyprint.pdf import fonts\n"
        "print(type(fonts.subset.Options()).__module__)\n"
        "from fontTools import subset, varLib\n"
        "print(subset.Options.__name__, bool(varLib.__file__))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False", "fontTools.subset", "Options", "True"]
