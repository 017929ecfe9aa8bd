"""Feed the decoder and the readers bytes that coverage guides (atheris), until something else than an error comes out.

    python benchmarks/fuzz.py [READER] [-max_total_time=60] [-runs=100000] [CORPUS-FOLDER]

READER is `decode` or the name of a reader (`newsconvert formats`); default: the plain-text reader. Other arguments are
those of libFuzzer. What breaks is written to a file `crash-…`, which the same command reads again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["newsconvert"]):
    from newsconvert.errors import NewsConvertError
    from newsconvert.options import ReaderOptions
    from newsconvert.readers import decoding, readers

NAMES = ("decode", *readers())


def main() -> None:
    name = next((argument for argument in sys.argv[1:] if argument in NAMES), "plaintext")
    arguments = [argument for argument in sys.argv if argument not in NAMES]
    options = ReaderOptions(file_name="a")

    def one(data: bytes) -> None:
        try:
            if name == "decode":
                decoding.decode(data, repair=True)
            else:
                readers()[name].read(data, options)
        except NewsConvertError as problem:
            if len(str(problem)) > 1000:
                raise AssertionError(f"a message of {len(str(problem))} characters") from problem

    atheris.Setup(arguments, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
