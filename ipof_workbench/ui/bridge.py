"""One bridge from the project's events to the window: what changed, told in the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ipof_workbench.app.workbench import Workbench
    from ipof_workbench.domain.steps import Changed


class ChangeBridge(QObject):
    """Emits `changed` (a `Changed`) in the GUI thread, whichever thread committed the step."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, workbench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Emitting from a worker queues to this object's thread; from the GUI thread it is a direct call.
        self._arrived.connect(self._pass_on)
        self._unsubscribe = workbench.subscribe(self._take)

    def _take(self, changed: Changed) -> None:
        self._arrived.emit(changed)

    def _pass_on(self, changed: Changed) -> None:
        self.changed.emit(changed)

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()
