"""The makers of all commands: those of `any_command`, and of the modules `makers_...`, one for each area."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from tests.e2e.any_command import MAKERS, Maker

# Those beside this module and no others: another checkout on the path has makers of its own.
for _module in pkgutil.iter_modules([str(Path(__file__).parent)]):
    if _module.name.startswith("makers_"):
        importlib.import_module(f"tests.e2e.{_module.name}")

__all__ = ["MAKERS", "Maker"]
