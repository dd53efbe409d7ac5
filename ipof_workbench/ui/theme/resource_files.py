"""Finding the files that ship beside the code, in a checkout and in an installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def resource_folder() -> Path:
    """Return the folder of shipped files.

    A wheel carries it inside the package as `_resources`; a checkout has it beside the package.

    Raises:
        FileNotFoundError: neither is there (the installation is incomplete).
    """
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if (folder / "icons").is_dir():
            return folder
    raise FileNotFoundError(f"No resources beside {_PACKAGE}; install the package again.")


def resource_path(name: str) -> Path:
    """Return the path of a shipped file, `name` being relative to the resource folder (`icons/x.svg`)."""
    return resource_folder() / name
