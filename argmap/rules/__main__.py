"""`python -m argmap.rules` writes docs/rules.md to standard output."""

import sys

from argmap.rules.table import page

if __name__ == "__main__":
    sys.stdout.write(page())
