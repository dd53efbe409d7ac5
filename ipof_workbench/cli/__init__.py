"""The same commands from a shell, without Qt."""

from __future__ import annotations

from ipof_workbench.cli.command_line import run

__all__ = ["run"]
