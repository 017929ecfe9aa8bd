"""`python -m newsconvert.cli` is `newsconvert`."""

from . import main

main()
