"""`python -m ipof_workbench` is the same as `ipof-workbench`."""

from __future__ import annotations

import sys

from ipof_workbench.main import main

if __name__ == "__main__":
    sys.exit(main())
