"""The one Qt application, dressed in the theme that this computer remembers."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import STYLE, Mode, current_theme

MODES = ("light", "dark", "system")


def application() -> QApplication:
    """Return the application, made when there is none."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    # As an option of the start and not by `setStyle`, for which the binding builds all of QStyle and its many names.
    app = QApplication(["ipof-workbench", "-style", STYLE])
    app.setProperty("style", STYLE)
    app.setApplicationName("iPOF Workbench")
    app.setApplicationDisplayName("iPOF Workbench")
    app.setDesktopFileName("ipof-workbench")
    return app


def dress(app: QApplication, settings: QSettings) -> None:
    """Put the remembered theme and zoom in force."""
    theme = current_theme()
    mode = str(settings.value("view/theme", "system"))
    theme.set_mode(cast("Mode", mode) if mode in MODES else "system")
    try:
        theme.set_scale(float(str(settings.value("view/scale", "1.0"))))
    except ValueError:
        theme.set_scale(1.0)
    # Last, so that the application is dressed once.
    theme.apply(app)
    app.setWindowIcon(QIcon(pixmap("workflow", "accent", 64)))
