"""The makers of all commands: those of `any_command`, and of the modules `makers_...`, one for each area."""

from __future__ import annotations

import importlib
import pkgutil

import tests.e2e
from tests.e2e.any_command import MAKERS, Maker

for _module in pkgutil.iter_modules(tests.e2e.__path__):
    if _module.name.startswith("makers_"):
        importlib.import_module(f"tests.e2e.{_module.name}")

__all__ = ["MAKERS", "Maker"]
