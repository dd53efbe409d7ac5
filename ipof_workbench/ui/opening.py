"""Opening a project for the window. The database library is imported here, when the first project is opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings

from ipof_workbench.ui.session import Session
from ipof_workbench.ui.settings import workbench_settings


def open_session(
    path: Path, settings: QSettings | None = None, *, read_only: bool = False, parent: QObject | None = None
) -> Session:
    """Open a project; raises as `Workbench.open`."""
    from ipof_workbench.app.workbench import Workbench

    settings = settings or workbench_settings()
    analyst = "" if read_only else str(settings.value("analyst", ""))
    return Session(Workbench.open(path, analyst=analyst, read_only=read_only), settings, parent)


def create_session(
    path: Path,
    *,
    title: str,
    grammar: str,
    analyst: str,
    settings: QSettings | None = None,
    parent: QObject | None = None,
) -> Session:
    """Make a project and open it; raises as `Workbench.create`."""
    from ipof_workbench.app.workbench import Workbench

    settings = settings or workbench_settings()
    return Session(Workbench.create(path, title=title, grammar=grammar, analyst=analyst), settings, parent)


def documents_folder() -> Path:
    """Return where new projects go unless the person says otherwise: never into a folder that is synchronised."""
    import platformdirs

    from ipof_workbench.storage.location import is_beside_a_sync_client

    found = Path(platformdirs.user_documents_dir())
    if is_beside_a_sync_client(found / "x") or not found.is_dir():
        found = Path.home()
    return found
