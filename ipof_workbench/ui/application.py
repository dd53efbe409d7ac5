"""The one Qt application, dressed in the theme that this computer remembers."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from ipof_workbench.ui.theme.icons import pixmap
from ipof_workbench.ui.theme.theme import STYLE, Mode, current_theme

MODES = ("light", "dark", "system")
LOG_STARTS_MS = 300


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


def run(window: QWidget) -> int:
    """Show the window and return, when it is closed, the exit code."""
    from ipof_workbench.ui.errors import catch_bugs, start_log

    catch_bugs()
    window.show()
    # Not before the first paint: what writes log files is a large part of the standard library.
    QTimer.singleShot(LOG_STARTS_MS, start_log)
    return application().exec()
