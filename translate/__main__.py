"""`python -m translate [CODE …]`: brings the catalogues up to date, or begins one.

`--missing` changes nothing, and says what has no translation and what is wrong in those there are; it ends with 1 where
anything is.
"""

from __future__ import annotations

import argparse
import sys

from translate import catalogues, checks
from translate.template import english


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m translate", description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="Discord’s code of a language; left out, every one")
    parser.add_argument("--missing", action="store_true", help="say what is missing, and what is wrong")
    given = parser.parse_args()
    lacking = 0
    for code in given.codes or catalogues.codes():
        if not given.missing:
            catalogues.update(code)
        found = catalogues.missing(code)
        print(f"{code}: {len(found)} to translate")
        if given.missing:
            told = [*(f"{english(message)[0]!r}" for message in found), *checks.faults(code)]
            lacking += len(told)
            print(*(f"  {line}" for line in told), sep="\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
