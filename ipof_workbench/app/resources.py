"""Where the shipped files are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ipof_workbench.domain.errors import LibraryMissing

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def shipped(folder: str) -> Path:
    """Return a folder of shipped files (“styles”, “checklists”).

    Raises:
        LibraryMissing: the installation is incomplete.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if (root / folder).is_dir():
            return root / folder
    raise LibraryMissing(f"The {folder} are missing from this installation; install it with: pip install .")
