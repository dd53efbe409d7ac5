"""Choosing files: the two questions a session asks, which tests answer in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication, QFileDialog


class AskOpenPaths(Protocol):
    """Asks for files to open; an empty list when the person thinks better of it."""

    def __call__(self, title: str, patterns: Sequence[str] = (), multiple: bool = True) -> list[Path]: ...


class AskSavePath(Protocol):
    """Asks where to write; None when the person thinks better of it."""

    def __call__(self, title: str, suggested: Path | None = None, patterns: Sequence[str] = ()) -> Path | None: ...


def ask_open_paths(title: str, patterns: Sequence[str] = (), multiple: bool = True) -> list[Path]:
    """Ask for files in the system's own dialogue; `patterns` such as "*.docx"."""
    window = QApplication.activeWindow()
    if multiple:
        found, _ = QFileDialog.getOpenFileNames(window, title, "", _name_filter(patterns))
        return [Path(name) for name in found]
    name, _ = QFileDialog.getOpenFileName(window, title, "", _name_filter(patterns))
    return [Path(name)] if name else []


def ask_save_path(title: str, suggested: Path | None = None, patterns: Sequence[str] = ()) -> Path | None:
    """Ask for a target in the system's own dialogue; it asks before an older file there is replaced."""
    window = QApplication.activeWindow()
    name, _ = QFileDialog.getSaveFileName(window, title, str(suggested or ""), _name_filter(patterns))
    return Path(name) if name else None


def _name_filter(patterns: Sequence[str]) -> str:
    if not patterns:
        return "All files (*)"
    return f"Fitting files ({' '.join(patterns)});;All files (*)"
