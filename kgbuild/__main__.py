"""`python -m kgbuild` is `kgbuild`."""

from __future__ import annotations

import sys

from kgbuild.cli import main

if __name__ == "__main__":
    sys.exit(main())
