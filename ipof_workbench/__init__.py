"""iPOF Workbench: realist evaluation, from interviews to the programme theory.

In Python, `open_project(path)` opens a project for reading; its `frames` give the tables as pandas frames.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipof_workbench.app.frames import Project

__version__ = "0.1.0"
__all__ = ["__version__", "open_project"]


def open_project(path: str | os.PathLike[str]) -> Project:
    """Open a project for analysis, reading only; `.frames` gives its tables as pandas frames.

    Raises:
        ProjectUnavailable: the project is missing, damaged, newer than this program or not ours.
    """
    from ipof_workbench.app.frames import open_project as open_for_reading

    return open_for_reading(path)
