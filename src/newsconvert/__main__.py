"""`python -m newsconvert`, for environments whose programs are not on the PATH."""

from .cli import main

if __name__ == "__main__":
    main()
