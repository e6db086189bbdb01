"""`python -m translate [CODE …]`: brings the catalogues up to date, or begins one.

`--missing` changes nothing, and says what has no translation; it ends with 1 where anything has none.
"""

from __future__ import annotations

import argparse
import sys

from translate import catalogues
from translate.template import english


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m translate", description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="Discord’s code of a language; left out, every one")
    parser.add_argument("--missing", action="store_true", help="say what has no translation")
    given = parser.parse_args()
    lacking = 0
    for code in given.codes or catalogues.codes():
        if not given.missing:
            catalogues.update(code)
        found = catalogues.missing(code)
        print(f"{code}: {len(found)} to translate")
        if given.missing:
            lacking += len(found)
            for message in found:
                print(f"  {english(message)[0]!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
